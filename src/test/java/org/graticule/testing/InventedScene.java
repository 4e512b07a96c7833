package org.graticule.testing;

import java.time.Instant;
import java.util.UUID;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.image.Scene;
import org.graticule.image.SceneFacts;

/** A scene without pixels, of 10,000 by 10,000: 20 tiles a side, the last of which it ends in. */
public final class InventedScene {
  private static final double PIXEL = 1e-5;

  private InventedScene() {}

  public static Scene of(Georeference georeference) {
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
        georeference,
        null,
        1,
        Instant.EPOCH,
        "somebody");
  }

  /** With its upper left corner there, turned by 30 degrees. */
  public static Scene turned(double lon, double lat) {
    double cos = PIXEL * Math.cos(Math.toRadians(30));
    double sin = PIXEL * Math.sin(Math.toRadians(30));
    return of(Georeference.of(Crs.ofEpsg(4326), new Affine(lon, cos, sin, lat, sin, -cos)));
  }
}
