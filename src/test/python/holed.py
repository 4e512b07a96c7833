"""Writes a GeoTIFF of one bright colour (200, 160, 120) in UTM 33N at 0.5 m, masked with 0 (declared as no data) beyond
a slanting line and wholly from column 1024 on. Usage: holed.py FILE WIDTH HEIGHT."""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()


def main(path, width, height):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    raster = gdal.GetDriverByName("GTiff").Create(path, width, height, 3, gdal.GDT_Byte, ["TILED=YES"])
    raster.SetProjection(crs.ExportToWkt())
    raster.SetGeoTransform((500000, 0.5, 0, 5400000, 0, -0.5))
    rows, columns = np.mgrid[0:height, 0:width]
    seen = (columns < 1000 - rows // 2) & (columns < 1024)
    for band, value in ((1, 200), (2, 160), (3, 120)):
        raster.GetRasterBand(band).WriteArray(np.where(seen, value, 0).astype(np.uint8))
        raster.GetRasterBand(band).SetNoDataValue(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
