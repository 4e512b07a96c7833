/** What the log costs. */
@NullMarked
package org.graticule.audit.bench;

import org.jspecify.annotations.NullMarked;
