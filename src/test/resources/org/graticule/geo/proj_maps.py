"""Where PROJ, by GDAL's word, puts places of systems that are given in words of PROJ, one an argument.

Prints an object of each: its texts as GDAL and as Esri write them, places all over the Earth as
[longitude, latitude, x, y], with null for x where the map does not show the place, and places all over the map
and around it as [x, y, longitude, latitude], with null for longitude where there is nothing.
"""
import json
import math
import sys

from osgeo import gdal, osr

osr.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")


def through(way, x, y):
    try:
        u, v = way.TransformPoint(x, y)[:2]
    except RuntimeError:
        return [x, y, None, None]
    return [x, y, u, v] if math.isfinite(u) and math.isfinite(v) else [x, y, None, None]


def system(words):
    there = osr.SpatialReference()
    there.ImportFromProj4(words)
    there.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    esri = there.Clone()
    esri.MorphToESRI()
    way = osr.CoordinateTransformation(degrees, there)
    back = osr.CoordinateTransformation(degrees, there).GetInverse()
    ground = [through(way, lon + 0.25, lat) for lon in range(-180, 180, 7) for lat in (-90, *range(-89, 90, 7), 90)]
    shown = [place for place in ground if place[2] is not None]
    x0, x1 = min(p[2] for p in shown), max(p[2] for p in shown)
    y0, y1 = min(p[3] for p in shown), max(p[3] for p in shown)
    n = 40
    plane = [through(back, x0 + (x1 - x0) * (1.1 * i / n - 0.05), y0 + (y1 - y0) * (1.1 * j / n - 0.05))
             for i in range(n + 1) for j in range(n + 1)]
    return {"gdal": there.ExportToWkt(), "esri": esri.ExportToWkt(), "ground": ground, "plane": plane}


print(json.dumps({words: system(words) for words in sys.argv[1:]}))
