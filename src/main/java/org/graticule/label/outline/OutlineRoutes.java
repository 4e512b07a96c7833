package org.graticule.label.outline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graticule.access.Action;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.label.geojson.ShapeView;

/** {@code /api/v1/scenes/{scene}/outlines}, and whether there is a model at all. */
public final class OutlineRoutes implements Routes.Module {
  private final Outlines outlines;

  public OutlineRoutes(Outlines outlines) {
    this.outlines = outlines;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/outlines/model", Action.SESSION, this::model)
        .post("/api/v1/scenes/{scene}/outlines", Action.LABEL_WRITE, this::propose);
  }

  private Reply model(Call call) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("side", outlines.side().orElse(null));
    return Reply.ok(view);
  }

  private Reply propose(Call call) {
    Outlines.Proposal proposal =
        outlines.propose(call.subject(), call.id("scene"), call.body(OutlineAsk.class));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("geometry", proposal.shape() == null ? null : ShapeView.of(proposal.shape()));
    view.put("score", proposal.score());
    return Reply.ok(view);
  }
}
