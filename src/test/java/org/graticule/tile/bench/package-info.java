/** Measures tiles beside other servers; see {@code bin/graticule bench tiles}. */
@org.jspecify.annotations.NullMarked
package org.graticule.tile.bench;
