/** Long work that outlives a request and a server: queued, run, followed. */
@NullMarked
package org.graticule.job;

import org.jspecify.annotations.NullMarked;
