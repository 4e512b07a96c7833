"""Writes two GeoTIFFs of the same islands in nothing (0, declared as no data): the second leaves out blocks of nothing but that.
Usage: islands.py FULL SPARSE."""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
rows, columns = np.mgrid[0:1700, 0:1900]
sea = np.hypot(rows - 300, columns - 400) > 333
land = np.where(sea & (columns + rows < 3300), 0, 60 + (columns * 3 + rows * 5) % 150).astype(np.uint16)
for path, sparse in zip(sys.argv[1:], ("FALSE", "TRUE")):
    d = gdal.GetDriverByName("GTiff").Create(path, 1900, 1700, 1, gdal.GDT_UInt16, ["TILED=YES", "SPARSE_OK=" + sparse])
    d.SetGeoTransform((500000, 0.5, 0, 5400000, 0, -0.5))
    d.GetRasterBand(1).SetNoDataValue(0)
    for y in range(0, 1700, 256):
        for x in range(0, 1900, 256):
            block = land[y:y + 256, x:x + 256]
            if sparse == "FALSE" or block.any():
                d.GetRasterBand(1).WriteArray(block, x, y)
