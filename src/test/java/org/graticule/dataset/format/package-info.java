/** One compatibility test per export format. */
@NullMarked
package org.graticule.dataset.format;

import org.jspecify.annotations.NullMarked;
