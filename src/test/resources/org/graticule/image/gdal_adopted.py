"""Holds adopted pyramids against their sources, both as GDAL decodes them.

Arguments: source, pyramid, ... Prints one JSON array: what is wrong with each, and how many
overviews were found to be the source's own.
"""
import json
import sys

import numpy as np
from osgeo import gdal
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator

gdal.UseExceptions()


def same(name, a, b, wrong):
    mask = a.GetMaskBand().ReadAsArray() != 0
    if (mask != (b.GetMaskBand().ReadAsArray() != 0)).any():
        wrong.append(f"{name}: another mask")
    if (a.ReadAsArray()[mask] != b.ReadAsArray()[mask]).any():
        wrong.append(f"{name}: other pixels")


def compare(source, pyramid):
    wrong, own = [], 0
    s, p = gdal.Open(source), gdal.Open(pyramid)
    warnings, errors, _ = validator.validate(pyramid, full_check=True)
    wrong += [*map(str, errors), *map(str, warnings)]
    for i in range(1, s.RasterCount + 1):
        a, b = s.GetRasterBand(i), p.GetRasterBand(i)
        same(f"band {i}", a, b, wrong)
        for o in range(b.GetOverviewCount()):
            mine = b.GetOverview(o)
            for k in range(a.GetOverviewCount()):
                theirs = a.GetOverview(k)
                if (theirs.XSize, theirs.YSize) == (mine.XSize, mine.YSize):
                    same(f"band {i} overview {o}", theirs, mine, wrong)
                    own += i == 1
    return {"wrong": wrong, "own": own, "overviews": p.GetRasterBand(1).GetOverviewCount()}


pairs = sys.argv[1:]
print(json.dumps([compare(pairs[i], pairs[i + 1]) for i in range(0, len(pairs), 2)]))
