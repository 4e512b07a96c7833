/** Serves one tile: decide, audit, find or render, send. */
@NullMarked
package org.graticule.tile;

import org.jspecify.annotations.NullMarked;
