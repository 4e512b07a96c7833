package org.graticule.image.cog;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.tiff.Tag;

/**
 * What a lossless pyramid holds: all bands of its source but alpha, which is in the mask.
 *
 * @param type of every sample
 * @param bands of the source, in order
 * @param names of these bands, empty where there is none
 * @param colours which of the pyramid's bands are red, green and blue; empty for gray
 */
record AnalyticContent(
    SampleType type,
    int[] bands,
    List<String> names,
    int[] colours,
    OptionalDouble nodata,
    GeoTags geo) {
  private static final List<String> RGB = List.of("Red", "Green", "Blue");

  static AnalyticContent of(ImageSource source) {
    int[] bands =
        IntStream.range(0, source.bands()).filter(band -> band != source.alphaBand()).toArray();
    List<String> names = Arrays.stream(bands).mapToObj(source.bandNames()::get).toList();
    int[] shown = source.display().palette() == null ? source.display().bands() : new int[0];
    int[] colours =
        shown.length == 3
            ? Arrays.stream(shown).map(band -> Arrays.binarySearch(bands, band)).toArray()
            : new int[0];
    return new AnalyticContent(
        source.sampleType(), bands, names, colours, source.nodata(), source.geoTags());
  }

  int count() {
    return bands.length;
  }

  /** The tags of a level that say what its samples are. */
  void describe(IfdBytes ifd, boolean finest) {
    boolean natural = Arrays.equals(colours, new int[] {0, 1, 2});
    ifd.shorts(Tag.BITS_PER_SAMPLE, each(8 * type.storedBytes(), count()))
        .shorts(Tag.SAMPLE_FORMAT, each(format(type), count()))
        .shorts(Tag.SAMPLES_PER_PIXEL, count())
        .shorts(Tag.PLANAR_CONFIGURATION, count() == 1 ? 1 : 2)
        .shorts(Tag.PHOTOMETRIC, natural ? 2 : 1);
    int extra = count() - (natural ? 3 : 1);
    if (extra > 0) {
      ifd.shorts(Tag.EXTRA_SAMPLES, each(0, extra));
    }
    if (nodata.isPresent()) {
      ifd.ascii(Tag.GDAL_NODATA, text(nodata.getAsDouble()));
    }
    if (finest) {
      ifd.ascii(Tag.GDAL_METADATA, metadata(natural));
      geo.write(ifd);
    }
  }

  /** As tag SampleFormat says it. */
  static int format(SampleType type) {
    return switch (type) {
      case UINT8, UINT16, UINT32 -> 1;
      case INT16, INT32 -> 2;
      case FLOAT32, FLOAT64 -> 3;
    };
  }

  private static int[] each(int value, int count) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value).replace("Infinity", "inf");
  }

  private String metadata(boolean natural) {
    StringBuilder items = new StringBuilder();
    for (int band = 0; band < count(); band++) {
      if (!names.get(band).isEmpty()) {
        item(items, "DESCRIPTION", band, "description", names.get(band));
      }
    }
    for (int i = 0; i < colours.length && !natural; i++) {
      item(items, "COLORINTERP", colours[i], "colorinterp", RGB.get(i));
    }
    return items.isEmpty() ? "" : "<GDALMetadata>\n" + items + "</GDALMetadata>\n";
  }

  private static void item(StringBuilder to, String name, int band, String role, String value) {
    // GDAL's own habit is to escape twice, and it reads that way.
    String safe = escaped(escaped(value));
    to.append("  <Item name=\"%s\" sample=\"%d\" role=\"%s\">".formatted(name, band, role))
        .append(safe)
        .append("</Item>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
