/** What the pyramid costs, against peers in the same run. */
@NullMarked
package org.graticule.image.bench;

import org.jspecify.annotations.NullMarked;
