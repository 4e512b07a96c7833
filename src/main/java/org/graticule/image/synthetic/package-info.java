/**
 * Invents overhead scenes that look like aerial photographs and come with the exact polygons of
 * what is on them. Nothing here is read from a real place; every pixel follows from a seed.
 */
@NullMarked
package org.graticule.image.synthetic;

import org.jspecify.annotations.NullMarked;
