package org.graticule.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Role;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects} and their ontologies. */
public final class ProjectRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/projects";

  private final Projects projects;
  private final OntologyChoices choices = new OntologyChoices();

  public ProjectRoutes(Projects projects) {
    this.projects = projects;
  }

  record ProjectView(
      UUID id,
      String name,
      String description,
      List<String> roles,
      List<String> actions,
      int scenes,
      int labels) {
    static ProjectView of(Projects.Overview overview) {
      return new ProjectView(
          overview.project().id(),
          overview.project().name(),
          overview.project().description(),
          overview.roles().stream().map(Role::label).sorted().toList(),
          overview.actions().stream().map(Enum::name).sorted().toList(),
          overview.scenes(),
          overview.labels());
    }
  }

  record ProjectList(List<ProjectView> projects) {}

  record NewProject(@Nullable String name, @Nullable String description, @Nullable String lead) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/ontologies", Action.SESSION, this::choices)
        .get(PATH, Action.SESSION, this::list)
        .post(PATH, Action.PROJECT_CREATE, this::create)
        .get(PATH + "/{project}", Action.PROJECT_READ, this::get)
        .get(PATH + "/{project}/ontology", Action.PROJECT_READ, this::ontology)
        .put(PATH + "/{project}/ontology", Action.ONTOLOGY_PUBLISH, this::publish)
        .get(PATH + "/{project}/label-rules", Action.PROJECT_READ, this::labelRules)
        .put(PATH + "/{project}/label-rules", Action.ONTOLOGY_PUBLISH, this::publishLabelRules);
  }

  private Reply list(Call call) {
    return Reply.ok(
        new ProjectList(projects.list(call.subject()).stream().map(ProjectView::of).toList()));
  }

  private Reply get(Call call) {
    return Reply.ok(ProjectView.of(projects.get(call.subject(), call.id("project"))));
  }

  private Reply create(Call call) {
    NewProject body = call.body(NewProject.class);
    if (body.name() == null) {
      throw Fault.unacceptable("missing-field", "name is needed");
    }
    String description = body.description() == null ? "" : body.description();
    return Reply.created(
        ProjectView.of(projects.create(call.subject(), body.name(), description, body.lead())));
  }

  private Reply ontology(Call call) {
    Optional<Integer> version =
        call.query("version").map(v -> call.query("version", 1, 1, Integer.MAX_VALUE));
    return Reply.ok(projects.ontology(call.subject(), call.id("project"), version));
  }

  private Reply choices(Call call) {
    return Reply.ok(Map.of("ontologies", choices.all()));
  }

  private Reply publish(Call call) {
    return Reply.ok(
        projects.publish(call.subject(), call.id("project"), call.body(Ontology.class)));
  }

  private Reply labelRules(Call call) {
    return Reply.ok(projects.labelRules(call.subject(), call.id("project")));
  }

  private Reply publishLabelRules(Call call) {
    return Reply.ok(
        projects.publish(call.subject(), call.id("project"), call.body(LabelRules.class)));
  }
}
