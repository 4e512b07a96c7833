"""Makes one image of several tiles for each type of sample, with the traits that overviews meet.

Argument: a folder. Odd sizes, a masked corner, a tile without any data, negative values, NaN and
infinity, bands that lack data alone. Prints the names.
"""
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
W, H = 1301, 1137
folder = sys.argv[1]
y, x = np.mgrid[0:H, 0:W]
ground = np.sin(x / 90.0) + np.cos(y / 70.0) + np.random.default_rng(3).normal(0, 0.05, (H, W))


def make(name, kind, bands, scale, offset, nodata=None, mask=False, options=()):
    path = f"{folder}/{name}.tif"
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    d = gdal.GetDriverByName("GTiff").Create(path, W, H, bands, kind, list(options))
    d.SetGeoTransform((500000, 2, 0, 5000000, 0, -2))
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32633)
    d.SetProjection(srs.ExportToWkt())
    for b in range(bands):
        band = d.GetRasterBand(b + 1)
        values = ground * scale * (b + 1) + offset
        if kind in (gdal.GDT_Float32, gdal.GDT_Float64):
            values[5:9, 5:9] = np.nan
            values[20, 20:24] = np.inf
            values[600:700, 100 + 10 * b:300] = np.nan
        if nodata is not None:
            values[:600, :560] = nodata
            values[900:930, 900 + 15 * b:950] = nodata
            if b == 0:
                values[1000:1010, 1000:1010] = nodata
            band.SetNoDataValue(nodata)
        band.SetDescription(f"b{b + 1} <&>" if b == 0 else "")
        band.WriteArray(values)
    if mask:
        d.CreateMaskBand(gdal.GMF_PER_DATASET)
        d.GetRasterBand(1).GetMaskBand().WriteArray(
            np.where((x + y < 1200) | (x > 1250), 0, 255).astype(np.uint8))
    d = None
    print(path)


TILED = ["TILED=YES", "COMPRESS=DEFLATE"]
make("uint8-bands4", gdal.GDT_Byte, 4, 12, 100, options=["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"])
make("uint8-bands2-mask", gdal.GDT_Byte, 2, 20, 100, mask=True, options=["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"])
make("uint16-bands4", gdal.GDT_UInt16, 4, 2000, 30000, options=TILED)
make("uint16-nodata", gdal.GDT_UInt16, 3, 2000, 30000, nodata=0)
make("uint16-mask-bands-apart", gdal.GDT_UInt16, 3, 2000, 30000, mask=True, options=["INTERLEAVE=BAND"])
make("int16-nodata", gdal.GDT_Int16, 2, 4000, -900, nodata=-32768, options=TILED)
make("int32", gdal.GDT_Int32, 1, 4e8, -5e8)
make("uint32-nodata", gdal.GDT_UInt32, 2, 4e8, 2e9, nodata=4294967295)
make("float32", gdal.GDT_Float32, 3, 1.5, 0)
make("float32-nodata", gdal.GDT_Float32, 2, 1.5, 0, nodata=-9999.9, options=TILED)
make("float32-nodata-nan", gdal.GDT_Float32, 2, 1.5, 0, nodata=float("nan"))
make("float64-mask", gdal.GDT_Float64, 2, 1e9, 0, mask=True)
make("uint16-alpha", gdal.GDT_UInt16, 4, 2000, 30000, options=["ALPHA=YES", "PHOTOMETRIC=RGB"])
