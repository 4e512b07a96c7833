"""Opens an unpacked COCO export as a stranger would and checks what its readers rely on. Prints a summary as JSON, or
fails naming what is wrong. Usage: coco_reader.py FOLDER (holding annotations.json and images/)."""
import json
import os
import sys

import numpy as np
from osgeo import gdal, osr
from rle_against_gdal import decode

gdal.UseExceptions()
osr.UseExceptions()


def check(holds, what):
    if not holds:
        sys.exit(what)


def ring_area(ring):
    x, y = np.array(ring[0::2]), np.array(ring[1::2])
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def check_image(image, folder):
    path = os.path.join(folder, "images", image["file_name"])
    check(os.path.dirname(image["file_name"]) == "", f"{image['file_name']} is not a bare name")
    picture = gdal.Open(path)
    check((picture.RasterXSize, picture.RasterYSize) == (image["width"], image["height"]), f"{path} has another size")
    check(picture.RasterCount in (1, 3), f"{path} has {picture.RasterCount} bands")
    if "transform" in image:
        found = picture.GetGeoTransform()
        check(np.allclose(found, image["transform"], rtol=0, atol=1e-9), f"{path} lies at {found}")
        if image.get("crs", "").startswith("EPSG:"):
            wanted = osr.SpatialReference()
            wanted.ImportFromEPSG(int(image["crs"][5:]))
            wanted.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            check(picture.GetSpatialRef().IsSame(wanted), f"{path} is in another CRS")
    return picture


def check_annotation(annotation, image):
    name = f"annotation {annotation['id']}"
    x, y, width, height = annotation["bbox"]
    check(x >= 0 and y >= 0 and width > 0 and height > 0, f"{name}: bbox {annotation['bbox']}")
    check(x + width <= image["width"] + 1e-9 and y + height <= image["height"] + 1e-9, f"{name}: bbox leaves the image")
    check(annotation["iscrowd"] == 0, f"{name}: iscrowd {annotation['iscrowd']}")
    check(0 < annotation["partial_area_ratio"] <= 1, f"{name}: ratio {annotation['partial_area_ratio']}")
    check(annotation["truncated"] == (annotation["partial_area_ratio"] < 1), f"{name}: truncated does not tell")
    shape = annotation["segmentation"]
    if isinstance(shape, dict):
        check(shape["size"] == [image["height"], image["width"]], f"{name}: mask of size {shape['size']}")
        mask = decode(shape["counts"], *shape["size"])
        rows, columns = np.nonzero(mask)
        check(len(rows) == 0 or (columns.min() >= x - 0.5 and columns.max() + 1 <= x + width + 0.5
                                 and rows.min() >= y - 0.5 and rows.max() + 1 <= y + height + 0.5),
              f"{name}: mask leaves its bbox")
        check(abs(len(rows) - annotation["area"]) <= 2 * (width + height) + 4, f"{name}: mask of {len(rows)} pixels")
        return "masks"
    for ring in shape:
        check(len(ring) >= 6 and len(ring) % 2 == 0, f"{name}: ring of {len(ring)} numbers")
        check(ring[:2] != ring[-2:], f"{name}: closed ring")
        check(min(ring) >= 0 and max(ring[0::2]) <= image["width"] and max(ring[1::2]) <= image["height"],
              f"{name}: ring leaves the image")
    area = sum(ring_area(ring) for ring in shape)
    check(abs(area - annotation["area"]) <= 0.01 * (width + height), f"{name}: area {annotation['area']}, rings {area}")
    return "polygons"


def main(folder):
    with open(os.path.join(folder, "annotations.json"), encoding="utf-8") as file:
        coco = json.load(file)
    images = {image["id"]: image for image in coco["images"]}
    categories = {category["id"]: category["name"] for category in coco["categories"]}
    check(len(images) == len(coco["images"]), "two images of one id")
    check(len(categories) == len(coco["categories"]), "two categories of one id")
    check(len({a["id"] for a in coco["annotations"]}) == len(coco["annotations"]), "two annotations of one id")
    listed = {name for name in os.listdir(os.path.join(folder, "images")) if name.endswith(".jpg")} if images else set()
    check(listed == {image["file_name"] for image in coco["images"]}, "images listed and images there differ")
    for image in coco["images"]:
        check_image(image, folder)
    summary = {"images": len(images), "polygons": 0, "masks": 0, "truncated": 0, "originals": len(coco["originals"])}
    for annotation in coco["annotations"]:
        check(annotation["image_id"] in images, f"annotation {annotation['id']} is of no image")
        check(annotation["category_id"] in categories, f"annotation {annotation['id']} is of no category")
        summary[check_annotation(annotation, images[annotation["image_id"]])] += 1
        summary["truncated"] += annotation["truncated"]
    cut = {a["label"] for a in coco["annotations"] if a["truncated"]}
    check(cut == {original["label"] for original in coco["originals"]}, "originals are not the labels that were cut")
    print(json.dumps(summary))


if __name__ == "__main__":
    main(sys.argv[1])
