/** One class per image format that is read, and its parts. */
@NullMarked
package org.graticule.image.format;

import org.jspecify.annotations.NullMarked;
