package org.graticule.http.account;

import java.util.List;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** {@code /api/v1/markings}: what a picker may offer. */
public final class MarkingRoutes implements Routes.Module {
  private final Marks marks;

  public MarkingRoutes(Marks marks) {
    this.marks = marks;
  }

  record MarkingList(List<MarkView> markings) {}

  @Override
  public void addTo(Routes routes) {
    routes.get(
        "/api/v1/markings",
        Action.SESSION,
        call ->
            Reply.ok(
                new MarkingList(
                    marks.visibleTo(call.subject()).stream()
                        .map(mark -> MarkView.of(marks.vocabulary(), mark))
                        .toList())));
  }
}
