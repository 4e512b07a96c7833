"""Reads a scene's labels with QGIS as OGC API - Features, signed in by a stored Basic password, and prints what it found.

Arguments: base address, project, scene, token, folder.
"""
import json
import os
import sys

base, project, scene, token, folder = sys.argv[1:6]
os.environ["QGIS_AUTH_DB_DIR_PATH"] = folder
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = folder
os.environ.setdefault("HOME", folder)

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsVectorLayer  # noqa: E402

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
manager = QgsApplication.authManager()
assert manager.setMasterPassword("a test", True)
config = QgsAuthMethodConfig()
config.setName("Basic")
config.setMethod("Basic")
config.setConfig("username", "qgis")
config.setConfig("password", token)
assert manager.storeAuthenticationConfig(config)
uri = "url='%s/api/v1/projects/%s/ogc' typename='%s' authcfg=%s" % (base, project, scene, config.id())
layer = QgsVectorLayer(uri, "labels", "OAPIF")
print(layer.error().message(), file=sys.stderr)
features = list(layer.getFeatures())
print(json.dumps({
    "valid": layer.isValid(),
    "count": len(features),
    "crs": layer.crs().authid(),
    "classes": sorted({f["class_name"] for f in features}),
    "areas": sum(1 for f in features if f.geometry().area() > 0),
}))
