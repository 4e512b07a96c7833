/** One class per export format, and the encodings they need. */
@NullMarked
package org.graticule.dataset.format;

import org.jspecify.annotations.NullMarked;
