"""Reads lines of JSON {"wkt", "height", "width", "counts"} and compares each mask, decoded here, with the polygon as
GDAL burns it (pixel centres). Prints the number of lines, or fails naming the first line that differs."""
import json
import sys

import numpy as np
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")  # mask and shape have no coordinate system, on purpose


def decode(counts, height, width):
    """COCO's compressed run lengths, written from its description and not from our encoder."""
    runs, position = [], 0
    while position < len(counts):
        value, shift, more = 0, 0, True
        while more:
            symbol = ord(counts[position]) - 48
            position += 1
            value |= (symbol & 31) << shift
            shift += 5
            more = bool(symbol & 32)
            if not more and symbol & 16:
                value -= 1 << shift
        if len(runs) > 2:
            value += runs[-2]
        runs.append(value)
    flat = np.zeros(height * width, np.uint8)
    start = 0
    for index, run in enumerate(runs):
        flat[start:start + run] = index % 2
        start += run
    assert start == height * width, f"runs cover {start} of {height * width} pixels"
    return flat.reshape((height, width), order="F")


def burn(wkt, height, width):
    raster = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((0, 1, 0, 0, 0, 1))
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("shape", None, ogr.wkbUnknown)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return raster.ReadAsArray()


def main(path):
    number = 0
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            case = json.loads(line)
            ours = decode(case["counts"], case["height"], case["width"])
            theirs = burn(case["wkt"], case["height"], case["width"])
            different = int((ours != theirs).sum())
            if different:
                sys.exit(f"line {number}: {different} of {int(theirs.sum())} pixels differ: {case['wkt'][:200]}")
    print(number)


if __name__ == "__main__":
    main(sys.argv[1])
