package org.graticule.service.ogc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Site;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.graticule.image.SceneFilter;
import org.graticule.image.Scenes;
import org.graticule.service.GridCover;
import org.graticule.service.Grids;
import org.graticule.service.SceneGround;
import org.graticule.work.Projects;

/**
 * OGC API of a project, what is told of it: its scenes are collections, all of them together are
 * the dataset. Tiles and maps themselves are in {@link OgcPixelRoutes}.
 */
public final class OgcRoutes implements Routes.Module {
  static final String OGC = "/api/v1/projects/{project}/ogc";
  static final String COLLECTION = OGC + "/collections/{scene}";
  private static final String CONF = "http://www.opengis.net/spec/";
  private static final List<String> CONFORMS =
      List.of(
          "ogcapi-common-1/1.0/conf/core",
          "ogcapi-features-1/1.0/conf/core",
          "ogcapi-features-1/1.0/conf/geojson",
          "ogcapi-features-1/1.0/conf/oas30",
          "ogcapi-features-2/1.0/conf/crs",
          "ogcapi-common-2/1.0/conf/collections",
          "ogcapi-tiles-1/1.0/conf/core",
          "ogcapi-tiles-1/1.0/conf/tileset",
          "ogcapi-tiles-1/1.0/conf/tilesets-list",
          "ogcapi-tiles-1/1.0/conf/dataset-tilesets",
          "ogcapi-tiles-1/1.0/conf/geodata-tilesets",
          "ogcapi-tiles-1/1.0/conf/png",
          "ogcapi-tiles-1/1.0/conf/jpeg",
          "tms/2.0/conf/tilematrixset",
          "tms/2.0/conf/json-tilematrixset",
          "ogcapi-maps-1/1.0/conf/core",
          "ogcapi-maps-1/1.0/conf/dataset-map",
          "ogcapi-maps-1/1.0/conf/collection-map",
          "ogcapi-maps-1/1.0/conf/spatial-subsetting",
          "ogcapi-maps-1/1.0/conf/scaling",
          "ogcapi-maps-1/1.0/conf/crs",
          "ogcapi-maps-1/1.0/conf/datetime",
          "ogcapi-maps-1/1.0/conf/png",
          "ogcapi-maps-1/1.0/conf/jpeg");

  private static final List<String> JSON_NAMES =
      List.of("json", "application/json", "geojson", "application/geo+json");

  private final Projects projects;
  private final Scenes scenes;
  private final Grids grids;
  private final Site site;

  public OgcRoutes(Projects projects, Scenes scenes, Grids grids, Site site) {
    this.projects = projects;
    this.scenes = scenes;
    this.grids = grids;
    this.site = site;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .asking("f")
        .get(OGC, Action.PROJECT_READ, this::landing)
        .get(OGC + "/api", Action.PROJECT_READ, this::api)
        .get(OGC + "/conformance", Action.PROJECT_READ, this::conformance)
        .get(OGC + "/tileMatrixSets", Action.PROJECT_READ, this::tileMatrixSets)
        .get(OGC + "/tileMatrixSets/{grid}", Action.PROJECT_READ, this::tileMatrixSet)
        .get(COLLECTION, Action.SCENE_READ, this::collection)
        .get(OGC + "/map/tiles", Action.PROJECT_READ, this::datasetTileSets)
        .get(OGC + "/map/tiles/{grid}", Action.PROJECT_READ, this::datasetTileSet)
        .get(COLLECTION + "/map/tiles", Action.SCENE_READ, this::tileSets)
        .get(COLLECTION + "/map/tiles/{grid}", Action.SCENE_READ, this::tileSet)
        .asking("cursor", "limit", "f")
        .get(OGC + "/collections", Action.SCENE_READ, this::collections);
  }

  /** The only form there is may be asked for by name. */
  static void requireJson(Call call) {
    String f = call.query("f").orElse("json");
    if (!JSON_NAMES.contains(f)) {
      throw Fault.malformed("bad-format", "f must be one of " + String.join(", ", JSON_NAMES));
    }
  }

  /** The address of the service; decides that the caller may know of the project. */
  private String base(Call call) {
    projects.get(call.subject(), call.id("project"));
    requireJson(call);
    return site.root(call) + "/api/v1/projects/" + call.id("project") + "/ogc";
  }

  private Grids.Grid grid(Call call) {
    return grids.find(call.text("grid")).orElseThrow(Fault::notFound);
  }

  private Reply landing(Call call) {
    String base = base(call);
    ObjectNode page = Json.object();
    page.put("title", projects.get(call.subject(), call.id("project")).project().name());
    ArrayNode links = page.putArray("links");
    links.add(TileSets.link("self", base, TileSets.JSON));
    // In JSON and version 3.0 for clients that read no other, QGIS among them.
    links.add(TileSets.link("service-desc", base + "/api", FeatureApi.TYPE));
    links.add(
        TileSets.link(
            "service-desc",
            site.root(call) + "/openapi.yaml",
            "application/vnd.oai.openapi;version=3.1"));
    for (String rel : List.of("conformance", TileSets.REL + "conformance")) {
      links.add(TileSets.link(rel, base + "/conformance", TileSets.JSON));
    }
    for (String rel : List.of("data", TileSets.REL + "data")) {
      links.add(TileSets.link(rel, base + "/collections", TileSets.JSON));
    }
    links.add(
        TileSets.link(TileSets.REL + "tiling-schemes", base + "/tileMatrixSets", TileSets.JSON));
    links.add(TileSets.link(TileSets.REL + "tilesets-map", base + "/map/tiles", TileSets.JSON));
    links.add(TileSets.link(TileSets.REL + "map", base + "/map?f=png", "image/png"));
    return Reply.ok(page);
  }

  private Reply api(Call call) {
    return Reply.bytes(FeatureApi.TYPE, Json.write(FeatureApi.of(base(call))));
  }

  private Reply conformance(Call call) {
    base(call);
    ObjectNode page = Json.object();
    ArrayNode classes = page.putArray("conformsTo");
    CONFORMS.forEach(name -> classes.add(CONF + name));
    return Reply.ok(page);
  }

  private Reply tileMatrixSets(Call call) {
    String base = base(call);
    ObjectNode page = Json.object();
    ArrayNode sets = page.putArray("tileMatrixSets");
    for (Grids.Grid grid : grids.all()) {
      ObjectNode set = sets.addObject().put("id", grid.id());
      set.put("title", grid.json().path("title").asText());
      set.put("uri", grid.json().path("uri").asText());
      set.put("crs", grid.json().path("crs").asText());
      set.putArray("links")
          .add(TileSets.link("self", base + "/tileMatrixSets/" + grid.id(), TileSets.JSON));
    }
    return Reply.ok(page);
  }

  private Reply tileMatrixSet(Call call) {
    base(call);
    return Reply.ok(grid(call).json());
  }

  private Reply collections(Call call) {
    String base = base(call);
    int limit = call.query("limit", 100, 1, 500);
    Scenes.Page found =
        scenes.list(
            call.subject(), call.id("project"), SceneFilter.ALL, call.query("cursor"), limit);
    ObjectNode page = Json.object();
    ArrayNode all = page.putArray("collections");
    found.scenes().forEach(seen -> all.add(collection(base, seen)));
    ArrayNode links = page.putArray("links");
    String self = base + "/collections";
    links.add(TileSets.link("self", self, TileSets.JSON));
    found
        .next()
        .ifPresent(next ->
            links.add(
                TileSets.link(
                    "next", self + "?limit=" + limit + "&cursor=" + next, TileSets.JSON)));
    return Reply.ok(page);
  }

  private Reply collection(Call call) {
    Scenes.Seen seen = seen(call);
    return Reply.ok(collection(base(call), seen));
  }

  private Scenes.Seen seen(Call call) {
    UUID project = call.id("project");
    Scenes.Seen seen = scenes.get(call.subject(), call.id("scene"));
    if (!seen.scene().project().equals(project)) {
      throw Fault.notFound();
    }
    return seen;
  }

  private ObjectNode collection(String base, Scenes.Seen seen) {
    Scene scene = seen.scene();
    ObjectNode node = Json.object().put("id", scene.id().toString());
    node.put("title", scene.name()).put("description", seen.mark().banner());
    ObjectNode extent = node.putObject("extent");
    Optional<LonLatBox> bounds = SceneGround.of(scene).bounds();
    bounds.ifPresent(box -> {
      ObjectNode spatial = extent.putObject("spatial");
      spatial
          .putArray("bbox")
          .addArray()
          .add(box.west())
          .add(box.south())
          .add(box.east())
          .add(box.north());
      spatial.put("crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    });
    if (scene.acquired() != null) {
      String at = scene.acquired().toString();
      extent.putObject("temporal").putArray("interval").addArray().add(at).add(at);
    }
    ArrayNode crs = node.putArray("crs");
    FeatureCrs.of(scene).forEach(crs::add);
    node.put("storageCrs", FeatureCrs.CRS84).put("itemType", "feature");
    ArrayNode links = node.putArray("links");
    String self = base + "/collections/" + scene.id();
    links.add(TileSets.link("self", self, TileSets.JSON));
    if (bounds.isPresent()) {
      links.add(TileSets.link("items", self + "/items", "application/geo+json"));
      links.add(TileSets.link(TileSets.REL + "tilesets-map", self + "/map/tiles", TileSets.JSON));
      links.add(TileSets.link(TileSets.REL + "map", self + "/map?f=png", "image/png"));
      links.add(TileSets.link(TileSets.REL + "map", self + "/map?f=jpeg", "image/jpeg"));
    }
    return node;
  }

  private Reply datasetTileSets(Call call) {
    String base = base(call);
    return Reply.ok(list(base, base + "/map/tiles"));
  }

  private Reply datasetTileSet(Call call) {
    String base = base(call);
    return Reply.ok(TileSets.whole(base, base + "/map/tiles", grid(call), Optional.empty(), ""));
  }

  private Reply tileSets(Call call) {
    Scene scene = seen(call).scene();
    String base = base(call);
    return Reply.ok(list(base, base + "/collections/" + scene.id() + "/map/tiles"));
  }

  private ObjectNode list(String base, String tiles) {
    ObjectNode page = Json.object();
    ArrayNode sets = page.putArray("tilesets");
    grids.all().forEach(grid -> sets.add(TileSets.summary(base, tiles, grid)));
    page.putArray("links").add(TileSets.link("self", tiles, TileSets.JSON));
    return page;
  }

  private Reply tileSet(Call call) {
    Scene scene = seen(call).scene();
    Grids.Grid grid = grid(call);
    String base = base(call);
    GridCover cover =
        GridCover.of(scene, grid)
            .orElseThrow(() ->
                Fault.unacceptable(
                    "not-on-a-map", "scene " + scene.id() + " has no known place in " + grid.id()));
    return Reply.ok(
        TileSets.whole(
            base,
            base + "/collections/" + scene.id() + "/map/tiles",
            grid,
            Optional.of(cover),
            "v=" + scene.revision()));
  }
}
