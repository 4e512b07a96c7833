/** Markings, grants and the one decision function; sessions and ways of signing in. */
@NullMarked
package org.graticule.access;

import org.jspecify.annotations.NullMarked;
