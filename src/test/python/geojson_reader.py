"""Prints what GDAL finds in a GeoJSON file, as JSON. Usage: geojson_reader.py FILE."""
import json
import sys

from osgeo import ogr

ogr.UseExceptions()


def main(path):
    source = ogr.Open(path)
    layer = source.GetLayer(0)
    features = list(layer)
    holes = 0
    for feature in features:
        geometry = feature.GetGeometryRef()
        if not geometry.IsValid():
            sys.exit(f"feature {feature.GetFID()} is not valid: {geometry.ExportToWkt()[:200]}")
        for part in [geometry] if geometry.GetGeometryName() == "POLYGON" else geometry:
            holes += part.GetGeometryCount() - 1
            ring = part.GetGeometryRef(0).GetPoints()
            if sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) < 0:
                sys.exit(f"feature {feature.GetFID()} has a clockwise outline")
    crs = layer.GetSpatialRef()
    lon_first = crs.GetDataAxisToSRSAxisMapping() == [2, 1]
    print(json.dumps({
        "features": len(features),
        "crs": crs.GetName() + (" (CRS84)" if lon_first else ""),
        "extent": [round(value, 6) for value in layer.GetExtent()],
        "holes": holes,
        "classes": [feature["class"] for feature in features],
    }, separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1])
