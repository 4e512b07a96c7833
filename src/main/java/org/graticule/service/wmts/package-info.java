/** OGC WMTS 1.0.0 of a project: by path and by query. */
@NullMarked
package org.graticule.service.wmts;

import org.jspecify.annotations.NullMarked;
