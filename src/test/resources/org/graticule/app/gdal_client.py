"""Opens a scene with GDAL as WMTS and XYZ and prints the pixels in the middle of its four quarters.

Arguments: base address, project, scene, token, folder. How to sign in is in GDAL's environment.
"""
import json
import sys

from osgeo import gdal

base, project, scene, token, folder = sys.argv[1:6]
gdal.UseExceptions()
gdal.SetConfigOption("GDAL_HTTP_TIMEOUT", "60")
gdal.SetConfigOption("GDAL_ENABLE_WMS_CACHE", "NO")
cell = 156543.03392804097 / 2**15
left = -20037508.342789244 + 17600 * 256 * cell
top = 20037508.342789244 - 11200 * 256 * cell


def quarters(name):
    try:
        return read(gdal.Open(name))
    except RuntimeError as e:
        print(e, file=sys.stderr)
        return None


def read(ds):
    gt = ds.GetGeoTransform()
    pixels = []
    for row, column in ((128, 128), (128, 384), (384, 128), (384, 384)):
        x, y = left + column * cell, top - row * cell
        px, py = int((x - gt[0]) / gt[1]), int((y - gt[3]) / gt[5])
        pixels.append([int(ds.GetRasterBand(b).ReadAsArray(px, py, 1, 1)[0][0]) for b in (1, 2, 3)])
    return pixels


wmts = f"{base}/api/v1/projects/{project}/wmts"
xyz = f"""<GDAL_WMS><Service name="TMS">
<ServerUrl>{base}/api/v1/scenes/{scene}/map/WebMercatorQuad/${{z}}/${{x}}/${{y}}?v=1&amp;format=png</ServerUrl></Service>
<DataWindow><UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY>
<LowerRightX>20037508.34</LowerRightX><LowerRightY>-20037508.34</LowerRightY>
<TileLevel>15</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>
<Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>
<BandsCount>4</BandsCount><ZeroBlockHttpCodes>204,404</ZeroBlockHttpCodes></GDAL_WMS>"""
ogc = f"OGCAPI:{base}/api/v1/projects/{project}/ogc/collections/{scene}"


def quarters_of_ogc_map():
    """The driver asks for maps in longitude and latitude; read on the grid of the others."""
    try:
        ds = gdal.OpenEx(ogc, gdal.OF_RASTER, open_options=["API=MAP", "IMAGE_FORMAT=PNG"])
        warped = gdal.Warp(
            "",
            ds,
            format="MEM",
            dstSRS="EPSG:3857",
            outputBounds=(left, top - 512 * cell, left + 512 * cell, top),
            width=512,
            height=512,
        )
        return read(warped)
    except RuntimeError as e:
        print(e, file=sys.stderr)
        return None


options = "tilematrixset=WebMercatorQuad"
print(
    json.dumps(
        {
            "wmts_kvp": quarters(f"WMTS:{wmts}?SERVICE=WMTS&REQUEST=GetCapabilities,layer={scene},{options}"),
            "wmts_rest": quarters(f"WMTS:{wmts}/1.0.0/WMTSCapabilities.xml,layer={scene},{options}"),
            "mosaic": quarters(f"WMTS:{wmts}/1.0.0/WMTSCapabilities.xml,layer=mosaic,{options},zoom_level=15"),
            "xyz": quarters(xyz),
            "ogc_map": quarters_of_ogc_map(),
        }
    )
)
