/** Each image format held against {@link org.graticule.image.ImageFormatContract}. */
@NullMarked
package org.graticule.image.format;

import org.jspecify.annotations.NullMarked;
