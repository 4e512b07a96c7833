package org.graticule.label.intake;

import java.util.List;
import java.util.SortedMap;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One label as a file tells it. Immutable.
 *
 * @param where JSON pointer, or {@code /lines/7} and the like, of the row in the file
 * @param className as the file says, a name or a number written as text; null where it says none
 * @param attributes values are String, Long, Double or Boolean
 * @param confidence 0 to 1; null where people drew
 * @param notes what was there and could not be taken along, in words
 */
public record Arrival(
    String where,
    Space space,
    Shape shape,
    @Nullable String className,
    SortedMap<String, Object> attributes,
    @Nullable Double confidence,
    List<String> notes) {}
