package org.graticule.image.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffIIOMetadataDecoder;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffMetadata2CRSAdapter;
import org.graticule.fault.Fault;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.GcpPolynomial;
import org.graticule.geo.Georeference;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelToGround;
import org.graticule.geo.Rpc;
import org.graticule.image.cog.GeoTags;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The georeference that the tags of a GeoTIFF give. Pixel-is-point files are brought to the corner
 * convention here and nowhere else. A CRS with a code must be one of the registry; one spelled out
 * in keys is kept where it is understood, and dropped (pixels keep their ground coordinates) where
 * it is not.
 */
final class TiffGeoreference {
  private static final int MODEL_TYPE = 1024;
  private static final int RASTER_TYPE = 1025;
  private static final int CITATION = 1026;
  private static final int GEOGRAPHIC_TYPE = 2048;
  private static final int GEOGRAPHIC_CITATION = 2049;
  private static final int PROJECTED_TYPE = 3072;
  private static final int PROJECTED_CITATION = 3073;
  private static final int USER_DEFINED = 32_767;
  private static final int PROJECTED = 1;
  private static final int GEOGRAPHIC = 2;
  private static final int POINT = 2;
  private static final int METHOD = 3075;
  private static final int SEMI_MAJOR = 2057;
  private static final int SEMI_MINOR = 2058;
  private static final int INVERSE_FLATTENING = 2059;
  private static final int PRIME_MERIDIAN = 2061;
  private static final int UNIT = 3076;
  private static final int PARALLEL = 3078;
  private static final int NATURAL_MERIDIAN = 3080;
  private static final int NATURAL_LATITUDE = 3081;
  private static final int FALSE_EASTING = 3082;
  private static final int FALSE_NORTHING = 3083;
  private static final int CENTRE_MERIDIAN = 3088;
  private static final int CENTRE_LATITUDE = 3089;

  /** Metres by code. */
  private static final Map<Integer, String> UNITS =
      Map.of(9001, "1", 9002, "0.3048", 9003, "0.30480060960121924");

  /**
   * Methods of which GeoTools leaves keys out, or does not know the number, and one key of each.
   */
  private static final Map<Integer, String> CYLINDERS =
      Map.of(17, "Equirectangular", 28, "Cylindrical_Equal_Area");

  private static final Map<Integer, String> AZIMUTHAL =
      Map.of(12, "Azimuthal_Equidistant", 19, "Gnomonic", 21, "Orthographic");
  private static final Map<Integer, String> WORLD =
      Map.of(20, "Miller_Cylindrical", 23, "Robinson", 24, "Sinusoidal", 25, "VanDerGrinten");
  private static final String ESRI_TEXT = "ESRI PE String = ";

  private final Ifd ifd;
  private final int[] keys;

  private TiffGeoreference(Ifd ifd) {
    this.ifd = ifd;
    this.keys = Arrays.stream(ifd.integers(Tag.GEO_KEY_DIRECTORY)).mapToInt(v -> (int) v).toArray();
    if (keys.length > 0 && (keys.length < 4 || keys.length < 4 + 4 * keys[3])) {
      throw bad(
          Tag.GEO_KEY_DIRECTORY,
          keys.length + " numbers" + (keys.length < 4 ? "" : " for " + keys[3] + " keys"),
          "4 and 4 for each key");
    }
  }

  /**
   * @param keysToCrs GeoTools' reading of keys that are not a code, asked only where needed
   * @param world what files beside the image say, for what its tags do not
   */
  static Georeference read(
      Ifd ifd, Supplier<GeoTiffIIOMetadataDecoder> keysToCrs, Optional<Georeference> world) {
    TiffGeoreference tags = new TiffGeoreference(ifd);
    PixelToGround mapping = tags.mapping();
    Crs crs = tags.crs(keysToCrs);
    if (!(mapping instanceof Affine) && ifd.has(Tag.RPC_COEFFICIENTS)) {
      return Georeference.of(Rpc.ofTiffTag(ifd.doubles(Tag.RPC_COEFFICIENTS)));
    }
    if (mapping == null) {
      return world.map(beside -> placed(crs, beside)).orElse(Georeference.none());
    }
    return Georeference.of(crs, mapping);
  }

  /** A CRS in the tags goes before one beside them, but a camera has its own. */
  private static Georeference placed(@Nullable Crs own, Georeference beside) {
    PixelToGround mapping = beside.mapping().orElseThrow();
    return own == null || mapping instanceof Rpc ? beside : Georeference.of(own, mapping);
  }

  static GeoTags tags(Ifd ifd, Georeference georeference) {
    TiffGeoreference tags = new TiffGeoreference(ifd);
    if (tags.keys.length == 0) {
      return GeoTags.of(georeference);
    }
    return GeoTags.copy(
        tags.keys,
        ifd.doubles(Tag.GEO_DOUBLE_PARAMS),
        ifd.text(Tag.GEO_ASCII_PARAMS).orElse(""),
        georeference.mapping().orElse(null));
  }

  private @Nullable PixelToGround mapping() {
    double half = key(RASTER_TYPE) == POINT ? 0.5 : 0;
    double[] scale = finite(Tag.MODEL_PIXEL_SCALE);
    double[] ties = finite(Tag.MODEL_TIEPOINT);
    double[] matrix = finite(Tag.MODEL_TRANSFORMATION);
    // Where a file has both, others take its scale.
    if (scale.length >= 2 && ties.length >= 6 && (matrix.length < 8 || scale[0] * scale[1] != 0)) {
      if (scale[0] == 0 || scale[1] == 0) {
        throw bad(Tag.MODEL_PIXEL_SCALE, Arrays.toString(scale), "numbers other than 0");
      }
      // A negative scale is a mistake of the writer: rows go down, as other readers take it too.
      double sx = scale[0];
      double sy = -Math.abs(scale[1]);
      Affine affine = new Affine(ties[3] - ties[0] * sx, sx, 0, ties[4] - ties[1] * sy, 0, sy);
      return affine.shifted(-half, -half);
    }
    if (matrix.length >= 8) {
      Affine affine = new Affine(matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]);
      return affine.shifted(-half, -half);
    }
    if (ties.length >= 18) {
      List<GroundControlPoint> points = new ArrayList<>();
      for (int i = 0; i + 5 < ties.length; i += 6) {
        points.add(
            new GroundControlPoint(ties[i] + half, ties[i + 1] + half, ties[i + 3], ties[i + 4]));
      }
      return GcpPolynomial.fit(points);
    }
    return null;
  }

  private @Nullable Crs crs(Supplier<GeoTiffIIOMetadataDecoder> keysToCrs) {
    int projected = key(PROJECTED_TYPE);
    int geographic = key(GEOGRAPHIC_TYPE);
    int told = key(MODEL_TYPE);
    int model = told == 0 && projected > 0 ? PROJECTED : told;
    boolean known = model == PROJECTED || model == GEOGRAPHIC;
    int code = !known ? 0 : model == PROJECTED ? projected : geographic;
    if (code > 0 && code < USER_DEFINED) {
      return coded(code);
    }
    for (int citation : new int[] {PROJECTED_CITATION, GEOGRAPHIC_CITATION, CITATION}) {
      Optional<String> text = text(citation).filter(t -> t.contains(ESRI_TEXT));
      if (text.isPresent()) {
        String wkt = text.get().substring(text.get().indexOf(ESRI_TEXT) + ESRI_TEXT.length());
        return understood(wkt.replaceAll("[|\\s]+$", ""));
      }
    }
    if (!known) {
      return null;
    }
    Optional<String> method = method();
    Optional<String> base = base();
    if (method.isPresent() && base.isPresent() && UNITS.containsKey(key(UNIT))) {
      return understood(text(method.get(), base.get()));
    }
    try {
      return Crs.of(new GeoTiffMetadata2CRSAdapter(null).createCoordinateSystem(keysToCrs.get()));
    } catch (Exception | LinkageError e) {
      // Keys in words GeoTools does not know, or for a library that is not there: ground
      // coordinates stay, longitude and latitude go.
      return null;
    }
  }

  private static @Nullable Crs understood(String wkt) {
    try {
      return Crs.ofWkt(wkt);
    } catch (Fault ofAProjectionThatIsNotKnown) {
      return null;
    }
  }

  /** A projection in words, with what it alone needs. */
  private Optional<String> method() {
    int id = key(METHOD);
    if (CYLINDERS.containsKey(id)) {
      return Optional.of(
          CYLINDERS.get(id) + "\"],PARAMETER[\"standard_parallel_1\"," + number(PARALLEL));
    }
    if (AZIMUTHAL.containsKey(id)) {
      double latitude = number(NATURAL_LATITUDE) + number(CENTRE_LATITUDE);
      return Optional.of(AZIMUTHAL.get(id) + "\"],PARAMETER[\"latitude_of_origin\"," + latitude);
    }
    return Optional.ofNullable(WORLD.get(id)).map(name -> name + '"');
  }

  /** Longitude and latitude in words, by their code or their ellipsoid. */
  private Optional<String> base() {
    int geographic = key(GEOGRAPHIC_TYPE);
    if (geographic > 0 && geographic < USER_DEFINED) {
      return Optional.of(Crs.ofEpsg(geographic).wkt());
    }
    double a = number(SEMI_MAJOR);
    double b = number(SEMI_MINOR);
    double inverse = b <= 0 ? number(INVERSE_FLATTENING) : a == b ? 0 : a / (a - b);
    return a > 0
        ? Optional.of(
            "GEOGCS[\"?\",DATUM[\"?\",SPHEROID[\"?\",%s,%s]],PRIMEM[\"?\",%s],"
                    .formatted(a, inverse, number(PRIME_MERIDIAN))
                + "UNIT[\"degree\",0.0174532925199433]]")
        : Optional.empty();
  }

  private String text(String method, String base) {
    String name = method.substring(0, method.indexOf('"'));
    return "PROJCS[\"%s\",%s,PROJECTION[\"%s],PARAMETER[\"central_meridian\",%s],"
            .formatted(name, base, method, number(NATURAL_MERIDIAN) + number(CENTRE_MERIDIAN))
        + "PARAMETER[\"false_easting\",%s],PARAMETER[\"false_northing\",%s],UNIT[\"unit\",%s]]"
            .formatted(number(FALSE_EASTING), number(FALSE_NORTHING), UNITS.get(key(UNIT)));
  }

  /** Value of a key that is a number with a fraction; 0 where it is absent. */
  private double number(int id) {
    double[] all = ifd.doubles(Tag.GEO_DOUBLE_PARAMS);
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == id && keys[i + 1] == Tag.GEO_DOUBLE_PARAMS.id() && keys[i + 3] < all.length) {
        return all[keys[i + 3]];
      }
    }
    return 0;
  }

  /** Null where the system is one, and only its projection is not known. */
  private static @Nullable Crs coded(int code) {
    try {
      return Crs.ofEpsg(code);
    } catch (Fault e) {
      if (e.code().equals(Crs.UNREAD)) {
        return null;
      }
      throw bad(Tag.GEO_KEY_DIRECTORY, "code EPSG:" + code, "codes of the EPSG registry");
    }
  }

  /** Value of a short key; 0 where it is absent. */
  private int key(int id) {
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == id && keys[i + 1] == 0) {
        return keys[i + 3];
      }
    }
    return 0;
  }

  private Optional<String> text(int id) {
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == id && keys[i + 1] == Tag.GEO_ASCII_PARAMS.id()) {
        String all = ifd.text(Tag.GEO_ASCII_PARAMS).orElse("");
        int from = Math.min(keys[i + 3], all.length());
        return Optional.of(all.substring(from, Math.min(all.length(), from + keys[i + 2])));
      }
    }
    return Optional.empty();
  }

  private double[] finite(Tag tag) {
    double[] values = ifd.doubles(tag);
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw bad(
          tag,
          Arrays.toString(Arrays.copyOf(values, Math.min(16, values.length))),
          "finite numbers");
    }
    return values;
  }

  private static Fault bad(Tag tag, String value, String allowed) {
    return Fault.unacceptable(
        "bad-georeference", "TIFF tag " + tag + " is " + value + "; allowed: " + allowed);
  }
}
