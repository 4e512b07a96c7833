/** The pyramid of a scene as one Cloud Optimized GeoTIFF: its writer and its reader. */
@NullMarked
package org.graticule.image.cog;

import org.jspecify.annotations.NullMarked;
