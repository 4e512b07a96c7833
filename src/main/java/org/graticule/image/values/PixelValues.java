package org.graticule.image.values;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is at one pixel of a scene.
 *
 * @param column of the pixel, from 0
 * @param row of the pixel, from 0
 * @param position column and row asked for, with fractions; (0,0) is the outer corner
 * @param valid whether the pixel has data
 * @param exact whether the values are those of the original; else they are those of the picture
 *     that is shown, within the error of its JPEG
 * @param lonLat longitude and latitude of the position, degrees, WGS 84
 * @param ground x and y of the position in the scene's own CRS
 */
public record PixelValues(
    UUID scene,
    int revision,
    int column,
    int row,
    double[] position,
    boolean valid,
    boolean exact,
    Optional<double[]> lonLat,
    Optional<double[]> ground,
    Optional<String> crs,
    List<Band> bands) {

  /**
   * One band at that pixel.
   *
   * @param band from 1
   * @param value absent where the pixel, or this band of it, has no data
   */
  public record Band(int band, Optional<String> name, Optional<Double> value) {}
}
