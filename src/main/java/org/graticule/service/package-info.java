/** Speaks what other tools speak: TileJSON, STAC, WMTS and OGC API. */
@NullMarked
package org.graticule.service;

import org.jspecify.annotations.NullMarked;
