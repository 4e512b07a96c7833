package org.graticule.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Vocabulary;
import org.graticule.geo.Georeference;
import org.graticule.http.Json;
import org.graticule.http.MarkView;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * A scene as the API tells it. Statistics and the mesh of positions are told of one scene at a
 * time: a list of hundreds would be megabytes of them. Immutable.
 */
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
    double @Nullable [] affine,
    double @Nullable [] gsd,
    Optional<ObjectNode> footprint,
    Optional<Instant> acquired,
    Optional<Acquired> acquisition,
    double validFraction,
    String sha256,
    MarkView mark,
    Instant created,
    String createdBy,
    int labelCount,
    Optional<Details> details,
    Optional<List<BandStatistics>> statistics,
    Tiles tiles) {
  /** Share of its size by which a footprint in a list may be off. */
  private static final double COARSE = 0.001;

  record Tiles(String url, Optional<String> mapUrl, String thumbnail, int size, int maxZoom) {}

  /** {@link Acquisition} without what the file does not say. */
  record Acquired(
      Optional<String> at,
      Optional<String> platform,
      Optional<String> sensor,
      Optional<String> catalogueId,
      Optional<Double> cloudCover,
      Optional<Double> offNadir,
      Optional<Double> lookAzimuth,
      Optional<Double> sunElevation,
      Optional<Double> sunAzimuth,
      Optional<String> mode,
      Optional<String> polarisation,
      Optional<Double> incidence) {

    static Acquired of(Acquisition a) {
      return new Acquired(
          Optional.ofNullable(a.at()),
          Optional.ofNullable(a.platform()),
          Optional.ofNullable(a.sensor()),
          Optional.ofNullable(a.catalogueId()),
          Optional.ofNullable(a.cloudCover()),
          Optional.ofNullable(a.offNadir()),
          Optional.ofNullable(a.lookAzimuth()),
          Optional.ofNullable(a.sunElevation()),
          Optional.ofNullable(a.sunAzimuth()),
          Optional.ofNullable(a.mode()),
          Optional.ofNullable(a.polarisation()),
          Optional.ofNullable(a.incidence()));
    }
  }

  /**
   * What one look at a scene needs beyond its place in a list.
   *
   * @param georeference how pixels get to the ground: affine, control-points, model or none
   * @param accuracy of the georeference, metres, root mean square
   * @param fit root mean square of control points against the polynomial, in units of the CRS
   * @param displayBands bands, from 0, that the plain tiles show as gray or red, green, blue
   * @param part which image of its file it is, from 0
   * @param parts all image segments of its file, for people; empty where it holds one
   * @param positions longitude and latitude at equal steps over the image
   */
  record Details(
      String format,
      long bytes,
      boolean alpha,
      Optional<String> nodata,
      boolean masked,
      String georeference,
      Optional<String> crsTitle,
      Optional<Double> accuracy,
      Optional<Double> fit,
      List<String> bandNames,
      Optional<String> fileMarking,
      List<SceneFacts.Range> displayStretch,
      List<Integer> displayBands,
      String profile,
      long displayBytes,
      long losslessBytes,
      boolean adopted,
      int part,
      List<String> parts,
      Optional<PositionMesh> positions) {

    static Details of(Scene scene) {
      SceneFacts facts = scene.facts();
      Georeference.Form form = facts.georeference();
      return new Details(
          facts.format(),
          facts.bytes(),
          facts.alpha(),
          Optional.ofNullable(facts.nodata()),
          facts.masked(),
          georeference(scene, form),
          Optional.ofNullable(form.title()),
          Optional.ofNullable(facts.accuracy()),
          Optional.ofNullable(form.rms()),
          facts.bandNames(),
          Optional.ofNullable(facts.marking()),
          // Percentiles of the whole image.
          scene.part() == null ? facts.stretch() : List.of(),
          facts.displayBands(),
          facts.profile(),
          facts.displayBytes(),
          facts.losslessBytes(),
          facts.adopted(),
          facts.part(),
          facts.parts(),
          PositionMesh.of(scene));
    }

    private static String georeference(Scene scene, Georeference.Form form) {
      if (form.affine() != null) {
        return "affine";
      }
      if (form.controlPoints() != null) {
        return "control-points";
      }
      return scene.georeference().mapping().isPresent() ? "model" : "none";
    }
  }

  /** As an item of a list. */
  static SceneView of(Scenes.Seen seen, Vocabulary vocabulary) {
    return of(seen, vocabulary, Optional.empty(), Optional.empty());
  }

  /** With everything known. */
  static SceneView whole(Scenes.Seen seen, Vocabulary vocabulary) {
    return of(
        seen,
        vocabulary,
        Optional.of(Details.of(seen.scene())),
        Optional.of(seen.scene().facts().statistics()));
  }

  private static SceneView of(
      Scenes.Seen seen,
      Vocabulary vocabulary,
      Optional<Details> details,
      Optional<List<BandStatistics>> statistics) {
    Scene scene = seen.scene();
    SceneFacts facts = scene.facts();
    return new SceneView(
        scene.id(),
        scene.project(),
        scene.name(),
        scene.revision(),
        facts.width(),
        facts.height(),
        facts.bands(),
        facts.sampleType().name().toLowerCase(Locale.ROOT),
        scene
            .georeference()
            .crs()
            .map(crs -> crs.epsg().map(code -> "EPSG:" + code).orElseGet(crs::title)),
        facts.georeference().affine(),
        facts.gsd(),
        Optional.ofNullable(facts.footprintLonLat()).map(wkt -> footprint(wkt, details.isEmpty())),
        Optional.ofNullable(scene.acquired()),
        Optional.of(Acquired.of(facts.acquisition())),
        facts.validFraction(),
        facts.sha256(),
        MarkView.of(vocabulary, seen.mark()),
        scene.created(),
        scene.createdName(),
        seen.labels(),
        details,
        statistics,
        tiles(scene));
  }

  private static Tiles tiles(Scene scene) {
    String base = "/api/v1/scenes/" + scene.id();
    String version = "?v=" + scene.revision();
    boolean placed = scene.georeference().hasLonLat();
    return new Tiles(
        base + "/tiles/{z}/{x}/{y}" + version,
        placed
            ? Optional.of(base + "/map/WebMercatorQuad/{z}/{x}/{y}" + version)
            : Optional.empty(),
        base + "/thumbnail" + version,
        scene.facts().tileSize(),
        scene.pyramid().maxZoom());
  }

  /**
   * @param coarse without the corners that nobody sees on a map of many scenes
   */
  private static ObjectNode footprint(String wkt, boolean coarse) {
    try {
      Geometry exact = new WKTReader().read(wkt);
      Envelope box = exact.getEnvelopeInternal();
      double unseen = COARSE * Math.max(box.getWidth(), box.getHeight());
      Geometry geometry = coarse ? TopologyPreservingSimplifier.simplify(exact, unseen) : exact;
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
