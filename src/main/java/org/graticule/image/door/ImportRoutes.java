package org.graticule.image.door;

import java.util.List;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.job.Job;
import org.graticule.job.JobRoutes.JobView;

/** {@code /api/v1/projects/{project}/imports}: imagery that the server brings in itself. */
public final class ImportRoutes implements Routes.Module {
  private static final String ALL = "/api/v1/projects/{project}/imports";

  private final Imports imports;

  public ImportRoutes(Imports imports) {
    this.imports = imports;
  }

  record Wanted(Optional<String> url, Optional<String> path, Optional<String> mark) {}

  record WaysView(
      boolean folderOpen, List<String> hosts, List<ImportFolder.Entry> entries, boolean more) {
    static WaysView of(Imports.Ways ways) {
      ImportFolder.Entries folder = ways.folder();
      return new WaysView(ways.folderOpen(), ways.hosts(), folder.entries(), folder.more());
    }
  }

  @Override
  public void addTo(Routes routes) {
    routes.get(ALL, Action.SCENE_INGEST, this::list).post(ALL, Action.SCENE_INGEST, this::begin);
  }

  private Reply list(Call call) {
    return Reply.ok(
        WaysView.of(
            imports.list(call.subject(), call.id("project"), call.query("path").orElse(""))));
  }

  private Reply begin(Call call) {
    Wanted wanted = call.body(Wanted.class);
    if (wanted.url().isPresent() == wanted.path().isPresent()) {
      throw Fault.malformed("bad-import", "say either url or path");
    }
    Job job =
        wanted.url().isPresent()
            ? imports.url(call.subject(), call.id("project"), wanted.url().get(), wanted.mark())
            : imports.file(
                call.subject(), call.id("project"), wanted.path().orElseThrow(), wanted.mark());
    return Reply.accepted(JobView.of(job));
  }
}
