package org.graticule.image;

import org.jspecify.annotations.Nullable;

/**
 * How an image was taken, as far as its file says. Every component is null where it does not.
 * Immutable.
 *
 * @param at ISO 8601; local time without a zone where the file names none
 * @param platform satellite or aircraft
 * @param sensor instrument
 * @param catalogueId the provider's name of the image
 * @param cloudCover percent of the image, 0 to 100
 * @param offNadir angle between the sensor's look and straight down, degrees, 0 to 90
 * @param lookAzimuth direction from the ground to the sensor, degrees clockwise from north
 * @param sunElevation degrees above the horizon
 * @param sunAzimuth degrees clockwise from north
 * @param gsd ground sample distance as the file states it, metres
 * @param mode of a radar, such as SPOTLIGHT
 * @param polarisation of a radar, sent and received, such as V:V
 * @param incidence angle between a radar's look and straight up where it meets the ground, degrees
 */
public record Acquisition(
    @Nullable String at,
    @Nullable String platform,
    @Nullable String sensor,
    @Nullable String catalogueId,
    @Nullable Double cloudCover,
    @Nullable Double offNadir,
    @Nullable Double lookAzimuth,
    @Nullable Double sunElevation,
    @Nullable Double sunAzimuth,
    @Nullable Double gsd,
    @Nullable String mode,
    @Nullable String polarisation,
    @Nullable Double incidence) {

  /** What a file says that knows no more than its time. */
  public static Acquisition at(@Nullable String dateTime) {
    return new Acquisition(
        dateTime, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The same, with the other's word for what this one does not say. */
  public Acquisition or(Acquisition other) {
    return new Acquisition(
        first(at, other.at),
        first(platform, other.platform),
        first(sensor, other.sensor),
        first(catalogueId, other.catalogueId),
        first(cloudCover, other.cloudCover),
        first(offNadir, other.offNadir),
        first(lookAzimuth, other.lookAzimuth),
        first(sunElevation, other.sunElevation),
        first(sunAzimuth, other.sunAzimuth),
        first(gsd, other.gsd),
        first(mode, other.mode),
        first(polarisation, other.polarisation),
        first(incidence, other.incidence));
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }
}
