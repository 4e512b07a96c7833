package org.graticule.dataset;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One revision of a label, as frozen. Its members are not to be changed.
 *
 * @param element the labelled object
 * @param classId id of a class of the ontology
 * @param pixels polygon or multipolygon, scene pixels
 * @param lonLat the same on the ground, degrees; null for a scene without one
 * @param areaSquareMetres null for a scene without a ground
 * @param attributes values are texts, numbers and booleans
 * @param mark portion form
 * @param at when this revision was saved
 */
public record FrozenLabel(
    UUID element,
    int revision,
    int classId,
    Geometry pixels,
    @Nullable Geometry lonLat,
    @Nullable Double areaSquareMetres,
    SortedMap<String, Object> attributes,
    String mark,
    Instant at) {}
