"""Writes awkward but valid images, each drawn by its number: a seed and a number are always the same file.

Arguments: folder, seed, first number, how many. What GDAL does not write or cannot read back is drawn once more.
Prints one JSON object: the path of each image, and in words what it is.
"""
import json
import os
import sys

import numpy as np
from osgeo import gdal, osr

sys.path.insert(0, "fixtures")
import make_hazards_nitf as nitf  # noqa: E402

gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
gdal.SetConfigOption("GDAL_ONE_BIG_READ", "YES")
gdal.PushErrorHandler("CPLQuietErrorHandler")
gdal.UseExceptions()
TYPES = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "uint32": gdal.GDT_UInt32,
         "int32": gdal.GDT_Int32, "float32": gdal.GDT_Float32, "float64": gdal.GDT_Float64,
         "complex64": gdal.GDT_CFloat32, "complex128": gdal.GDT_CFloat64}
MOON = ('PROJCS["Moon",GEOGCS["GCS_Moon",DATUM["D_Moon",SPHEROID["Moon",1737400,0]],PRIMEM["Reference_Meridian",0],'
        'UNIT["degree",0.0174532925199433]],PROJECTION["%s"],%sPARAMETER["false_easting",0],'
        'PARAMETER["false_northing",0],UNIT["metre",1]]')


class Draw:
    """Choices of one file, and what they were."""

    def __init__(self, seed, number, attempt):
        self.rng = np.random.default_rng([seed, number, attempt])
        self.words = []

    def one(self, *choices):
        return choices[self.rng.integers(len(choices))]

    def chance(self, share):
        return self.rng.random() < share

    def say(self, *words):
        self.words += [str(w) for w in words]

    def size(self):
        return (int(self.one(1, 2, 7, 16, 61, 83, 200, 513, 700, 1030)), int(self.one(1, 3, 8, 16, 47, 83, 256, 511, 600)))


def picture(draw, bands, w, h, low, high, dtype):
    """Smooth, with a bright square and a little of everything between the two values."""
    y, x = np.mgrid[0:h, 0:w]
    out = []
    for band in range(bands):
        v = 0.1 + 0.4 * x / max(1, w) * (band + 1) / bands + 0.3 * y / max(1, h) * (bands - band) / bands
        v[h // 3:h // 2, w // 3:w // 2] += 0.15
        out.append(v + 0.02 * ((x * 7 + y * 13 + band) % 5) / 5)
    a = low + np.stack(out) * (high - low)
    if np.dtype(dtype).kind == "c":
        return (a * np.exp(2j * np.pi * (x + 2 * y) / 11)).astype(dtype)
    return np.rint(a).astype(dtype) if np.dtype(dtype).kind in "iu" else a.astype(dtype)


def holes(a, value):
    a = a.copy()
    h, w = a.shape[1:]
    a[:, :h // 4, :w // 3] = value
    a[:, h // 2:h // 2 + 3, w // 2:] = value
    return a


def wkt(code):
    ref = osr.SpatialReference()
    ref.SetFromUserInput(code)
    return ref.ExportToWkt()


def proj(text):
    ref = osr.SpatialReference()
    ref.ImportFromProj4(text)
    return ref.ExportToWkt()


def system(draw):
    """A reference system, a place in it, and about a metre in its units."""
    return draw.one(
        ("EPSG:32633", wkt("EPSG:32633"), (500000, 5400000), 1),
        ("EPSG:32756", wkt("EPSG:32756"), (334000, 6250000), 1),
        ("EPSG:4326", wkt("EPSG:4326"), (12.5, 48.1), 1e-5),
        ("EPSG:4269", wkt("EPSG:4269"), (-75.5, 40.1), 1e-5),
        ("EPSG:3857", wkt("EPSG:3857"), (1391000, 6124000), 1),
        ("EPSG:2263", wkt("EPSG:2263"), (985000, 203000), 3),
        ("EPSG:2193", wkt("EPSG:2193"), (1750000, 5430000), 1),
        ("EPSG:27700", wkt("EPSG:27700"), (530000, 180000), 1),
        ("EPSG:3413", wkt("EPSG:3413"), (-200000, -1500000), 1),
        ("EPSG:3031", wkt("EPSG:3031"), (200000, 1500000), 1),
        ("EPSG:25832", wkt("EPSG:25832"), (600000, 5700000), 1),
        ("EPSG:2154", wkt("EPSG:2154"), (650000, 6860000), 1),
        ("EPSG:28992", wkt("EPSG:28992"), (121000, 487000), 1),
        ("EPSG:3035", wkt("EPSG:3035"), (4321000, 3210000), 1),
        ("EPSG:32633+5773", wkt("EPSG:32633+5773"), (500000, 5400000), 1),
        ("EPSG:4326+5773", wkt("EPSG:4326+5773"), (12.5, 48.1), 1e-5),
        ("EPSG:5555", wkt("EPSG:5555"), (390000, 5800000), 1),
        ("EPSG:4979", wkt("EPSG:4979"), (12.5, 48.1), 1e-5),
        ("tmerc of its own", proj("+proj=tmerc +lat_0=48 +lon_0=12.3 +k=0.9999 +x_0=1000 +y_0=2000 +ellps=GRS80"),
         (1200, 2300), 1),
        ("lcc in feet", proj("+proj=lcc +lat_1=41 +lat_2=43 +lat_0=40 +lon_0=-75 +datum=NAD83 +units=us-ft"),
         (30000, 900000), 3),
        ("aea", proj("+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +datum=WGS84"), (500000, 1900000), 1),
        ("laea", proj("+proj=laea +lat_0=52 +lon_0=10 +datum=WGS84"), (1000, 2000), 1),
        ("ortho on a sphere", proj("+proj=stere +lat_0=90 +lon_0=-45 +R=6371000"), (200000, -900000), 1),
        ("sinusoidal", proj("+proj=sinu +lon_0=0 +R=6371007.181"), (1111950, 5559752), 1),
        ("Moon, equirectangular", MOON % ("Equirectangular", 'PARAMETER["standard_parallel_1",0],'
                                          'PARAMETER["central_meridian",0],'), (60000, 20000), 1),
        ("Moon, polar", MOON % ("Polar_Stereographic", 'PARAMETER["latitude_of_origin",-90],'
                                'PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],'), (10000, 20000), 1),
        ("IAU_2015:49900", wkt("IAU_2015:49900"), (137.4, -4.6), 1e-5),
        ("IAU_2015:30100", wkt("IAU_2015:30100"), (23.4, 0.7), 1e-5),
        ("local", 'LOCAL_CS["quarry grid",UNIT["metre",1],AXIS["E",EAST],AXIS["N",NORTH]]', (100, 200), 1),
        ("engineering", 'ENGCRS["site",EDATUM["site"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
                        'LENGTHUNIT["metre",1]]', (100, 200), 1))


def camera(w, h):
    num = {"LINE": [0.001, 0.02, -1.01, 0.03, 1e-4, 2e-5, -3e-5, 4e-5, -1e-4, 1e-6] + [1e-7] * 10,
           "SAMP": [-0.002, 1.02, 0.015, -0.05, 2e-4, -1e-5, 2e-5, -3e-5, 5e-5, 1e-6] + [-1e-7] * 10}
    den = [1, 1e-4, -2e-4, 1e-4] + [1e-6] * 16
    items = {"LINE_OFF": h // 2, "SAMP_OFF": w // 2, "LAT_OFF": 48.75, "LONG_OFF": 12.5, "HEIGHT_OFF": 350,
             "LINE_SCALE": h / 2 + 1, "SAMP_SCALE": w / 2 + 1, "LAT_SCALE": 5e-6 * h + 1e-5,
             "LONG_SCALE": 7e-6 * w + 1e-5, "HEIGHT_SCALE": 300, "ERR_BIAS": 3.0, "ERR_RAND": 0.4}
    items = {k: str(v) for k, v in items.items()}
    for axis in "LINE", "SAMP":
        items[axis + "_NUM_COEFF"] = " ".join(map(repr, num[axis]))
        items[axis + "_DEN_COEFF"] = " ".join(map(repr, den))
    return items


def transform(draw, place, metre):
    x, y = place
    s = metre * draw.one(0.3, 0.5, 2, 10)
    kind = draw.one("north up", "north up", "south up", "rotated", "sheared", "mirrored", "oblong")
    draw.say(kind)
    return {"north up": (x, s, 0, y, 0, -s), "south up": (x, s, 0, y, 0, s), "rotated": (x, s * .8, s * .6, y, s * .6, -s * .8),
            "sheared": (x, s, s * .3, y, s * .1, -s), "mirrored": (x, -s, 0, y, 0, -s), "oblong": (x, s * 3, 0, y, 0, -s / 2)}[kind]


def place(draw, d, kinds):
    """Gives the image one of these kinds of place."""
    kind = draw.one(*kinds)
    draw.say(kind)
    w, h = d.RasterXSize, d.RasterYSize
    if kind == "nowhere":
        return
    if kind == "camera":
        d.SetMetadata(camera(w, h), "RPC")
        return
    name, text, at, metre = system(draw)
    if kind != "transform alone":
        draw.say(name)
    t = transform(draw, at, metre)
    if kind == "control points":
        n = draw.one(2, 3, 5)
        points = [gdal.GCP(t[0] + c * t[1] + r * t[2] + 1e-4 * metre * c * r / (w + h), t[3] + c * t[4] + r * t[5], 5.0, c, r)
                  for r in np.linspace(0, h, n) for c in np.linspace(0, w, n)]
        draw.say(len(points))
        d.SetGCPs(points, text)
        return
    if kind != "transform alone":
        d.SetProjection(text)
    if kind != "system alone":
        d.SetGeoTransform(t)
    if kind == "point":
        d.SetMetadataItem("AREA_OR_POINT", "Point")


def memory(draw, a):
    bands, h, w = a.shape
    d = gdal.GetDriverByName("MEM").Create("", w, h, bands, TYPES[a.dtype.name])
    for b in range(bands):
        d.GetRasterBand(b + 1).WriteArray(a[b])
    return d


def colours(n):
    table = gdal.ColorTable()
    for i in range(n):
        table.SetColorEntry(i, (i * 255 // max(1, n - 1), 255 - i % 256, (i * 7) % 256, 255))
    return table


def tiff(draw, path):
    w, h = draw.size()
    dtype = draw.one("uint8", "uint8", "uint8", "uint16", "uint16", "int16", "uint32", "int32", "float32", "float32", "float64",
                     "complex64", "complex128", "CInt16", "CInt32", "Int64", "UInt64", "Int8")
    bands = int(draw.one(1, 1, 2, 3, 3, 4, 4, 5, 7, 13))
    compress = draw.one("NONE", "LZW", "DEFLATE", "PACKBITS", "ZSTD", "JPEG", "WEBP", "LERC", "LERC_DEFLATE", "LERC_ZSTD",
                        "LZMA", "CCITTRLE", "CCITTFAX3", "CCITTFAX4")
    options = ["COMPRESS=" + compress]
    bits = 0
    if compress in ("JPEG", "WEBP"):
        dtype = "uint8"
        bands = int(draw.one(3, 4)) if compress == "WEBP" else bands
        options += ["WEBP_LOSSLESS=YES"] if compress == "WEBP" else []
    elif compress.startswith("CCITT"):
        dtype, bands, bits = "uint8", 1, 1
    elif dtype == "uint8" and draw.chance(0.3):
        bits = int(draw.one(1, 2, 3, 4, 5, 6, 7))
    elif dtype in ("uint16", "uint32") and draw.chance(0.3):
        bits = int(draw.one(9, 11, 12, 14, 15) if dtype == "uint16" else draw.one(17, 20, 24, 31))
    elif dtype == "float32" and draw.chance(0.2):
        bits = 16
    if bits:
        options.append("NBITS=%d" % bits)
    if compress in ("LZW", "DEFLATE", "ZSTD") and not bits and draw.chance(0.6):
        options.append("PREDICTOR=%d" % (draw.one(2, 3) if dtype.startswith("float") else 2))
    if draw.chance(0.5):
        options += ["TILED=YES", "BLOCKXSIZE=%d" % draw.one(16, 48, 64, 256, 512), "BLOCKYSIZE=%d" % draw.one(16, 32, 128, 256)]
    elif draw.chance(0.6):
        options.append("BLOCKYSIZE=%d" % draw.one(1, 8, 16, h))
    for option, share in (("INTERLEAVE=BAND", 0.4), ("BIGTIFF=YES", 0.2), ("ENDIANNESS=BIG", 0.2), ("SPARSE_OK=TRUE", 0.2),
                          ("GEOTIFF_VERSION=1.1", 0.2), ("GEOTIFF_KEYS_FLAVOR=ESRI_PE", 0.1), ("TFW=YES", 0.05)):
        if draw.chance(share):
            options.append(option)
    if bands == 1 and dtype in ("uint8", "uint16") and draw.chance(0.15):
        options.append("PHOTOMETRIC=MINISWHITE")
    elif bands == 3 and compress == "JPEG" and draw.chance(0.5):
        options.append("PHOTOMETRIC=YCBCR")
    elif bands >= 3 and draw.chance(0.2):
        options.append("PHOTOMETRIC=" + draw.one("RGB", "MINISBLACK"))
    elif bands == 4 and dtype in ("uint8",) and draw.chance(0.15):
        options.append("PHOTOMETRIC=CMYK")
    alpha = bands in (2, 4) and draw.chance(0.4)
    if alpha:
        options.append("ALPHA=" + draw.one("YES", "PREMULTIPLIED", "UNSPECIFIED"))
    if dtype == "Int8":
        dtype = "uint8"
        options.append("PIXELTYPE=SIGNEDBYTE")
    high = {"uint8": 255, "uint16": 60000, "int16": 30000, "uint32": 4e9, "int32": 2e9, "float32": 3.5, "float64": 7.5e9,
            "complex64": 4.0, "complex128": 9.0, "CInt16": 9000, "CInt32": 90000, "Int64": 4e12, "UInt64": 8e12}[dtype]
    high = min(high, (1 << bits) - 1) if bits and dtype.startswith("uint") else high
    low = -high / 2 if dtype in ("int16", "int32", "float64", "Int64") else 0
    kept = {"CInt16": "complex64", "CInt32": "complex128", "Int64": "int64", "UInt64": "uint64"}.get(dtype, dtype)
    a = picture(draw, bands, w, h, low, high, kept)
    a = np.rint(a.real) + 1j * np.rint(a.imag) if dtype.startswith("CInt") else a
    a = a.astype(kept)
    code = {"CInt16": gdal.GDT_CInt16, "CInt32": gdal.GDT_CInt32, "Int64": gdal.GDT_Int64, "UInt64": gdal.GDT_UInt64}.get(
        dtype) or TYPES[dtype]
    nodata = None
    if not dtype.startswith("C") and dtype[:3] != "com" and draw.chance(0.4):
        choices = {"uint8": (0, 255, 256, -1), "uint16": (0, 65535, 70000), "int16": (-32768, -9999, 0), "uint32": (0, 4294967295),
                   "int32": (-2147483648, -9999), "float32": (-9999, float("nan"), -3.4028234663852886e38, -3.4e38, float("inf")),
                   "float64": (-9999, float("nan"), -1.7976931348623157e308), "Int64": (-9999,), "UInt64": (0,)}[dtype]
        nodata = choices[draw.rng.integers(len(choices))]
        fits = nodata != nodata or a.dtype.kind == "f" or np.iinfo(a.dtype).min <= nodata <= np.iinfo(a.dtype).max
        if fits and compress != "JPEG" and (not bits or nodata < 1 << bits):
            a = holes(a, nodata)
    if a.dtype.kind == "f" and draw.chance(0.3):
        a = holes(a, np.nan) if draw.chance(0.7) else a
        if draw.chance(0.3) and w > 3 and h > 3:
            a[0, h - 1, w - 1], a[0, 1, 2] = np.inf, -np.inf
            draw.say("infinities")
    if alpha:
        full = {"uint8": 255, "uint16": 65535}.get(dtype, 1)
        a[-1] = holes(np.full((1, h, w), full, a.dtype), 0)[0]
    draw.say(dtype, "%dx%dx%d" % (w, h, bands), *options, "" if nodata is None else "nodata=%s" % nodata)
    d = gdal.GetDriverByName("GTiff").Create(path, w, h, bands, code, options)
    place(draw, d, ("nowhere", "transform", "transform", "transform", "point", "transform alone", "system alone",
                    "control points", "camera"))
    if nodata is not None:
        d.GetRasterBand(1).SetNoDataValue(nodata)
    if dtype == "uint8" and bands == 1 and compress not in ("JPEG",) and not any("PHOTO" in o for o in options) \
            and draw.chance(0.15):
        d.GetRasterBand(1).SetColorTable(colours(1 << (bits or 8)))
        draw.say("palette")
    for b in range(bands):
        if "SPARSE_OK=TRUE" in options and w > 64 and h > 40:
            d.GetRasterBand(b + 1).WriteArray(a[b][16:40, 16:64], 16, 16)
        else:
            d.GetRasterBand(b + 1).WriteArray(a[b])
        if draw.chance(0.2):
            d.GetRasterBand(b + 1).SetDescription("band <%d> & co" % b)
    if not alpha and nodata is None and draw.chance(0.2):
        where = draw.one("inside", "beside")
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES" if where == "inside" else "NO")
        d.CreateMaskBand(gdal.GMF_PER_DATASET)
        d.GetRasterBand(1).GetMaskBand().WriteArray(holes(np.full((1, h, w), 255, np.uint8), 0)[0])
        draw.say("mask", where)
    d.FlushCache()
    d = None
    if draw.chance(0.15) and min(w, h) > 60:
        d = gdal.Open(path, gdal.GA_Update)
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
        d.BuildOverviews("NEAREST", [2, 4])
        draw.say("overviews")
        d = None
    if draw.chance(0.05):
        gdal.GetDriverByName("GTiff").CreateCopy(
            path, memory(draw, picture(draw, 1, 40, 30, 0, 255, np.uint8)), options=["APPEND_SUBDATASET=YES"])
        draw.say("a second page")


def cog(draw, path):
    w, h = draw.size()
    dtype, bands = draw.one(("uint8", 1), ("uint8", 3), ("uint8", 4), ("uint16", 4), ("int16", 1), ("float32", 1), ("float32", 6))
    a = picture(draw, bands, w, h, 0, {"uint8": 255, "float32": 2.0}.get(dtype, 9000), dtype)
    d = memory(draw, a)
    if bands == 4 and draw.chance(0.5):
        d.GetRasterBand(4).SetColorInterpretation(gdal.GCI_AlphaBand)
        full = 255 if dtype == "uint8" else 65535
        d.GetRasterBand(4).WriteArray(holes(np.full((1, h, w), full, a.dtype), 0)[0])
        draw.say("alpha")
    elif draw.chance(0.3):
        d.GetRasterBand(1).SetNoDataValue(0)
        draw.say("nodata=0")
    place(draw, d, ("nowhere", "transform", "transform", "control points"))
    lossy = ["JPEG", "WEBP"] if dtype == "uint8" else []
    compress = draw.one("NONE", "LZW", "DEFLATE", "ZSTD", "LERC", *lossy, *lossy)
    options = ["COMPRESS=" + compress, "BLOCKSIZE=%d" % draw.one(128, 256, 512, 512)]
    if compress in ("LZW", "DEFLATE", "ZSTD") and draw.chance(0.5):
        options.append("PREDICTOR=YES")
    draw.say(dtype, "%dx%dx%d" % (w, h, bands), *options)
    gdal.GetDriverByName("COG").CreateCopy(path, d, options=options)


def nitf_by_gdal(draw, path):
    w, h = draw.size()
    dtype = draw.one("uint8", "uint8", "uint16", "int16", "uint32", "int32", "float32", "float64", "complex64")
    bands = int(draw.one(1, 1, 2, 3, 4, 6, 12))
    ic = draw.one("NC", "NC", "C3", "M3", "C8") if dtype in ("uint8", "uint16") else "NC"
    if ic in ("C3", "M3"):
        dtype, bands = "uint8", int(draw.one(1, 3))
    d = memory(draw, picture(draw, bands, w, h, 0, {"uint8": 255, "float32": 2, "float64": 9, "complex64": 3}.get(dtype, 9000), dtype))
    options = ["IC=" + ic]
    if draw.chance(0.5):
        options += ["BLOCKXSIZE=%d" % draw.one(32, 64, 128), "BLOCKYSIZE=%d" % draw.one(32, 48, 256)]
    if ic == "C8":
        options += ["PROFILE=" + draw.one("NPJE", "EPJE")] if draw.chance(0.3) else ["QUALITY=100"]
    if draw.chance(0.3):
        options.append("FHDR=" + draw.one("NITF02.10", "NSIF01.00"))
    if bands == 3 and dtype == "uint8" and draw.chance(0.6):
        options.append("IREP=RGB")
    elif bands > 1:
        options.append("IREP=MULTI")
    kind = draw.one("nowhere", "G", "D", "N", "S", "camera", "camera and G") if min(w, h) > 1 else "nowhere"
    draw.say(dtype, "%dx%dx%d" % (w, h, bands), *options, kind)
    if kind in ("G", "D", "camera and G"):
        lat = draw.one(43.25, -33.5, 0.0)
        d.SetProjection(wkt("EPSG:4326"))
        t = draw.one((13.5, 1e-4, 0, lat, 0, -1e-4), (-70.0, 1e-4, 3e-5, lat, 3e-5, -1e-4), (13.5, 1e-4, 0, lat, 0, 1e-4))
        d.SetGeoTransform(t)
        options.append("ICORDS=" + ("D" if kind == "D" else "G"))
    elif kind in ("N", "S"):
        d.SetProjection(wkt("EPSG:32633" if kind == "N" else "EPSG:32756"))
        d.SetGeoTransform((500000.0, 5, 0, 5400000.0, 0, -5))
        options.append("ICORDS=" + kind)
    if kind.startswith("camera"):
        d.SetMetadata(camera(w, h), "RPC")
        options.append("RPC00B=YES")
    gdal.GetDriverByName("NITF").CreateCopy(path, d, options=options)


def arranged(a, imode, block):
    """Samples of bands as a segment keeps them, block after block."""
    bands, h, w = a.shape
    width, height = block
    across, down = -(-w // width), -(-h // height)
    full = np.zeros((bands, down * height, across * width), a.dtype)
    full[:, :h, :w] = a
    order = {"B": (0, 1, 2), "S": (0, 1, 2), "P": (1, 2, 0), "R": (1, 0, 2)}[imode]
    each = [full[:, r * height:(r + 1) * height, c * width:(c + 1) * width] for r in range(down) for c in range(across)]
    if imode == "S":
        return [nitf.big(one[b]) for b in range(bands) for one in each]
    return [nitf.big(np.ascontiguousarray(one.transpose(order))) for one in each]


def nitf_by_hand(draw, path):
    w, h = draw.size()
    kind, bits, dtype = draw.one(("INT", 8, "uint8"), ("INT", 8, "uint8"), ("INT", 16, "uint16"), ("SI", 16, "int16"), ("INT", 32, "uint32"),
                                 ("SI", 32, "int32"), ("R", 32, "float32"), ("R", 64, "float64"), ("C", 64, "complex64"))
    bands = int(draw.one(1, 1, 2, 3, 4, 9))
    imode = "B" if bands == 1 else draw.one("B", "P", "R", "S")
    block = (w, h) if draw.chance(0.4) else (int(draw.one(16, 30, 64, 100)), int(draw.one(8, 16, 50)))
    parts = []
    across, down = -(-w // block[0]), -(-h // block[1])
    corners = draw.one(
        (" ", b""), ("G", b"431500N0133000E431500N0133010E431450N0133010E431450N0133000E"),
        ("D", b"+43.250+013.500+43.251+013.510+43.241+013.512+43.240+013.502"), ("D", b"-43.250-013.500-43.250-013.490-43.260-013.490-43.260-013.500"),
        ("G", b"431500N1795955E431500N1795955W431450N1795955W431450N1795955E"),
        ("N", b"335000005400000335000905400000335000905399900335000005399900"), ("S", b"335000005480000335004155480000335004155479695335000005479695"),
        ("U", b"33TVJ000009900033TVJ004159900033TVJ004159869533TVJ0000098695"))
    corners = corners if min(w, h) > 1 else (" ", b"")
    a = picture(draw, bands, w, h, 0, {"uint8": 255, "float32": 2, "float64": 9, "complex64": 3}.get(dtype, 9000), dtype)
    blocks = arranged(a, imode, block)
    ic = "NM" if draw.chance(0.3) else "NC"
    data = b"".join(blocks)
    if ic == "NM":
        size = len(blocks[0])
        gone = [draw.chance(0.3) for _ in blocks]
        pad = draw.chance(0.5)
        head = 10 + (bits // 8 if pad else 0) + 4 * len(blocks)
        table = head.to_bytes(4, "big") + b"\0\4\0\0" + (bits if pad else 0).to_bytes(2, "big") + (b"\0" * (bits // 8) if pad else b"")
        at, kept = 0, []
        for one, lost in zip(blocks, gone):
            table += b"\xff\xff\xff\xff" if lost else at.to_bytes(4, "big")
            if not lost:
                at += size
                kept.append(one)
        data = table + b"".join(kept)
        if not kept:
            raise RuntimeError("nothing is left")
    draw.say(kind, bits, "%dx%dx%d" % (w, h, bands), imode, ic, "blocks of %dx%d" % block, corners[0])
    irep = "RGB" if bands == 3 and dtype == "uint8" and draw.chance(0.5) else "MONO" if bands == 1 else "MULTI"
    parts.append((nitf.subheader(h, w, bands, kind, irep, draw.one("VIS", "MS", "SAR", "HS"), bits, ic, imode=imode, block=block,
                                 icords=corners[0], corners=corners[1]), data))
    if draw.chance(0.2):
        small = picture(draw, 1, 5, 4, 0, 255, np.uint8)
        parts.insert(int(draw.rng.integers(2)), (nitf.subheader(4, 5, level=2), small.tobytes()))
        draw.say("a second segment")
        if w * h < 20 or parts[0][0] != parts[0][0] or len(parts[0][1]) == 20:
            raise RuntimeError("GDAL opens the first segment, and the largest is another")
    with open(path, "wb") as f:
        f.write(nitf.build(*parts, version=draw.one(b"NITF02.10", b"NSIF01.00")))


def other(draw, path):
    driver, types, counts, options = draw.one(
        ("JP2OpenJPEG", ("uint8", "uint16", "int16"), (1, 2, 3, 4, 5), ("QUALITY=100", "REVERSIBLE=YES", "YCC=NO")),
        ("PNG", ("uint8", "uint16"), (1, 2, 3, 4), ()), ("JPEG", ("uint8",), (1, 3, 4), ("PROGRESSIVE=YES",)),
        ("ENVI", ("uint8", "int16", "uint16", "uint32", "int32", "float32", "float64", "complex64", "complex128"), (1, 2, 3, 6),
         ("INTERLEAVE=BIL", "INTERLEAVE=BIP")),
        ("HFA", ("uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"), (1, 3, 5), ("COMPRESSED=YES", "BLOCKSIZE=128")),
        ("BMP", ("uint8",), (1, 3), ()), ("SGI", ("uint8",), (1, 3, 4), ()), ("PNM", ("uint8", "uint16"), (1, 3), ()),
        ("RMF", ("uint8", "int16", "int32", "float64"), (1,), ("COMPRESS=LZW",)), ("WEBP", ("uint8",), (3, 4), ("LOSSLESS=YES",)),
        ("GIF", ("uint8",), (1,), ("INTERLACING=YES",)))
    dtype, bands = draw.one(*types), int(draw.one(*counts))
    w, h = draw.size()
    high = {"uint8": 255, "float32": 2, "float64": 9, "complex64": 3, "complex128": 3}.get(dtype, 9000)
    d = memory(draw, picture(draw, bands, w, h, 0, high, dtype))
    chosen = [o for o in options if draw.chance(0.5)]
    if driver in ("PNG", "JPEG", "BMP") and draw.chance(0.4):
        chosen.append("WORLDFILE=YES")
    draw.say(driver, dtype, "%dx%dx%d" % (w, h, bands), *chosen)
    if bands in (2, 4) and driver in ("PNG", "JP2OpenJPEG", "WEBP") and draw.chance(0.6):
        d.GetRasterBand(bands).SetColorInterpretation(gdal.GCI_AlphaBand)
        full = 255 if dtype == "uint8" else 65535
        d.GetRasterBand(bands).WriteArray(holes(np.full((1, h, w), full, np.uint16), 0)[0])
        draw.say("alpha")
    place(draw, d, ("nowhere", "transform", "transform"))
    if driver in ("HFA", "ENVI") and dtype[:3] != "com" and draw.chance(0.3):
        d.GetRasterBand(1).SetNoDataValue(float(draw.one(0, 5, 77)))
        draw.say("nodata")
    gdal.GetDriverByName(driver).CreateCopy(path, d, options=chosen)


def readable(path):
    d = gdal.Open(path)
    for b in range(d.RasterCount):
        d.GetRasterBand(b + 1).ReadAsArray()
    return d.RasterCount > 0


def drawn(folder, seed, number, attempt):
    """Path and words of one file; None where GDAL cannot write it, or dies of it."""
    draw = Draw(seed, number, attempt)
    name, make = draw.one(*[("t.tif", tiff)] * 9, *[("c.tif", cog)] * 2, *[("g.ntf", nitf_by_gdal)] * 3,
                          *[("h.ntf", nitf_by_hand)] * 3, *[("o.dat", other)] * 4)
    own = os.path.join(folder, "%d-%d" % (number, attempt))
    os.makedirs(own)
    path = os.path.join(own, name)
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            make(draw, path)
            if readable(path):
                os.write(tell, " ".join(draw.words).encode())
        except (RuntimeError, OverflowError, ValueError, MemoryError):
            pass
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as f:
        words = f.read().decode()
    os.waitpid(child, 0)
    return (path, words) if words else None


def write(folder, seed, number):
    for attempt in range(20):
        file = drawn(folder, seed, number, attempt)
        if file:
            return file
    raise RuntimeError("nothing could be drawn for %d" % number)


folder, seed, first, count = sys.argv[1], *map(int, sys.argv[2:5])
print(json.dumps(dict(write(folder, seed, first + i) for i in range(count))))
