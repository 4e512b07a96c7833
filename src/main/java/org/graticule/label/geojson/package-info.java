/** GeoJSON in and out: a strict streaming reader with budgets, and exact writers. */
@NullMarked
package org.graticule.label.geojson;

import org.jspecify.annotations.NullMarked;
