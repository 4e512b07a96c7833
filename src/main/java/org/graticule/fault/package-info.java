/** The few ways a request can fail, each with a stable code; knows nothing of HTTP. */
@NullMarked
package org.graticule.fault;

import org.jspecify.annotations.NullMarked;
