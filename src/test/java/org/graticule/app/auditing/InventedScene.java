package org.graticule.app.auditing;

import java.time.Instant;
import java.util.UUID;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.image.Scene;
import org.graticule.image.SceneFacts;

/** A scene without pixels, turned by 30 degrees, that ends within a tile: 20 by 20 of them. */
final class InventedScene {
  private static final double PIXEL = 1e-5;

  private InventedScene() {}

  static Scene at(double lon, double lat) {
    double cos = PIXEL * Math.cos(Math.toRadians(30));
    double sin = PIXEL * Math.sin(Math.toRadians(30));
    SceneFacts facts =
        SceneFacts.fromJson(
            "{\"width\":10000,\"height\":10000,\"georeference\":null,\"statistics\":[],\"stretch\":[],"
                + "\"displayBands\":[],\"bandNames\":[],\"tileSize\":512}");
    return new Scene(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "invented",
        1,
        facts,
        Georeference.of(Crs.ofEpsg(4326), new Affine(lon, cos, sin, lat, sin, -cos)),
        null,
        1,
        Instant.EPOCH,
        "somebody");
  }
}
