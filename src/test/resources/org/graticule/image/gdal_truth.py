"""What GDAL says of images: one JSON object on standard output, a member for each path given.

Corners in the image's CRS, whether a COG validator is content, and at seeded places the value of
every band and whether the pixel is valid in any band (alpha and masks included).
"""
import json
import math
import sys

import numpy as np
from osgeo import gdal, osr
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator

# Not with exceptions: GDAL's complaints about what it reads all the same would end this.
PLACES = 400


def corners(d):
    w, h = d.RasterXSize, d.RasterYSize
    pixels = [(0, 0), (w, 0), (w, h), (0, h)]
    camera = d.GetMetadata("RPC")
    # What a NITF's header says of its corners is rough, so a camera goes before it.
    if camera and (d.GetDriver().ShortName == "NITF" or d.GetGeoTransform(can_return_null=True) is None):
        t = gdal.Transformer(d, None, ["METHOD=RPC", "RPC_HEIGHT=" + camera["HEIGHT_OFF"],
                                       "RPC_PIXEL_ERROR_THRESHOLD=1e-7"])
        placed = [list(t.TransformPoint(0, x, y)[1][:2]) for x, y in pixels]
        # One with a scale of 0 places nothing anywhere.
        if all(map(math.isfinite, sum(placed, []))):
            return placed
    if d.GetGCPCount():
        order = 2 if d.GetGCPCount() >= 6 else 1
        t = gdal.Transformer(d, None, ["METHOD=GCP_POLYNOMIAL", "MAX_GCP_ORDER=%d" % order])
        # GDAL makes none of points that lie on one line.
        return t and [list(t.TransformPoint(0, x, y)[1][:2]) for x, y in pixels]
    g = d.GetGeoTransform(can_return_null=True)
    # Rounded corners of a NITF may lie on one line.
    if g is None or g[1] * g[5] == g[2] * g[4]:
        return None
    return [[g[0] + x * g[1] + y * g[2], g[3] + x * g[4] + y * g[5]] for x, y in pixels]


def lon_lat(d, ground):
    """Corners in WGS 84; None off the Earth, in local systems and where there is no way to it."""
    system = d.GetSpatialRef() or d.GetGCPSpatialRef()
    if ground is None:
        return None
    if d.GetMetadata("RPC") and (system is None or d.GetGeoTransform(can_return_null=True) is None):
        return ground
    if system is None or system.IsLocal() or not 6330000 < system.GetSemiMajor() < 6400000:
        return None
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    system, world = system.Clone(), world
    for one in system, world:
        one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    try:
        way = osr.CoordinateTransformation(system, world)
        places = [way.TransformPoint(x, y)[:2] for x, y in ground]
    except (RuntimeError, TypeError):
        return None
    return [list(p) for p in places] if all(map(math.isfinite, sum(map(list, places), []))) else None


def samples(band):
    """Complex samples by their magnitude, signed bytes with their sign, whatever GDAL calls them."""
    a = band.ReadAsArray()
    if band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE":
        return a.view(np.int8)
    return np.abs(a.astype(np.complex128)).astype(np.float32) if a.dtype.kind == "c" else a


def complaints(path):
    try:
        warnings, errors, _ = validator.validate(path, full_check=True)
    except validator.ValidateCloudOptimizedGeoTIFFException as e:
        return [str(e)]
    return [*map(str, errors), *map(str, warnings)]


def opaque(band):
    """Codes of a palette that are not wholly transparent; None without such codes."""
    table = band.GetColorTable()
    if table is None:
        return None
    shown = np.ones(65536, bool)
    for i in range(table.GetCount()):
        shown[i] = table.GetColorEntry(i)[3] != 0
    return None if shown.all() else shown


def number(v):
    """JSON knows no infinities."""
    v = float(v)
    return v if math.isfinite(v) else None if math.isnan(v) else "Infinity" if v > 0 else "-Infinity"


def truth(path):
    d = gdal.Open(path)
    if d is None:
        raise RuntimeError(path + " cannot be opened")
    w, h = d.RasterXSize, d.RasterYSize
    rng = np.random.default_rng(7)
    xs = rng.integers(0, w, PLACES)
    ys = rng.integers(0, h, PLACES)
    values, valid = [], np.zeros(PLACES, bool)
    alpha = any(
        d.GetRasterBand(b + 1).GetColorInterpretation() == gdal.GCI_AlphaBand
        for b in range(d.RasterCount))
    for b in range(d.RasterCount):
        band = d.GetRasterBand(b + 1)
        a = samples(band)
        values.append([number(v) for v in a[ys, xs]])
        if band.GetColorInterpretation() != gdal.GCI_AlphaBand or d.RasterCount == 1:
            m = band.GetMaskBand().ReadAsArray()[ys, xs] != 0
            if a.dtype.kind == "f":
                m &= ~np.isnan(a[ys, xs])
            shown = opaque(band)
            valid |= m if shown is None else m & shown[a[ys, xs]]
    if alpha:
        for b in range(d.RasterCount):
            band = d.GetRasterBand(b + 1)
            if band.GetColorInterpretation() == gdal.GCI_AlphaBand:
                valid &= band.ReadAsArray()[ys, xs] != 0
    ground = corners(d)
    return {
        "width": w, "height": h, "bands": d.RasterCount, "corners": ground, "lonLat": lon_lat(d, ground),
        "xs": xs.tolist(), "ys": ys.tolist(), "values": values, "valid": valid.tolist(),
        "overviews": [d.GetRasterBand(1).GetOverview(i).XSize
                      for i in range(d.GetRasterBand(1).GetOverviewCount())],
        "cog": complaints(path),
        "wkt": d.GetProjection() or d.GetGCPProjection(),
    }


print(json.dumps({path: truth(path) for path in sys.argv[1:]}))
