package org.graticule.geo;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.geo.projection.EqualAreaCylinder;
import org.graticule.geo.projection.EqualEarth;
import org.graticule.geo.projection.Geostationary;
import org.graticule.geo.projection.Orthographic;
import org.graticule.geo.projection.WorldMap;

/** Texts of systems as other programs write them, made into what GeoTools reads the same way. */
final class WktDialect {
  /** Name of the projection that is read otherwise. */
  static final String POLAR = "Polar_Stereographic";

  private static final Pattern AXIS = pattern("\\s*,\\s*AXIS\\s*\\[[^\\[\\]]*\\]");
  private static final Pattern WEST = pattern("AXIS\\s*\\[[^\\[\\]]*WEST\\s*\\]");

  /** A system of heights within the one of the plane, with three levels of brackets. */
  private static final Pattern HEIGHTS =
      pattern(",VERTCS\\[(?:[^\\[\\]]++|\\[(?:[^\\[\\]]++|\\[[^\\[\\]]*+\\])*+\\])*+\\]");

  /** How others say that their Mercator is that of the web: by a sphere in words of PROJ. */
  private static final Pattern WEB =
      pattern(
          ",\\s*EXTENSION\\[\"PROJ4\",\"[^\"]*\\+proj=merc \\+a=6378137 \\+b=6378137 [^\"]*\"\\]");

  private static final Pattern MERCATOR = pattern("\"Mercator_1SP\"");
  private static final Pattern PARALLEL = pattern("\"latitude_of_origin\"(\\s*,\\s*([-+0-9.eE]+))");
  private static final Pattern SCALE = pattern("PARAMETER\\s*\\[\\s*\"scale_factor\"");
  private static final Pattern SCALE_OF_ONE = pattern(SCALE + "\\s*,\\s*1(\\.0*)?\\s*\\]\\s*,");

  /** Esri's text of a geographic system in three dimensions. */
  private static final Pattern HEIGHT_UNIT = pattern(",\\s*LINUNIT\\[\"[^\"]*\",[^\\[\\]]*\\]");

  /** A projection, and the code by which it would be looked up instead. */
  private static final Pattern METHOD =
      pattern("(PROJECTION\\s*\\[\\s*\")([^\"]*)\"(\\s*,\\s*AUTHORITY\\s*\\[[^\\[\\]]*\\])?");

  /** The code by which a whole system would be looked up. */
  private static final Pattern CODE = pattern(",\\s*AUTHORITY\\[[^\\[\\]]*\\]\\s*\\]\\s*$");

  /** What else a text tells of a system, in words of PROJ. */
  private static final Pattern REMARK = pattern(",\\s*EXTENSION\\s*\\[\"PROJ4\",\"([^\"]*)\"\\]");

  private static final Pattern OPTION =
      pattern("PARAMETER\\s*\\[\\s*\"Option\"\\s*,\\s*(\\d+)(?:\\.0*)?\\s*\\]\\s*,");

  private static final String GOODE = WorldMap.OWN + "Goode Homolosine";

  /** Projections that GeoTools lacks, or computes otherwise than PROJ, by their names in texts. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("cylindrical_equal_area", EqualAreaCylinder.METHOD),
          Map.entry("lambert_cylindrical_equal_area_(spherical)", EqualAreaCylinder.METHOD),
          Map.entry("equal_earth", EqualEarth.METHOD),
          Map.entry("geostationary_satellite", Geostationary.METHOD),
          Map.entry("orthographic", Orthographic.METHOD),
          Map.entry("goode_homolosine", GOODE),
          world("Interrupted Goode Homolosine"),
          world("Interrupted Goode Homolosine Ocean"),
          world("Robinson"),
          world("Natural Earth"),
          world("Mollweide"),
          world("Sinusoidal"),
          world("Winkel Tripel"),
          world("Eckert I"),
          world("Eckert II"),
          world("Eckert III"),
          world("Eckert IV"),
          world("Eckert V"),
          world("Eckert VI"),
          world("Craster Parabolic"),
          world("Gall Stereographic"),
          world("Miller Cylindrical"),
          // GeoTools and PROJ are kilometres apart: no place instead of a doubtful one.
          world("Gnomonic"),
          world("Van der Grinten I"),
          Map.entry("vandergrinten", WorldMap.OWN + "Van der Grinten I"));

  private WktDialect() {}

  private static Map.Entry<String, String> world(String name) {
    return Map.entry(plain(name), WorldMap.OWN + name);
  }

  static String forGeoTools(String wkt) {
    String plane = HEIGHT_UNIT.matcher(HEIGHTS.matcher(wkt).replaceFirst("")).replaceAll("");
    return withParallel(withoutAxes(ofTheWeb(ofOurs(plane))));
  }

  /** A text of GeoTools, with a projection of ours instead of its own. */
  static String withOwnProjection(String wkt) {
    return ofOurs(CODE.matcher(wkt).replaceFirst("]"));
  }

  /** Whether a projection is computed here by another name. */
  static boolean computedHere(String method) {
    return OWN.containsKey(plain(method));
  }

  private static String plain(String method) {
    return method.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static String ofOurs(String wkt) {
    Matcher method = METHOD.matcher(wkt);
    if (!method.find() || !computedHere(method.group(2))) {
      return wkt;
    }
    String own = OWN.getOrDefault(plain(method.group(2)), "");
    String renamed = method.replaceFirst("$1" + own + '"');
    return switch (own) {
      case Geostationary.METHOD -> swept(renamed);
      case GOODE -> cut(renamed);
      default -> renamed;
    };
  }

  /** Esri tells by a number which of the homolosine maps is meant: 1 and 2 are cut. */
  private static String cut(String wkt) {
    Matcher option = OPTION.matcher(wkt);
    if (!option.find()) {
      return wkt;
    }
    String whole = option.replaceFirst("");
    return switch (option.group(1)) {
      case "1" -> whole.replace(GOODE, WorldMap.OWN + "Interrupted Goode Homolosine");
      case "2" -> whole.replace(GOODE, WorldMap.OWN + "Interrupted Goode Homolosine Ocean");
      default -> whole;
    };
  }

  /** The axis that a geostationary instrument sweeps is in the remark only. */
  private static String swept(String wkt) {
    Matcher remark = REMARK.matcher(wkt);
    boolean sweepsX = remark.find() && remark.group(1).contains("+sweep=x");
    String plain = remark.replaceFirst("");
    return sweepsX
        ? plain.replace(
            Geostationary.METHOD + "\"]",
            Geostationary.METHOD + "\"],PARAMETER[\"" + Geostationary.SWEEP + "\",1]")
        : plain;
  }

  private static String ofTheWeb(String wkt) {
    Matcher web = WEB.matcher(wkt);
    return web.find()
        ? MERCATOR
            .matcher(web.replaceFirst(""))
            .replaceFirst("\"Popular Visualisation Pseudo Mercator\"")
        : wkt;
  }

  /** Images count east first, whatever order of axes a text adds to the system it is about. */
  private static String withoutAxes(String wkt) {
    return WEST.matcher(wkt).find() ? wkt : AXIS.matcher(wkt).replaceAll("");
  }

  /**
   * Others give the parallel where the scale of a polar stereographic plane is true as the latitude
   * of its origin. GeoTools takes that for the pole, up to half a degree off, unless it is told.
   */
  private static String withParallel(String wkt) {
    Matcher parallel = PARALLEL.matcher(wkt);
    if (!wkt.contains('"' + POLAR + '"')
        || !parallel.find()
        || Math.abs(Double.parseDouble(parallel.group(2))) == 90) {
      return wkt;
    }
    String unscaled = SCALE_OF_ONE.matcher(wkt).replaceAll("");
    return SCALE.matcher(unscaled).find()
        ? wkt
        : PARALLEL
            .matcher(unscaled)
            .replaceAll("\"Standard_Parallel_1\"$1")
            .replace('"' + POLAR + '"', "\"Polar Stereographic (variant B)\"");
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
