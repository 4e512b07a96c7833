"""Writes a GeoTIFF in EPSG:4326 from 179.5 degrees east over the antimeridian to 180.5, whose red is the column / 4.
Usage: antimeridian.py FILE."""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()


def main(path):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326)
    raster = gdal.GetDriverByName("GTiff").Create(path, 1000, 600, 3, gdal.GDT_Byte)
    raster.SetProjection(crs.ExportToWkt())
    raster.SetGeoTransform((179.5, 0.001, 0, 0.3, 0, -0.001))
    columns = np.mgrid[0:600, 0:1000][1]
    raster.GetRasterBand(1).WriteArray((columns // 4).astype(np.uint8))
    raster.GetRasterBand(2).WriteArray(np.full((600, 1000), 128, np.uint8))
    raster.GetRasterBand(3).WriteArray(np.full((600, 1000), 128, np.uint8))


if __name__ == "__main__":
    main(sys.argv[1])
