/** OGC API - Tiles and - Maps of a project. */
@NullMarked
package org.graticule.service.ogc;

import org.jspecify.annotations.NullMarked;
