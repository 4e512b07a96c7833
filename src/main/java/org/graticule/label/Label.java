package org.graticule.label;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.label.rule.Violation;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One revision of a labelled object; never changed once stored. The pixel geometry is the truth,
 * the ground geometry follows from it.
 *
 * @param element the object, the same in all its revisions
 * @param revision from 1, rising
 * @param kind what made this revision; a DELETE repeats the last geometry
 * @param attributes values are String, Long, Double or Boolean
 * @param pixels points, lines or polygons in pixels, exactly as submitted
 * @param lonLat the same on the ground in the form of RFC 7946; null for a scene without a ground
 * @param areaSquareMetres on the ellipsoid; null without a ground
 * @param layer the sheet it lies in
 * @param confidence 0 to 1, of a prediction
 * @param view how the picture was adjusted when it was drawn; null where nobody said
 * @param warnings what the rules found and let pass; pointers start at the label
 * @param markId number of its marking
 * @param actor who made it, by the name signed in with
 */
public record Label(
    UUID element,
    int revision,
    Operation.Kind kind,
    int classId,
    SortedMap<String, Object> attributes,
    Geometry pixels,
    @Nullable Geometry lonLat,
    @Nullable Double areaSquareMetres,
    UUID layer,
    @Nullable Double confidence,
    @Nullable String view,
    List<Violation> warnings,
    int markId,
    String actor,
    Instant at) {

  public Label {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    warnings = List.copyOf(warnings);
  }

  Label withMark(int mark) {
    return new Label(
        element,
        revision,
        kind,
        classId,
        attributes,
        pixels,
        lonLat,
        areaSquareMetres,
        layer,
        confidence,
        view,
        warnings,
        mark,
        actor,
        at);
  }

  boolean isLive() {
    return kind != Operation.Kind.DELETE;
  }
}
