/** The structure of TIFF files (headers and tags, never pixels), read under budgets. */
@NullMarked
package org.graticule.image.tiff;

import org.jspecify.annotations.NullMarked;
