"""Holds lossless pyramids against their sources, both as GDAL reads them.

Arguments: source, pyramid, source, pyramid, ... Prints one JSON array: what is wrong with each.
"""
import json
import sys

import numpy as np
from osgeo import gdal
from osgeo_utils.samples import validate_cloud_optimized_geotiff as validator

gdal.UseExceptions()


def samples(band):
    """As we keep them: complex numbers by their magnitude, signed bytes in 16 bits, 64-bit integers as doubles."""
    values = band.ReadAsArray()
    if values.dtype.kind == "c":
        return np.hypot(values.real, values.imag).astype(np.float32)
    if band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE":
        return values.view(np.int8).astype(np.int16)
    if values.dtype.kind in "iu" and values.dtype.itemsize == 8:
        return values.astype(np.float64)
    return values


def colours(d):
    return [
        b for b in range(1, d.RasterCount + 1)
        if d.RasterCount == 1
        or d.GetRasterBand(b).GetColorInterpretation() != gdal.GCI_AlphaBand]


def same(a, b):
    nan = a.dtype.kind == "f"
    return a.dtype == b.dtype and a.shape == b.shape and np.array_equal(a, b, equal_nan=nan)


def halved(values, there):
    h, w = values.shape
    total = np.zeros(((h + 1) // 2, (w + 1) // 2))
    count = np.zeros(total.shape)
    kept = np.where(there, values.astype(np.float64), 0)
    for dy in (0, 1):
        for dx in (0, 1):
            part = kept[dy::2, dx::2]
            total[:part.shape[0], :part.shape[1]] += part
            count[:part.shape[0], :part.shape[1]] += there[dy::2, dx::2]
    with np.errstate(invalid="ignore", divide="ignore"):
        return total / count, count > 0


def overview(name, values, mask, nodata, finer, wrong):
    there = mask != 0
    if values.dtype.kind == "f":
        there &= np.isfinite(values)
    if nodata is not None:
        there &= values != np.asarray(nodata, np.float64).astype(values.dtype)
    expected, any_there = halved(values, there)
    got = finer.ReadAsArray()
    if got.shape != expected.shape:
        wrong.append(f"{name}: an overview of {got.shape}, expected {expected.shape}")
        return
    off = np.abs(got[any_there].astype(np.float64) - expected[any_there])
    most = 1.0 if values.dtype.kind != "f" else 1e-6 * max(1, np.nanmax(np.abs(expected[any_there]), initial=0))
    if off.size and not off.max() <= most:
        wrong.append(f"{name}: an overview is off by {off.max()}")
    mask_got = finer.GetMaskBand().ReadAsArray() != 0
    if (any_there & ~mask_got).any():
        wrong.append(f"{name}: an overview hides pixels that are there")


def nodata(band):
    """As text: NaN is not itself, and 0 is not nothing. What it is told of fewer bits GDAL does not round to them."""
    value = band.GetNoDataValue()
    rounded = np.float32 if band.DataType == gdal.GDT_Float32 else float
    return None if value is None else str(rounded(value))


def transform(d):
    """That of pixels where there is none, or where rounded corners of a NITF lie on one line."""
    g = d.GetGeoTransform(can_return_null=True)
    return (0, 1, 0, 0, 0, 1) if g is None or g[1] * g[5] == g[2] * g[4] else g


def compare(source, pyramid):
    wrong = []
    s, p = gdal.Open(source), gdal.Open(pyramid)
    warnings, errors, _ = validator.validate(pyramid, full_check=True)
    wrong += [*map(str, errors), *map(str, warnings)]
    camera = s.GetMetadata("RPC") and p.GetMetadata("RPC")
    a, b = transform(s), transform(p)
    if not camera and not np.allclose(a, b, rtol=1e-12, atol=1e-9):
        wrong.append(f"geotransform {b}, expected {a}")
    bands = colours(s)
    if p.RasterCount != len(bands):
        return wrong + [f"{p.RasterCount} bands, expected {len(bands)}"]
    for i, b in enumerate(bands):
        name = f"band {b}"
        mine, theirs = p.GetRasterBand(i + 1), s.GetRasterBand(b)
        values = samples(theirs)
        close = gdal.DataTypeIsComplex(theirs.DataType)
        got = mine.ReadAsArray()
        if not same(values, got) and not (close and np.allclose(values, got, rtol=1e-6)):
            wrong.append(f"{name}: other values ({mine.DataType} for {theirs.DataType})")
        if nodata(mine) != nodata(theirs):
            wrong.append(f"{name}: nodata {mine.GetNoDataValue()}, expected {theirs.GetNoDataValue()}")
        if mine.GetDescription() != theirs.GetDescription():
            wrong.append(f"{name}: called {mine.GetDescription()}")
        if mine.GetOverviewCount() and not wrong:
            overview(name, values, mine.GetMaskBand().ReadAsArray(), mine.GetNoDataValue(),
                     mine.GetOverview(0), wrong)
    return wrong


pairs = sys.argv[1:]
print(json.dumps([compare(pairs[i], pairs[i + 1]) for i in range(0, len(pairs), 2)]))
