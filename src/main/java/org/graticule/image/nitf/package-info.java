/**
 * The structure of NITF 2.0, NITF 2.1 and NSIF 1.0 files (headers, never pixels), under budgets.
 */
@NullMarked
package org.graticule.image.nitf;

import org.jspecify.annotations.NullMarked;
