/** What deciding costs. */
@NullMarked
package org.graticule.access.bench;

import org.jspecify.annotations.NullMarked;
