package org.graticule.geo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.geo.projection.EqualAreaCylinder;
import org.graticule.geo.projection.EqualEarth;

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

  /** A projection, and the code by which a whole system would be looked up. */
  private static final Pattern METHOD =
      pattern("PROJECTION\\[\"[^\"]*\"(,\\s*AUTHORITY\\[[^\\[\\]]*\\])?");

  private static final Pattern CODE = pattern(",\\s*AUTHORITY\\[[^\\[\\]]*\\]\\s*\\]\\s*$");

  /** Of the first GeoTools leaves the parallel out, and of the second the ellipsoid. */
  private static final Pattern CYLINDER = pattern(".*Cylindrical_Equal_Area.*");

  private static final Pattern EARTH = pattern("Equal_Earth");

  private WktDialect() {}

  static String forGeoTools(String wkt) {
    String plane = HEIGHT_UNIT.matcher(HEIGHTS.matcher(wkt).replaceFirst("")).replaceAll("");
    return withParallel(withoutAxes(ofTheWeb(ofEllipsoid(plane))));
  }

  /**
   * @param method name of a projection, words joined by underscores
   */
  static boolean computedHere(String method) {
    return CYLINDER.matcher(method).matches() || EARTH.matcher(method).matches();
  }

  /** A text of GeoTools of such a system, with our projection instead of GeoTools' own. */
  static String withOwnProjection(String wkt) {
    Matcher method = METHOD.matcher(CODE.matcher(wkt).replaceFirst("]"));
    return method.replaceFirst(found ->
        "PROJECTION[\""
            + (found.group().contains("Earth") ? EqualEarth.METHOD : EqualAreaCylinder.METHOD)
            + '"');
  }

  /** GeoTools takes all such cylinders of an ellipsoid for one, whatever their parallel. */
  private static String ofEllipsoid(String wkt) {
    return wkt.replace(
        "PROJECTION[\"Cylindrical_Equal_Area\"", "PROJECTION[\"" + EqualAreaCylinder.METHOD + '"');
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
