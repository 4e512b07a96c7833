package org.graticule.label.geojson;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One feature as it was read. Immutable.
 *
 * @param row its place in the collection, from 0
 * @param pointer JSON pointer of the feature in the document
 * @param id a text, or an integer written as one; null where the feature has none
 * @param properties values are String, Long, Double or Boolean; nulls are left out
 * @param attributes members of the property {@code attributes}, the form our own collections have;
 *     null where there is none
 * @param notes what was there and could not be taken along, in words
 */
public record Feature(
    int row,
    String pointer,
    @Nullable String id,
    Shape shape,
    SortedMap<String, Object> properties,
    @Nullable SortedMap<String, Object> attributes,
    List<String> notes) {
  public Feature {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    attributes =
        attributes == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    notes = List.copyOf(notes);
  }
}
