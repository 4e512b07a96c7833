package org.graticule.label;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;

/**
 * How a file of labels is to be read. Immutable.
 *
 * @param format {@code geojson}, or a name of {@link org.graticule.label.intake.ImportFormats}
 * @param space of GeoJSON
 * @param fallbackClass for rows that name no class
 * @param layer where the labels go; null for the project's first
 * @param mapping classes by what the file calls them, {@link #LEFT_OUT} for none; others are found
 *     by name
 * @param image name of the image in a file that holds several; null for the scene's
 * @param imageProperty of GeoJSON, what says which image a feature is of; null for the usual
 * @param names of classes that the file knows by their place
 * @param leavingOut whether rows that cannot be saved are left out, instead of refusing the file
 */
public record ImportAsk(
    String format,
    Space space,
    @Nullable Integer fallbackClass,
    @Nullable UUID layer,
    Map<String, Integer> mapping,
    @Nullable String image,
    @Nullable String imageProperty,
    List<String> names,
    boolean leavingOut) {
  static final String GEOJSON = "geojson";

  /** In a mapping: rows of the class are not imported. */
  static final int LEFT_OUT = 0;

  public ImportAsk {
    mapping = Map.copyOf(mapping);
    names = List.copyOf(names);
  }

  /** All of the file, or nothing. */
  public ImportAsk(
      String format,
      Space space,
      @Nullable Integer fallbackClass,
      @Nullable UUID layer,
      Map<String, Integer> mapping,
      @Nullable String image,
      List<String> names) {
    this(format, space, fallbackClass, layer, mapping, image, null, names, false);
  }

  /** GeoJSON whose classes are those of the ontology, into the project's first layer. */
  public static ImportAsk geoJson(Space space, @Nullable Integer fallbackClass) {
    return new ImportAsk(GEOJSON, space, fallbackClass, null, Map.of(), null, List.of());
  }

  /** Whether a class may be told by its number in the ontology: YOLO's numbers are places. */
  boolean numbered() {
    return !format.equals("yolo");
  }
}
