package org.graticule.tile;

import java.util.List;
import org.graticule.access.Action;
import org.graticule.geo.TileMatrixSet;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.tile.render.ColorMap;
import org.graticule.tile.render.RenderingStyle;

/** {@code /api/v1/styles}: what a picker of renderings may offer. */
public final class StyleRoutes implements Routes.Module {
  private final StyleList list =
      new StyleList(
          RenderingStyle.NAMES.stream().map(RenderingStyle::named).toList(),
          ColorMap.NAMES.stream().map(ColorMap::named).toList(),
          TileMatrixSet.NAMES,
          Webp.available() ? List.of("jpeg", "png", "webp") : List.of("jpeg", "png"));

  /**
   * @param formats that this server can encode
   */
  record StyleList(
      List<RenderingStyle> styles,
      List<ColorMap> colormaps,
      List<String> grids,
      List<String> formats) {}

  @Override
  public void addTo(Routes routes) {
    routes.get("/api/v1/styles", Action.SESSION, call -> Reply.ok(list));
  }
}
