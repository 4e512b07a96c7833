/** Projects, ontologies and jobs. */
@NullMarked
package org.graticule.work;

import org.jspecify.annotations.NullMarked;
