/**
 * The door to GDAL's C library for formats that are not decoded here: opened only in the decoder
 * process, with named drivers, on plain files, without network.
 */
@NullMarked
package org.graticule.image.gdal;

import org.jspecify.annotations.NullMarked;
