/** Projects, ontologies, areas of work, leases and their states. */
@NullMarked
package org.graticule.work;

import org.jspecify.annotations.NullMarked;
