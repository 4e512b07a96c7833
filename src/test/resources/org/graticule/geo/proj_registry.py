"""Where PROJ, by GDAL's word, puts places in systems of the EPSG registry.

Arguments: which of how many (0 10: every tenth, from the first) of the systems in use that are maps or longitude and latitude.
Prints an object of a list for each code: [longitude, latitude (WGS 84), x, y], east first, at places all over the area of use.
"""
import json
import math
import sys

from osgeo import gdal, osr

osr.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")
SHARES = (0.5, 0.5), (0.2, 0.2), (0.8, 0.3), (0.3, 0.8), (0.75, 0.75)


def system(code):
    ref = osr.SpatialReference()
    ref.ImportFromEPSG(code)
    ref.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return ref


WORLD = system(4326)
# Where PROJ has no way of its own between two datums it takes them for one, which tells nothing.
KNOWN = osr.CoordinateTransformationOptions()
KNOWN.SetBallparkAllowed(False)


def places(code):
    there = system(code)
    area = there.GetAreaOfUse()
    west, east = area.west_lon_degree, area.east_lon_degree
    wide = east - west if east >= west else east - west + 360
    way = osr.CoordinateTransformation(WORLD, there, KNOWN)
    out = []
    for along, up in SHARES:
        lon = math.remainder(west + along * wide, 360)
        lat = area.south_lat_degree + up * (area.north_lat_degree - area.south_lat_degree)
        try:
            x, y = way.TransformPoint(lon, lat)[:2]
        except RuntimeError:
            continue
        if math.isfinite(x) and math.isfinite(y):
            out.append([lon, lat, x, y])
    return out


def codes():
    kinds = osr.OSR_CRS_TYPE_GEOGRAPHIC_2D, osr.OSR_CRS_TYPE_PROJECTED
    infos = osr.GetCRSInfoListFromDatabase("EPSG")
    return sorted(int(i.code) for i in infos if i.type in kinds and not i.deprecated)


first, step = map(int, sys.argv[1:])
found = {}
for code in codes()[first::step]:
    try:
        found[code] = places(code)
    except RuntimeError:
        found[code] = []
print(json.dumps(found))
