package org.graticule.image;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which scenes of those that somebody may see. A component that is null asks for nothing; a scene
 * that does not say what is asked for is not among the answers.
 *
 * @param areaWkt longitude and latitude; the footprint must meet it
 * @param from earliest acquisition
 * @param to latest acquisition
 * @param sensor the sensor's or the platform's name, whatever its case
 * @param gsdMin least ground sample distance, metres per pixel
 * @param gsdMax greatest ground sample distance, metres per pixel
 * @param cloudMax most cloud, percent
 * @param mark banner, exactly
 * @param ids empty for all
 */
public record SceneFilter(
    @Nullable String areaWkt,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String sensor,
    @Nullable Double gsdMin,
    @Nullable Double gsdMax,
    @Nullable Double cloudMax,
    @Nullable String mark,
    List<UUID> ids) {
  /** Everything. */
  public static final SceneFilter ALL =
      new SceneFilter(null, null, null, null, null, null, null, null, List.of());

  public SceneFilter {
    ids = List.copyOf(ids);
  }
}
