/**
 * The one way out for imagery that lies elsewhere, and the one folder of this machine it may lie
 * in.
 */
@NullMarked
package org.graticule.image.door;

import org.jspecify.annotations.NullMarked;
