/** Datasets as strangers find them. */
@NullMarked
package org.graticule.dataset;

import org.jspecify.annotations.NullMarked;
