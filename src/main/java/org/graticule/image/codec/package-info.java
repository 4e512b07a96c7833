/** Pixels to and from compressed tiles, by the fastest library that is there. */
@NullMarked
package org.graticule.image.codec;

import org.jspecify.annotations.NullMarked;
