/** The real parts that tests run on: a PostGIS, a server, a browser. */
@NullMarked
package org.graticule.testing;

import org.jspecify.annotations.NullMarked;
