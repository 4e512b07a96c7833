package org.graticule.service.stac;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.graticule.geo.Georeference;
import org.graticule.http.Json;
import org.graticule.image.Acquisition;
import org.graticule.image.BandStatistics;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.graticule.image.SceneFacts;
import org.graticule.image.Scenes;
import org.graticule.service.SceneGround;
import org.jspecify.annotations.Nullable;

/** One scene as a STAC item, written for one caller. */
final class StacItem {
  private static final String EXTENSIONS = "https://stac-extensions.github.io/";

  private final String root;
  private final Scenes.Seen seen;
  private final Scene scene;
  private final SceneFacts facts;
  private final boolean exports;
  private final boolean histograms;

  /**
   * @param root where links begin, without a slash at the end
   * @param exports whether the caller may take pixels out
   * @param histograms whether to tell those of the bands; in a list they would be megabytes
   */
  StacItem(String root, Scenes.Seen seen, boolean exports, boolean histograms) {
    this.root = root;
    this.seen = seen;
    this.scene = seen.scene();
    this.facts = seen.scene().facts();
    this.exports = exports;
    this.histograms = histograms;
  }

  ObjectNode json() {
    ObjectNode item = Json.object().put("type", "Feature").put("stac_version", "1.1.0");
    ObjectNode properties = properties();
    ArrayNode extensions = item.putArray("stac_extensions");
    extensions.add(EXTENSIONS + "projection/v2.0.0/schema.json");
    extensions.add(EXTENSIONS + "raster/v2.0.0/schema.json");
    // An extension that is named must be used.
    for (String name : List.of("view/v1.1.0", "eo/v2.0.0")) {
      String prefix = name.substring(0, name.indexOf('/')) + ":";
      if (properties.properties().stream().anyMatch(p -> p.getKey().startsWith(prefix))) {
        extensions.add(EXTENSIONS + name + "/schema.json");
      }
    }
    item.put("id", scene.id().toString());
    item.put("collection", scene.project().toString());
    SceneGround ground = SceneGround.of(scene);
    Optional<ObjectNode> footprint = ground.footprint();
    if (footprint.isPresent()) {
      item.set("geometry", footprint.get());
      LonLatBox box = ground.bounds().orElseThrow();
      item.putArray("bbox").add(box.west()).add(box.south()).add(box.east()).add(box.north());
    } else {
      item.putNull("geometry");
    }
    item.set("properties", properties);
    item.set("links", links());
    item.set("assets", assets());
    return item;
  }

  private ObjectNode properties() {
    ObjectNode p = Json.object();
    p.put("title", scene.name());
    // STAC wants a time; where the image says none it is the time it came in, and this says so.
    boolean dated = scene.acquired() != null;
    p.put("datetime", (dated ? scene.acquired() : scene.created()).toString());
    p.put("graticule:datetime_is", dated ? "acquired" : "ingested");
    p.put("created", scene.created().toString());
    p.put("graticule:mark", seen.mark().banner());
    p.put("graticule:revision", scene.revision());
    p.put("graticule:valid_fraction", facts.validFraction());
    if (facts.gsd() != null) {
      p.put("gsd", Math.max(facts.gsd()[0], facts.gsd()[1]));
    }
    acquisition(p, facts.acquisition());
    projection(p);
    return p;
  }

  private static void acquisition(ObjectNode p, Acquisition a) {
    if (a.platform() != null) {
      p.put("platform", a.platform());
    }
    if (a.sensor() != null) {
      p.putArray("instruments").add(a.sensor());
    }
    put(p, "eo:cloud_cover", a.cloudCover());
    put(p, "view:incidence_angle", a.incidence());
    put(p, "view:off_nadir", a.offNadir());
    put(p, "view:sun_elevation", a.sunElevation());
    put(p, "view:sun_azimuth", a.sunAzimuth());
    // Ours points from the ground to the sensor, STAC's from below the sensor to the scene.
    put(p, "view:azimuth", a.lookAzimuth() == null ? null : (a.lookAzimuth() + 180) % 360);
  }

  private void projection(ObjectNode p) {
    Georeference georeference = scene.georeference();
    georeference
        .crs()
        .flatMap(crs -> crs.epsg())
        .ifPresent(code -> p.put("proj:code", "EPSG:" + code));
    p.putArray("proj:shape").add(facts.height()).add(facts.width());
    double[] affine = facts.georeference().affine();
    if (affine != null) {
      ArrayNode transform = p.putArray("proj:transform");
      for (int i : new int[] {1, 2, 0, 4, 5, 3}) {
        transform.add(affine[i]);
      }
    }
  }

  private ArrayNode links() {
    String collection = StacLinks.collection(root, scene.project());
    ArrayNode links = Json.MAPPER.createArrayNode();
    links.add(StacLinks.link("self", collection + "/items/" + scene.id(), StacLinks.GEOJSON));
    links.add(StacLinks.link("collection", collection, StacLinks.JSON));
    links.add(StacLinks.link("parent", collection, StacLinks.JSON));
    links.add(StacLinks.link("root", StacLinks.landing(root), StacLinks.JSON));
    return links;
  }

  private ObjectNode assets() {
    String base = root + "/api/v1/scenes/" + scene.id();
    String version = "?v=" + scene.revision();
    ObjectNode assets = Json.object();
    asset(
        assets,
        "thumbnail",
        base + "/thumbnail" + version,
        facts.masked() ? "image/png" : "image/jpeg",
        "thumbnail");
    asset(assets, "statistics", base + "/statistics", "application/json", "metadata")
        .set("bands", bands());
    if (scene.georeference().hasLonLat()) {
      asset(assets, "tilejson", base + "/tilejson/WebMercatorQuad", "application/json", "visual");
      asset(
          assets,
          "wmts",
          root + "/api/v1/projects/" + scene.project() + "/wmts/1.0.0/WMTSCapabilities.xml",
          "application/xml",
          "visual");
    }
    if (exports) {
      ObjectNode chip =
          asset(
              assets,
              "chip",
              base
                  + "/chip?column=0&row=0&width=%d&height=%d"
                      .formatted(Math.min(facts.width(), 4096), Math.min(facts.height(), 4096)),
              "image/tiff; application=geotiff",
              "data");
      chip.put(
          "description",
          "A window in source radiometry; change column, row, width and height for another, up to"
              + " 4096 x 4096.");
    }
    return assets;
  }

  private static ObjectNode asset(
      ObjectNode assets, String name, String href, String type, String role) {
    ObjectNode asset = assets.putObject(name).put("href", href).put("type", type);
    asset.putArray("roles").add(role);
    return asset;
  }

  private ArrayNode bands() {
    ArrayNode bands = Json.MAPPER.createArrayNode();
    for (BandStatistics statistics : facts.statistics()) {
      int index = statistics.band();
      ObjectNode band = bands.addObject();
      String name = index < facts.bandNames().size() ? facts.bandNames().get(index) : "";
      band.put("name", name.isEmpty() ? "b" + (index + 1) : name);
      band.put("data_type", facts.sampleType().name().toLowerCase(Locale.ROOT));
      band.put("raster:bits_per_sample", 8 * facts.sampleType().storedBytes());
      nodata(band, facts.nodata());
      if (histograms && statistics.count() > 0) {
        ObjectNode histogram = band.putObject("raster:histogram");
        histogram.put("count", statistics.histogram().length);
        histogram.put("min", statistics.histogramLow()).put("max", statistics.histogramHigh());
        ArrayNode buckets = histogram.putArray("buckets");
        Arrays.stream(statistics.histogram()).forEach(buckets::add);
      }
      if (statistics.count() > 0) {
        ObjectNode values = band.putObject("statistics");
        put(values, "minimum", statistics.min());
        put(values, "maximum", statistics.max());
        put(values, "mean", statistics.mean());
        put(values, "stddev", statistics.std());
        put(values, "valid_percent", 100 * facts.validFraction());
      }
    }
    return bands;
  }

  private static void nodata(ObjectNode band, @Nullable String nodata) {
    if (nodata == null) {
      return;
    }
    try {
      double value = Double.parseDouble(nodata);
      if (Double.isFinite(value)) {
        band.put("nodata", value);
        return;
      }
    } catch (NumberFormatException e) {
      // A word: nan or inf.
    }
    if (List.of("nan", "inf", "-inf").contains(nodata.toLowerCase(Locale.ROOT))) {
      band.put("nodata", nodata.toLowerCase(Locale.ROOT));
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Double value) {
    if (value != null && Double.isFinite(value)) {
      node.put(name, value);
    }
  }
}
