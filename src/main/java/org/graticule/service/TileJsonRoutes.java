package org.graticule.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.graticule.image.Scenes;

/**
 * TileJSON 3.0 of a scene, one document a grid: where its tiles are, on which zooms, over which
 * ground. Rendering parameters of the request are in the addresses of the tiles.
 */
public final class TileJsonRoutes implements Routes.Module {
  private final Scenes scenes;
  private final Grids grids;
  private final Site site;

  public TileJsonRoutes(Scenes scenes, Grids grids, Site site) {
    this.scenes = scenes;
    this.grids = grids;
    this.site = site;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/api/v1/scenes/{scene}/tilejson/{grid}", Action.SCENE_READ, this::tileJson);
  }

  private Reply tileJson(Call call) {
    Scenes.Seen seen = scenes.get(call.subject(), call.id("scene"));
    String grid = call.text("grid");
    Map<String, String> asked = call.queries();
    return Reply.ok(
        grid.equals("native")
            ? ofNative(site.root(call), seen, asked)
            : of(site.root(call), seen, grids.find(grid).orElseThrow(Fault::notFound), asked));
  }

  private static ObjectNode of(
      String root, Scenes.Seen seen, Grids.Grid grid, Map<String, String> asked) {
    Scene scene = seen.scene();
    GridCover cover =
        GridCover.of(scene, grid)
            .orElseThrow(() ->
                Fault.unacceptable(
                    "not-on-a-map", "scene " + scene.id() + " has no known place in " + grid.id()));
    LonLatBox box = cover.bounds();
    ObjectNode json = head(seen);
    json.putArray("tiles")
        .add(
            TileLinks.scene(root, scene)
                + "/map/"
                + grid.id()
                + "/{z}/{x}/{y}"
                + TileLinks.query(scene, asked));
    json.put("minzoom", cover.minZoom()).put("maxzoom", cover.maxZoom());
    json.putArray("bounds").add(box.west()).add(box.south()).add(box.east()).add(box.north());
    json.putArray("center")
        .add((box.west() + box.east()) / 2)
        .add((box.south() + box.north()) / 2)
        .add(cover.minZoom());
    return json.put("crs", "EPSG:" + grid.set().epsg())
        .put("tile_size", grid.set().matrices().getFirst().tileWidth());
  }

  /** In the scene's own pixels, which no map knows: only for programs that know the scene. */
  private static ObjectNode ofNative(String root, Scenes.Seen seen, Map<String, String> asked) {
    Scene scene = seen.scene();
    String query = TileLinks.query(scene, asked);
    boolean plain = query.indexOf('&') < 0;
    ObjectNode json = head(seen);
    json.putArray("tiles")
        .add(
            TileLinks.scene(root, scene)
                + (plain ? "/tiles" : "/map/native")
                + "/{z}/{x}/{y}"
                + query);
    json.put("minzoom", 0).put("maxzoom", scene.pyramid().maxZoom());
    return json.put("crs", "pixel")
        .put("tile_size", scene.facts().tileSize())
        .put("width", scene.facts().width())
        .put("height", scene.facts().height());
  }

  private static ObjectNode head(Scenes.Seen seen) {
    return Json.object()
        .put("tilejson", "3.0.0")
        .put("name", seen.scene().name())
        .put("description", seen.mark().banner())
        .put("version", seen.scene().revision() + ".0.0")
        .put("scheme", "xyz");
  }
}
