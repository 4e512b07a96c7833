package org.graticule.http.account;

import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.ProjectRules;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/projects/{project}/rules}: who may take things out, with whose consent, and what
 * is shown at the edge of an area.
 */
public final class RulesRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/projects/{project}/rules";

  private final ProjectRules rules;

  public RulesRoutes(ProjectRules rules) {
    this.rules = rules;
  }

  record Wish(
      @Nullable Boolean annotatorsExport,
      @Nullable Boolean releaseByTwo,
      ProjectRules.@Nullable AreaEdges areaEdges) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(
            PATH,
            Action.PROJECT_READ,
            call -> Reply.ok(rules.get(call.subject(), call.id("project"))))
        .put(PATH, Action.PROJECT_RULES, this::set);
  }

  private Reply set(Call call) {
    Wish wish = call.body(Wish.class);
    if (wish.annotatorsExport() == null || wish.releaseByTwo() == null) {
      throw Fault.unacceptable(
          "missing-field", "annotators_export and release_by_two are needed, true or false");
    }
    UUID project = call.id("project");
    ProjectRules.AreaEdges edges =
        wish.areaEdges() == null
            ? rules.get(call.subject(), project).areaEdges()
            : wish.areaEdges();
    return Reply.ok(
        rules.set(
            call.subject(),
            project,
            new ProjectRules.Rules(wish.annotatorsExport(), wish.releaseByTwo(), edges)));
  }
}
