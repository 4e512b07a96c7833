"""Cuts a map tile out of a pyramid with GDAL's own warper and writes it as raw RGBA.
Usage: map_tile.py PYRAMID MINX MINY MAXX MAXY SIZE OUT EPSG (bounds in that system, x first)."""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()


def main(pyramid, bounds, size, out, epsg):
    tile = gdal.Warp(
        "",
        pyramid,
        format="MEM",
        dstSRS=f"EPSG:{epsg}",
        outputBounds=bounds,
        width=size,
        height=size,
        resampleAlg="bilinear",
        dstAlpha=True,
        errorThreshold=0,
    )
    rgba = tile.ReadAsArray()
    assert rgba.shape == (4, size, size), rgba.shape
    np.moveaxis(rgba, 0, 2).astype(np.uint8).tofile(out)


if __name__ == "__main__":
    main(sys.argv[1], tuple(float(a) for a in sys.argv[2:6]), int(sys.argv[6]), sys.argv[7], sys.argv[8])
