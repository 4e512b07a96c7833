"""Reads a scene's labels with GDAL as OGC API - Features and prints what it found.

Arguments: base address, project, scene. How to sign in is in GDAL's environment.
"""
import json
import sys

from osgeo import gdal

base, project, scene = sys.argv[1:4]
gdal.UseExceptions()
ds = gdal.OpenEx("OAPIF:%s/api/v1/projects/%s/ogc" % (base, project), gdal.OF_VECTOR)
layer = ds.GetLayerByName(scene)
ids = set()
classes = set()
for feature in layer:
    ids.add(feature.GetField("id") or str(feature.GetFID()))
    classes.add(feature.GetField("class_name"))
count = layer.GetFeatureCount()
west, east, south, north = layer.GetExtent()
layer.SetSpatialFilterRect(west, south, (west + east) / 2, (south + north) / 2)
print(json.dumps({
    "count": count,
    "different": len(ids),
    "classes": sorted(classes),
    "near": sum(1 for _ in layer),
    "extent": [west, south, east, north],
    "srs": layer.GetSpatialRef().GetName(),
}))
