/** Measurements of labels, beside peers. */
@NullMarked
package org.graticule.label.bench;

import org.jspecify.annotations.NullMarked;
