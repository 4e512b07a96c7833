"""Writes the whole Earth as a geostationary satellite sees it that sweeps x, with the dark around it: argument path."""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
side, half = 800, 5434894.885056
system = osr.SpatialReference()
system.ImportFromProj4("+proj=geos +h=35786023 +lon_0=-137 +sweep=x +ellps=GRS80")
d = gdal.GetDriverByName("GTiff").Create(sys.argv[1], side, side, 3, gdal.GDT_Byte, ["COMPRESS=DEFLATE"])
d.SetSpatialRef(system)
d.SetGeoTransform((-half, 2 * half / side, 0, half, 0, -2 * half / side))
y, x = np.mgrid[0:side, 0:side]
for band, a in enumerate((x / 4, 60 + 50 * np.sin(x / 25) + 50 * np.cos(y / 20) + y / 12, y / 4), 1):
    d.GetRasterBand(band).WriteArray(np.clip(a + 20, 1, 255).astype(np.uint8))
