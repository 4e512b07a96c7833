"""Writes a GeoTIFF whose pixels tell where they are: red is column / 8, green row / 8, blue 64; the first 100 rows and
whatever lies beyond column 900 are masked. Usage: gradient.py FILE WIDTH HEIGHT."""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()


def main(path, width, height):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    raster = gdal.GetDriverByName("GTiff").Create(path, width, height, 3, gdal.GDT_Byte, ["TILED=YES"])
    raster.SetProjection(crs.ExportToWkt())
    raster.SetGeoTransform((500000, 0.5, 0, 4650000, 0, -0.5))
    rows, columns = np.mgrid[0:height, 0:width]
    raster.GetRasterBand(1).WriteArray((columns // 8 % 256).astype(np.uint8))
    raster.GetRasterBand(2).WriteArray((rows // 8 % 256).astype(np.uint8))
    raster.GetRasterBand(3).WriteArray(np.full((height, width), 64, np.uint8))
    raster.CreateMaskBand(gdal.GMF_PER_DATASET)
    raster.GetRasterBand(1).GetMaskBand().WriteArray(np.where((rows >= 100) & (columns < 900), 255, 0).astype(np.uint8))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
