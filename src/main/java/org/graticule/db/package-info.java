/**
 * Connections, transactions that carry their events, migrations, JTS to PostGIS, the embedded
 * cluster.
 */
@NullMarked
package org.graticule.db;

import org.jspecify.annotations.NullMarked;
