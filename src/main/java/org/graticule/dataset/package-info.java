/** Permitted, frozen, reproducible snapshots of labels and pixels, one class per format. */
@NullMarked
package org.graticule.dataset;

import org.jspecify.annotations.NullMarked;
