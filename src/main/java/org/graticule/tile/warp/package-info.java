/** Brings source pixels to the places of output pixels: meshes, windows, resampling. */
@NullMarked
package org.graticule.tile.warp;

import org.jspecify.annotations.NullMarked;
