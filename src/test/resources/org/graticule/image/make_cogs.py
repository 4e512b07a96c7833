"""Makes JPEG COGs as others make them, and one that lacks its overviews.

Arguments: a folder, an RGB image. Prints the names.
"""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
folder, rgb = sys.argv[1:3]
gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
image = gdal.Open(rgb)
masked = gdal.GetDriverByName("GTiff").CreateCopy(f"{folder}/masked-source.tif", image)
w, h = masked.RasterXSize, masked.RasterYSize
y, x = np.mgrid[0:h, 0:w]
masked.CreateMaskBand(gdal.GMF_PER_DATASET)
masked.GetRasterBand(1).GetMaskBand().WriteArray(
    np.where((x < 600) & (y < 600) | (x + y > w + h - 300), 0, 255).astype(np.uint8))
masked.FlushCache()
gray = gdal.Translate(f"{folder}/gray-source.tif", image, bandList=[1])


def cog(name, source, *options):
    path = f"{folder}/{name}.tif"
    gdal.GetDriverByName("COG").CreateCopy(path, source, options=["COMPRESS=JPEG", *options])
    print(path)


cog("rgb", image, "QUALITY=80")
cog("rgb-256", image, "BLOCKSIZE=256")
cog("masked", masked)
cog("gray", gray)
cog("gray-big", gray, "BIGTIFF=YES")
odd = gdal.Translate(f"{folder}/odd-source.tif", image, srcWin=[0, 0, 1499, 1299])
# GDAL rounds sizes of overviews down, which is another pyramid than ours.
cog("rgb-without-ours", odd)
cog("rgb-without-overviews", image, "OVERVIEWS=NONE")
gdal.Translate(f"{folder}/rgb-tiled.tif", image, creationOptions=[
    "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=JPEG", "PHOTOMETRIC=YCBCR"])
print(f"{folder}/rgb-tiled.tif")
