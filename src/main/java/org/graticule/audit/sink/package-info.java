/** Copies of the log in the formats of other tools; never in the path of an answer. */
@NullMarked
package org.graticule.audit.sink;

import org.jspecify.annotations.NullMarked;
