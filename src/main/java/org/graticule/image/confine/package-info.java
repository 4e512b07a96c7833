/**
 * The walls around the process that decodes untrusted bytes: what surrounds it before it starts,
 * and what it gives up itself before it reads the first byte.
 */
@NullMarked
package org.graticule.image.confine;

import org.jspecify.annotations.NullMarked;
