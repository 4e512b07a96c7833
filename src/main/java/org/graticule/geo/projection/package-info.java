/**
 * Projections that GeoTools lacks or computes for a sphere only, in its own terms, so that codes,
 * texts and keys find them like any other. Each is a line in {@code META-INF/services}, which is
 * the list that GeoTools reads.
 */
@NullMarked
package org.graticule.geo.projection;

import org.jspecify.annotations.NullMarked;
