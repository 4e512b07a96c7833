/** Pure maths on pixel grids, georeferencing, tile matrix sets and polygons. */
@NullMarked
package org.graticule.geo;

import org.jspecify.annotations.NullMarked;
