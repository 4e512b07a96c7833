/** The catalogue as a SpatioTemporal Asset Catalog: STAC API 1.0 with items of STAC 1.1. */
@NullMarked
package org.graticule.service.stac;

import org.jspecify.annotations.NullMarked;
