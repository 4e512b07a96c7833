/** What the samples of a scene are: at a pixel, over a window, and as a file of their own. */
@NullMarked
package org.graticule.image.values;

import org.jspecify.annotations.NullMarked;
