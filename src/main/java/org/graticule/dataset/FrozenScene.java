package org.graticule.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset says about a scene. Immutable.
 *
 * @param name as people gave it; never used as a path
 * @param revision of the pixels that were frozen
 * @param sha256 of the original file
 * @param width columns
 * @param height rows
 * @param crs EPSG code such as {@code EPSG:32633}, or the name; null where unknown
 * @param affine ground = (a0 + a1 x + a2 y, a3 + a4 x + a5 y); null without a georeference
 * @param onGround whether its pixels have longitude and latitude
 * @param gsd metres per pixel along x and y; null where unknown
 * @param validFraction part of the pixels that carry data, 0 to 1
 * @param mark portion form
 */
public record FrozenScene(
    UUID id,
    String name,
    int revision,
    String sha256,
    int width,
    int height,
    @Nullable String crs,
    @Nullable List<Double> affine,
    boolean onGround,
    @Nullable List<Double> gsd,
    @Nullable Instant acquired,
    double validFraction,
    String mark) {
  private static final int LONGEST_STEM = 40;

  /** A file name for this scene that is safe everywhere and like no other scene's. */
  public String fileStem() {
    String base = name.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
    String plain =
        base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String some = plain.substring(0, Math.min(LONGEST_STEM, plain.length()));
    // The last digits are random in every kind of UUID; the first are the time in some.
    String unique = id.toString().substring(24);
    return some.isEmpty() ? unique : some + "-" + unique;
  }

  /** The transform of a window of this scene; null without a georeference. */
  public @Nullable List<Double> affineAt(int x, int y) {
    if (affine == null) {
      return null;
    }
    return List.of(
        affine.get(0) + x * affine.get(1) + y * affine.get(2),
        affine.get(1),
        affine.get(2),
        affine.get(3) + x * affine.get(4) + y * affine.get(5),
        affine.get(4),
        affine.get(5));
  }
}
