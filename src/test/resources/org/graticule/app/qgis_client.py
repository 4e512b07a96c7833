"""Opens a scene with QGIS as WMTS and XYZ, signed in by a stored Basic password and, where it knows how, by a header, draws it, and prints
the pixels in the middle of its four quarters.

Arguments: base address, project, scene, token, folder.
"""
import json
import os
import sys

base, project, scene, token, folder = sys.argv[1:6]
os.environ["QGIS_AUTH_DB_DIR_PATH"] = folder
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = folder
os.environ.setdefault("HOME", folder)

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRaster,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
manager = QgsApplication.authManager()
assert manager.setMasterPassword("a test", True)


def stored(method, settings):
    config = QgsAuthMethodConfig()
    config.setName(method)
    config.setMethod(method)
    for key, value in settings.items():
        config.setConfig(key, value)
    assert manager.storeAuthenticationConfig(config), method
    return config.id()


basic = stored("Basic", {"username": "qgis", "password": token})
# QGIS has this method from 3.24 on.
header = None
if "APIHeader" in manager.authMethodsKeys():
    header = stored("APIHeader", {"Authorization": "Bearer " + token})
cell = 156543.03392804097 / 2**15
left = -20037508.342789244 + 17600 * 256 * cell
top = 20037508.342789244 - 11200 * 256 * cell
ground = QgsRectangle(left, top - 512 * cell, left + 512 * cell, top)


def quarters(layer):
    if not layer.isValid():
        print(layer.error().message(), file=sys.stderr)
        return None
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setBackgroundColor(QColor(1, 2, 3))
    settings.setOutputSize(QSize(512, 512))
    settings.setExtent(ground)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    pixels = []
    for row, column in ((128, 128), (128, 384), (384, 128), (384, 384)):
        colour = QColor(image.pixel(column, row))
        pixels.append([colour.red(), colour.green(), colour.blue()])
    return pixels


def wmts(auth):
    capabilities = f"{base}/api/v1/projects/{project}/wmts?SERVICE%3DWMTS%26REQUEST%3DGetCapabilities"
    login = f"authcfg={auth}&" if auth else ""
    uri = (
        f"{login}contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&featureCount=10&format=image/png&layers={scene}"
        f"&styles=default&tileMatrixSet=WebMercatorQuad&url={capabilities}"
    )
    return QgsRasterLayer(uri, "wmts", "wms")


def xyz(auth):
    tiles = f"{base}/api/v1/scenes/{scene}/map/WebMercatorQuad/%7Bz%7D/%7Bx%7D/%7By%7D?v%3D1%26format%3Dpng"
    return QgsRasterLayer(f"authcfg={auth}&type=xyz&zmin=8&zmax=15&url={tiles}", "xyz", "wms")


layer = wmts(basic)
told = {
    "wmts_basic": quarters(layer),
    "xyz_basic": quarters(xyz(basic)),
    "without": {"valid": wmts(None).isValid()},
}
if header:
    told["wmts_header"] = quarters(wmts(header))
    told["xyz_header"] = quarters(xyz(header))
point = QgsPointXY(left + 128 * cell, top - 128 * cell)
found = layer.dataProvider().identify(point, QgsRaster.IdentifyFormatFeature, ground, 512, 512)
told["identify"] = {}
for stores in found.results().values():
    for store in stores:
        for feature in store.features():
            told["identify"] = {f.name(): feature[f.name()] for f in feature.fields()}
print(json.dumps(told, default=str))
sys.stdout.flush()
os._exit(0)
