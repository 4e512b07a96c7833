package org.graticule.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.cog.GeoTags;
import org.jspecify.annotations.Nullable;

/**
 * An opened original: what it says of itself, and its samples window by window. Thread-safe, except
 * that each {@link WindowReader} belongs to one thread.
 */
public interface ImageSource extends Closeable {
  /** Reads samples; owns decoder state. */
  interface WindowReader extends Closeable {
    /**
     * @throws org.graticule.fault.Fault with code {@code bad-block} where the file is damaged
     */
    void read(int x, int y, int width, int height, Samples into) throws IOException;
  }

  /**
   * How samples become a picture.
   *
   * @param bands one (gray or palette) or three (red, green, blue) indexes of bands
   * @param palette red, green, blue for each code of the single band; null without
   * @param inverted 0 is white
   * @param levels number of gray levels of an unsigned source of less than 8 bits, 256 otherwise
   */
  record Display(
      int[] bands, byte @Nullable [] @Nullable [] palette, boolean inverted, int levels) {
    public int channels() {
      return palette != null ? 3 : bands.length;
    }
  }

  /** Name of the format and its variant, for people. */
  String description();

  PixelGrid grid();

  SampleType sampleType();

  /** Bands including alpha. */
  int bands();

  /** Index of the band that says how opaque a pixel is; -1 without. */
  int alphaBand();

  OptionalDouble nodata();

  Display display();

  Georeference georeference();

  /** The same for writing, as faithfully as the source allows. */
  GeoTags geoTags();

  /** When and how the image was taken, as the file says it. */
  default Acquisition acquisition() {
    return Acquisition.at(null);
  }

  /** Names of the bands in order, empty where the file has none. */
  default List<String> bandNames() {
    return Collections.nCopies(bands(), "");
  }

  /** Root mean square error of the georeference on the ground, metres, where it can be told. */
  default OptionalDouble accuracy() {
    return georeference().accuracy();
  }

  /** The banner form of the marking that the file carries. */
  default Optional<String> marking() {
    return Optional.empty();
  }

  /** All images of the file, for people; empty where it holds no other. */
  default List<String> parts() {
    return List.of();
  }

  /** Its own tiles, where a pyramid can have them as they are. */
  default Optional<ReadyTiles> readyTiles() throws IOException {
    return Optional.empty();
  }

  /** Pixels that are decoded together; windows aligned to it are cheapest. */
  PixelGrid block();

  WindowReader reader() throws IOException;
}
