package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.geo.GcpPolynomial;
import org.graticule.geo.Georeference;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.SecurityFields;
import org.jspecify.annotations.Nullable;

/**
 * What the XML of a radar image says of it: complex samples (SICD) or a picture made of them
 * (SIDD). Immutable.
 *
 * @param standard {@code SICD} or {@code SIDD}
 * @param grid size of the whole image; null where it is not said
 * @param points places of pixels, longitude and latitude; empty where they are not said
 * @param security empty where nothing is said
 */
public record SarProduct(
    String standard,
    @Nullable PixelGrid grid,
    Acquisition acquisition,
    List<GroundControlPoint> points,
    Optional<SecurityFields> security) {
  private static final String SICD = "SICD";
  private static final String SIDD = "SIDD";
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z?");
  private static final int WGS84 = 4326;

  /** Of pixels whose place is worked out, along each side. */
  static final int PLACES_ACROSS = 7;

  /**
   * @param where which segment, for people
   * @return empty for XML that is about something else
   * @throws Fault {@code bad-xml}
   */
  static Optional<SarProduct> read(byte[] xml, String where) {
    return XmlWords.read(xml, Set.of(SICD, SIDD), where)
        .map(words -> words.root().equals(SICD) ? Sicd.read(words) : Sidd.read(words));
  }

  boolean picture() {
    return standard.equals(SIDD);
  }

  /**
   * By places of pixels all over it, or by its corners, which the header of the file has to a
   * second of arc only.
   */
  public Optional<Georeference> georeference() {
    try {
      // What was worked out pixel by pixel is smooth, unlike what somebody measured.
      boolean everywhere = points.size() == PLACES_ACROSS * PLACES_ACROSS;
      return points.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Georeference.of(
                  Crs.ofEpsg(WGS84),
                  everywhere ? GcpPolynomial.fit(points, 3) : GcpPolynomial.fit(points)));
    } catch (Fault inOneLine) {
      return Optional.empty();
    }
  }

  /** Rows and columns in these two elements. */
  static @Nullable PixelGrid grid(XmlWords xml, String rows, String columns) {
    Double height = xml.number(rows);
    Double width = xml.number(columns);
    boolean known = height != null && width != null && height >= 1 && width >= 1;
    return known && height < 1 << 30 && width < 1 << 30
        ? new PixelGrid(width.intValue(), height.intValue())
        : null;
  }

  /**
   * The middles of the four outermost pixels: first row and first column, first and last, last and
   * last, last and first.
   *
   * @param path of a corner, with {@code %d} for its number, before {@code /Lat} and {@code /Lon}
   */
  static List<GroundControlPoint> corners(XmlWords xml, String path, @Nullable PixelGrid grid) {
    List<GroundControlPoint> points = new ArrayList<>();
    for (int i = 0; i < 4 && grid != null; i++) {
      String corner = path.formatted(i + 1);
      double column = i == 1 || i == 2 ? grid.width() - 0.5 : 0.5;
      double row = i >= 2 ? grid.height() - 0.5 : 0.5;
      add(points, column, row, xml.number(corner + "/Lon"), xml.number(corner + "/Lat"));
    }
    return points.size() == 4 ? points : List.of();
  }

  /** Adds a point if it is one, on the side of the antimeridian where the first is. */
  static void add(
      List<GroundControlPoint> points,
      double column,
      double row,
      @Nullable Double lon,
      @Nullable Double lat) {
    if (lon != null && lat != null && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
      double from = points.isEmpty() ? lon : points.getFirst().x();
      double near = from + Math.IEEEremainder(lon - from, 360);
      points.add(new GroundControlPoint(column, row, near, lat));
    }
  }

  /** Times are in UTC, and are told without saying so. */
  static Acquisition acquisition(
      @Nullable String at,
      @Nullable String platform,
      @Nullable String identifier,
      @Nullable String mode,
      @Nullable String polarisation,
      @Nullable Double graze,
      @Nullable Double lookAzimuth) {
    boolean looked = graze != null && graze > 0 && graze <= 90;
    return new Acquisition(
        at != null && TIME.matcher(at).matches() ? at.replace("Z", "") : null,
        shown(platform),
        "SAR",
        shown(identifier),
        null,
        null,
        lookAzimuth == null || lookAzimuth < 0 || lookAzimuth > 360 ? null : lookAzimuth,
        null,
        null,
        null,
        shown(mode),
        shown(polarisation),
        looked ? 90 - graze : null);
  }

  private static @Nullable String shown(@Nullable String text) {
    return text == null ? null : NitfFields.shown(text);
  }

  /** Words that stand for the letters which the headers of the file use. */
  static String level(String word) {
    String plain = word.strip().toUpperCase(Locale.ROOT);
    return switch (plain) {
      case "UNCLASSIFIED" -> "U";
      case "RESTRICTED" -> "R";
      case "CONFIDENTIAL" -> "C";
      case "SECRET" -> "S";
      case "TOP SECRET", "TS" -> "T";
      default -> plain;
    };
  }

  static List<String> words(String text) {
    return Arrays.stream(text.strip().split("[\\s,/]+")).filter(word -> !word.isEmpty()).toList();
  }
}
