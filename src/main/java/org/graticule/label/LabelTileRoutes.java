package org.graticule.label;

import java.util.List;
import java.util.Map;
import org.graticule.access.Action;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** {@code /api/v1/scenes/{scene}/labels/tiles/{grid}/{z}/{x}/{y}}, as Mapbox vector tiles. */
public final class LabelTileRoutes implements Routes.Module {
  private static final String TYPE = "application/vnd.mapbox-vector-tile";

  private final LabelTiles tiles;

  public LabelTileRoutes(LabelTiles tiles) {
    this.tiles = tiles;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get(
        "/api/v1/scenes/{scene}/labels/tiles/{grid}/{z}/{x}/{y}", Action.LABEL_READ, this::tile);
  }

  private Reply tile(Call call) {
    Page.Filter filter = PageReader.filter(call);
    LabelTiles.Ask ask =
        new LabelTiles.Ask(
            call.text("grid"),
            call.whole("z"),
            call.whole("x"),
            call.whole("y"),
            filter.layers() == null ? List.of() : filter.layers(),
            filter.classes() == null ? List.of() : filter.classes());
    LabelTiles.Answer answer =
        tiles.tile(call.subject(), call.id("scene"), ask, call.header("If-None-Match"));
    Reply reply =
        answer
            .bytes()
            .map(bytes -> bytes.length == 0 ? Reply.noContent() : Reply.bytes(TYPE, bytes))
            .orElseGet(() -> new Reply.Empty(304, Map.of()));
    return reply
        .with("ETag", answer.etag())
        .with("Cache-Control", answer.open() ? "private, no-cache" : "no-store")
        .with("Vary", "Cookie, Authorization");
  }
}
