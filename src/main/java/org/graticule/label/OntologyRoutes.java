package org.graticule.label;

import java.util.List;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.label.OntologyChanges.Outcome;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects/{project}/ontology/changes} and {@code /undo}. */
public final class OntologyRoutes implements Routes.Module {
  private static final String PATH = "/api/v1/projects/{project}/ontology";

  private final OntologyChanges changes;

  public OntologyRoutes(OntologyChanges changes) {
    this.changes = changes;
  }

  record Change(
      @Nullable Integer version, @Nullable Boolean dryRun, @Nullable List<OntologyStep> steps) {}

  record Done(
      boolean dryRun, int version, List<?> classes, List<?> moved, List<?> kept, int labels) {
    static Done of(boolean dry, Outcome outcome) {
      return new Done(
          dry,
          outcome.ontology().version(),
          outcome.ontology().classes(),
          outcome.moved(),
          outcome.kept(),
          outcome.moved().stream().mapToInt(OntologyChanges.Moved::labels).sum());
    }
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .post(PATH + "/changes", Action.ONTOLOGY_PUBLISH, this::change)
        .post(PATH + "/undo", Action.ONTOLOGY_PUBLISH, this::undo);
  }

  private Reply change(Call call) {
    Change body = call.body(Change.class);
    boolean dry = dry(body);
    List<OntologyStep> steps = body.steps() == null ? List.of() : body.steps();
    return Reply.ok(
        Done.of(
            dry, changes.change(call.subject(), call.id("project"), version(body), steps, dry)));
  }

  private Reply undo(Call call) {
    Change body = call.body(Change.class);
    boolean dry = dry(body);
    return Reply.ok(
        Done.of(dry, changes.undo(call.subject(), call.id("project"), version(body), dry)));
  }

  private static boolean dry(Change body) {
    return body.dryRun() != null && body.dryRun();
  }

  private static int version(Change body) {
    if (body.version() == null) {
      throw Fault.unacceptable("missing-field", "version is needed: the newest you know");
    }
    return body.version();
  }
}
