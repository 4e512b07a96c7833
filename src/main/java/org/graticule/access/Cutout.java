package org.graticule.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;

/**
 * The ground that somebody's limited roles reach, where a scene lies in it partly: nothing of the
 * scene is seen outside. Immutable.
 *
 * @param key the same for the same ground and rule, and for no other: part of the key of whatever
 *     is kept
 * @param lonLat polygons in EPSG:4326; never changed
 * @param refused whether tiles at the edge are refused; else they are masked, pixel by pixel
 */
public record Cutout(String key, Geometry lonLat, boolean refused) {

  /** Whether something on the ground lies inside, and so does the box around it. */
  public boolean holds(@Nullable Geometry ground) {
    return ground != null && lonLat.covers(ground.getEnvelope());
  }

  public static Cutout of(Geometry lonLat, boolean refused) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(new WKBWriter().write(lonLat.norm()));
      return new Cutout(
          HexFormat.of().formatHex(digest, 0, 12) + (refused ? "r" : "m"), lonLat, refused);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
