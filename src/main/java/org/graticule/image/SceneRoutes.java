package org.graticule.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Vocabulary;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.MarkView;
import org.graticule.http.Reply;
import org.graticule.http.Route;
import org.graticule.http.Routes;
import org.graticule.job.JobRoutes.JobView;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** {@code /api/v1/scenes} and the upload of images. */
public final class SceneRoutes implements Routes.Module {
  private static final String IN_PROJECT = "/api/v1/projects/{project}/scenes";

  private final Scenes scenes;
  private final Vocabulary vocabulary;
  private final long uploadLimit;
  private final Clock clock;

  public SceneRoutes(Scenes scenes, Vocabulary vocabulary, long uploadLimit, Clock clock) {
    this.scenes = scenes;
    this.vocabulary = vocabulary;
    this.uploadLimit = uploadLimit;
    this.clock = clock;
  }

  record Tiles(String url, Optional<String> mapUrl, String thumbnail, int size, int maxZoom) {}

  record SceneView(
      UUID id,
      UUID project,
      String name,
      int revision,
      int width,
      int height,
      int bands,
      String sampleType,
      Optional<String> crs,
      double @org.jspecify.annotations.Nullable [] affine,
      double @org.jspecify.annotations.Nullable [] gsd,
      Optional<ObjectNode> footprint,
      Optional<Instant> acquired,
      double validFraction,
      String sha256,
      MarkView mark,
      Instant created,
      String createdBy,
      int labelCount,
      List<BandStatistics> statistics,
      Tiles tiles) {}

  record SceneList(List<SceneView> scenes, Optional<String> next) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(IN_PROJECT, Action.SCENE_READ, this::list)
        .upload(IN_PROJECT, Action.SCENE_INGEST, new Upload())
        .get("/api/v1/scenes/{scene}", Action.SCENE_READ, this::get);
  }

  private Reply list(Call call) {
    Scenes.Page page =
        scenes.list(
            call.subject(),
            call.id("project"),
            call.query("cursor"),
            call.query("limit", 100, 1, 500));
    return Reply.ok(new SceneList(page.scenes().stream().map(this::view).toList(), page.next()));
  }

  private Reply get(Call call) {
    return Reply.ok(view(scenes.get(call.subject(), call.id("scene"))));
  }

  /** Decided before the first byte of the file is read. */
  private final class Upload implements Route.UploadWork {
    @Override
    public long admit(Call call) {
      name(call);
      scenes.requireIngest(call.subject(), call.id("project"), call.query("mark"));
      return uploadLimit;
    }

    @Override
    public Reply answer(Call call) {
      return Reply.accepted(
          JobView.of(
              scenes.ingest(
                  call.subject(),
                  call.id("project"),
                  name(call),
                  call.upload(),
                  null,
                  call.query("mark")),
              clock.instant()));
    }

    private static String name(Call call) {
      return call.query("name")
          .filter(n -> n.length() <= 255 && n.chars().noneMatch(Character::isISOControl))
          .orElseThrow(
              () -> Fault.malformed("bad-name", "name must have 1 to 255 printable characters"));
    }
  }

  private SceneView view(Scenes.Seen seen) {
    Scene scene = seen.scene();
    SceneFacts facts = scene.facts();
    String base = "/api/v1/scenes/" + scene.id();
    String version = "?v=" + scene.revision();
    boolean placed = scene.georeference().hasLonLat();
    return new SceneView(
        scene.id(),
        scene.project(),
        scene.name(),
        scene.revision(),
        facts.width(),
        facts.height(),
        facts.bands(),
        facts.sampleType().name().toLowerCase(java.util.Locale.ROOT),
        scene
            .georeference()
            .crs()
            .map(crs -> crs.epsg().map(code -> "EPSG:" + code).orElseGet(crs::title)),
        facts.georeference().affine(),
        facts.gsd(),
        Optional.ofNullable(facts.footprintLonLat()).map(SceneRoutes::footprint),
        Optional.ofNullable(scene.acquired()),
        facts.validFraction(),
        facts.sha256(),
        MarkView.of(vocabulary, seen.mark()),
        scene.created(),
        scene.createdName(),
        seen.labels(),
        facts.statistics(),
        new Tiles(
            base + "/tiles/{z}/{x}/{y}" + version,
            placed
                ? Optional.of(base + "/map/WebMercatorQuad/{z}/{x}/{y}" + version)
                : Optional.empty(),
            base + "/thumbnail" + version,
            facts.tileSize(),
            scene.pyramid().maxZoom()));
  }

  private static ObjectNode footprint(String wkt) {
    try {
      Geometry geometry = new WKTReader().read(wkt);
      ObjectNode node = Json.object().put("type", "MultiPolygon");
      ArrayNode polygons = node.putArray("coordinates");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        ArrayNode ring = polygons.addArray().addArray();
        for (var c : ((Polygon) geometry.getGeometryN(i)).getExteriorRing().getCoordinates()) {
          ring.addArray().add(c.x).add(c.y);
        }
      }
      return node;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
