"""Writes a GeoTIFF of four named 16-bit bands (blue, green, red, nir) in UTM 33N at 10 m, smooth so that resampling hardly
matters; 0 is no data on the left of column HOLE. Usage: bands.py FILE WIDTH HEIGHT HOLE EASTING FACTOR."""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()


def main(path, width, height, hole, easting, factor):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    raster = gdal.GetDriverByName("GTiff").Create(path, width, height, 4, gdal.GDT_UInt16, ["TILED=YES"])
    raster.SetProjection(crs.ExportToWkt())
    raster.SetGeoTransform((easting, 10, 0, 5400000, 0, -10))
    rows, columns = np.mgrid[0:height, 0:width]
    values = (300 + columns, 500 + rows, 900 + columns + rows, 4000 - 2 * columns + rows)
    for band, (name, value) in enumerate(zip(("Blue", "Green", "Red", "NIR"), values), start=1):
        out = raster.GetRasterBand(band)
        out.WriteArray(np.where(columns < hole, 0, np.clip(value * factor, 1, 65535)).astype(np.uint16))
        out.SetDescription(name)
        out.SetNoDataValue(0)


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:6]), float(sys.argv[6]))
