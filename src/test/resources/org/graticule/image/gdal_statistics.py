"""Holds the statistics in scenes' facts against what GDAL and numpy make of the sources.

Arguments: source, facts, source, facts, ... Prints one JSON array: what is wrong with each.
"""
import json
import math
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
# Else statistics would be written beside the fixtures.
gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")


def samples(band):
    """As we keep them: complex numbers by their magnitude, signed bytes in 16 bits."""
    values = band.ReadAsArray()
    if values.dtype.kind == "c":
        return np.hypot(values.real, values.imag).astype(np.float32)
    if band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE":
        return values.view(np.int8).astype(np.int16)
    return values


def near(name, got, expected, tolerance, wrong):
    if expected is None or got is None:
        if got is not expected:
            wrong.append(f"{name}: {got}, expected {expected}")
    elif not abs(got - expected) <= tolerance:
        wrong.append(f"{name}: {got}, expected {expected}")


def compare(source, facts):
    wrong = []
    d = gdal.Open(source)
    said = {s["band"]: s for s in facts["statistics"]}
    alpha = [b for b in range(d.RasterCount)
             if d.GetRasterBand(b + 1).GetColorInterpretation() == gdal.GCI_AlphaBand
             and d.RasterCount > 1]
    bands = [b for b in range(d.RasterCount) if b not in alpha]
    if sorted(said) != bands:
        return [f"bands {sorted(said)}, expected {bands}"]
    opaque = np.ones((d.RasterYSize, d.RasterXSize), bool)
    for b in alpha:
        opaque &= d.GetRasterBand(b + 1).ReadAsArray() != 0
    for b in bands:
        band, s = d.GetRasterBand(b + 1), said[b]
        values = samples(band)
        keep = opaque & (band.GetMaskBand().ReadAsArray() != 0)
        if band.GetNoDataValue() is not None:
            keep &= values != np.asarray(band.GetNoDataValue()).astype(values.dtype)
        if values.dtype.kind == "f":
            keep &= np.isfinite(values)
        v = values[keep].astype(np.float64)
        name = f"band {b + 1}"
        if s["count"] != v.size or sum(s["histogram"]) != v.size:
            wrong.append(f"{name}: {s['count']} samples, {sum(s['histogram'])} in bins, expected {v.size}")
            continue
        if not v.size:
            for key in ("min", "max", "mean", "std", "p2", "p98"):
                near(f"{name} {key}", s[key], None, 0, wrong)
            continue
        spread = max(v.max() - v.min(), 1e-300)
        ulp = 1e-7 * spread if gdal.DataTypeIsComplex(band.DataType) else 0
        near(f"{name} min", s["min"], v.min(), ulp, wrong)
        near(f"{name} max", s["max"], v.max(), ulp, wrong)
        near(f"{name} mean", s["mean"], v.mean(), 1e-9 * max(spread, abs(v.mean())), wrong)
        near(f"{name} std", s["std"], v.std(), 1e-6 * spread, wrong)
        whole = values.dtype.itemsize <= 2
        for key, share in (("p2", 2), ("p98", 98)):
            expected = np.percentile(v, share, method="inverted_cdf")
            near(f"{name} {key}", s[key], expected, 0 if whole else 0.01 * spread, wrong)
        if values.dtype == np.uint8:
            expected = np.bincount(values[keep], minlength=256)
        else:
            low, high = s["histogramLow"], s["histogramHigh"]
            expected = np.histogram(v, bins=256, range=(low, high if high > low else low + 1))[0]
        off = np.abs(np.cumsum(expected) - np.cumsum(s["histogram"])).max()
        if off > 1e-3 * v.size + 1:
            wrong.append(f"{name}: the histogram is off by {off} of {v.size}")
        if not alpha and not (band.GetMaskFlags() & gdal.GMF_PER_DATASET) and keep.sum() == values.size \
                and values.dtype == band.ReadAsArray(0, 0, 1, 1).dtype:
            theirs = band.ComputeStatistics(False)
            for key, expected in zip(("min", "max", "mean", "std"), theirs):
                near(f"{name} {key} by GDAL", s[key], expected, 1e-6 * max(spread, abs(expected)), wrong)
    return wrong


pairs = sys.argv[1:]
print(json.dumps([compare(pairs[i], json.load(open(pairs[i + 1]))) for i in range(0, len(pairs), 2)]))
