package org.graticule.service.wmts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.graticule.geo.TileMatrixSet;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.graticule.image.Scenes;
import org.graticule.service.GridCover;
import org.graticule.service.Grids;
import org.graticule.service.Renderings;
import org.graticule.service.SceneGround;
import org.locationtech.jts.geom.Envelope;

/** The capabilities document of a project: what its caller may see, and how to ask for it. */
final class Capabilities {
  /** The layer of all scenes on top of one another. */
  static final String MOSAIC = "mosaic";

  /**
   * A scene, with where it lies worked out once.
   *
   * @param covers by id of the grid
   */
  private record Layer(Scenes.Seen seen, SceneGround ground, Map<String, GridCover> covers) {
    static Layer of(Scenes.Seen seen, Grids grids) {
      SceneGround ground = SceneGround.of(seen.scene());
      Map<String, GridCover> covers = new TreeMap<>();
      for (Grids.Grid grid : grids.all()) {
        GridCover.of(ground, grid).ifPresent(cover -> covers.put(grid.id(), cover));
      }
      return new Layer(seen, ground, covers);
    }

    Optional<GridCover> cover(Grids.Grid grid) {
      return Optional.ofNullable(covers.get(grid.id()));
    }
  }

  private final Xml xml = new Xml();
  private final Grids grids;
  private final String base;

  /**
   * @param base address of the service, without a slash at the end
   */
  Capabilities(Grids grids, String base) {
    this.grids = grids;
    this.base = base;
  }

  byte[] write(String title, List<Scenes.Seen> scenes) {
    xml.open(
        "Capabilities",
        "xmlns",
        "http://www.opengis.net/wmts/1.0",
        "xmlns:ows",
        "http://www.opengis.net/ows/1.1",
        "xmlns:xlink",
        "http://www.w3.org/1999/xlink",
        "version",
        "1.0.0");
    xml.open("ows:ServiceIdentification")
        .text("ows:Title", title)
        .text("ows:ServiceType", "OGC WMTS")
        .text("ows:ServiceTypeVersion", "1.0.0")
        .close();
    operations();
    xml.open("Contents");
    List<Layer> layers = scenes.stream().map(seen -> Layer.of(seen, grids)).toList();
    mosaic(layers);
    layers.forEach(this::layer);
    grids.all().forEach(this::grid);
    xml.close();
    xml.empty("ServiceMetadataURL", "xlink:href", base + "/1.0.0/WMTSCapabilities.xml");
    return xml.close().finish();
  }

  private void operations() {
    xml.open("ows:OperationsMetadata");
    for (String name : List.of("GetCapabilities", "GetTile", "GetFeatureInfo")) {
      xml.open("ows:Operation", "name", name).open("ows:DCP").open("ows:HTTP");
      xml.open("ows:Get", "xlink:href", base + "?")
          .open("ows:Constraint", "name", "GetEncoding")
          .open("ows:AllowedValues")
          .text("ows:Value", "KVP")
          .close()
          .close()
          .close();
      xml.close().close().close();
    }
    xml.close();
  }

  private void mosaic(List<Layer> layers) {
    Envelope all = new Envelope();
    for (Layer layer : layers) {
      layer
          .ground()
          .bounds()
          .ifPresent(box -> {
            all.expandToInclude(box.west(), box.south());
            all.expandToInclude(box.east(), box.north());
          });
    }
    if (all.isNull()) {
      return;
    }
    xml.open("Layer").text("ows:Title", "All scenes, the newest on top");
    box(new LonLatBox(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY()));
    xml.text("ows:Identifier", MOSAIC);
    for (Grids.Grid grid : grids.all()) {
      Envelope ground = new Envelope();
      layers.forEach(
          layer -> layer.cover(grid).ifPresent(cover -> ground.expandToInclude(cover.ground())));
      box(grid, ground);
    }
    styles(List.of(Renderings.DEFAULT));
    formats(false);
    grids
        .all()
        .forEach(grid -> xml.open("TileMatrixSetLink").text("TileMatrixSet", grid.id()).close());
    tileUrls(MOSAIC, "");
    xml.close();
  }

  private void layer(Layer layer) {
    Scene scene = layer.seen().scene();
    Optional<LonLatBox> bounds = layer.ground().bounds();
    if (bounds.isEmpty()) {
      // Without a place on Earth there is no tile of it in any of these grids.
      return;
    }
    String id = scene.id().toString();
    xml.open("Layer")
        .text("ows:Title", scene.name())
        .text("ows:Abstract", layer.seen().mark().banner());
    box(bounds.get());
    xml.text("ows:Identifier", id);
    grids.all().forEach(grid -> layer.cover(grid).ifPresent(cover -> box(grid, cover.ground())));
    styles(Renderings.of(scene));
    formats(true);
    grids.all().forEach(grid -> link(layer.cover(grid), grid));
    tileUrls(id, "v=" + scene.revision() + "&");
    xml.empty(
        "ResourceURL",
        "format",
        WmtsRequest.INFO_FORMAT,
        "resourceType",
        "FeatureInfo",
        "template",
        template(id) + "/{J}/{I}");
    xml.close();
  }

  private void box(LonLatBox box) {
    xml.open("ows:WGS84BoundingBox")
        .text("ows:LowerCorner", box.west() + " " + box.south())
        .text("ows:UpperCorner", box.east() + " " + box.north())
        .close();
  }

  /**
   * The same in units of a grid and within it: programs that work it out themselves go astray at
   * poles.
   */
  private void box(Grids.Grid grid, Envelope ground) {
    Envelope tile = grid.set().bounds(0, 0, 0);
    TileMatrixSet.Matrix top = grid.set().matrices().getFirst();
    Envelope all =
        new Envelope(
            tile.getMinX(),
            tile.getMinX() + tile.getWidth() * top.columns(),
            tile.getMaxY() - tile.getHeight() * top.rows(),
            tile.getMaxY());
    Envelope box = all.intersection(ground);
    if (!box.isNull()) {
      xml.open("ows:BoundingBox", "crs", grid.crsUrn())
          .text("ows:LowerCorner", box.getMinX() + " " + box.getMinY())
          .text("ows:UpperCorner", box.getMaxX() + " " + box.getMaxY())
          .close();
    }
  }

  private void styles(List<String> names) {
    for (String name : names) {
      xml.open("Style", "isDefault", Boolean.toString(name.equals(Renderings.DEFAULT)))
          .text("ows:Title", Renderings.title(name))
          .text("ows:Identifier", name)
          .close();
    }
  }

  private void formats(boolean info) {
    WmtsRequest.FORMATS.keySet().forEach(format -> xml.text("Format", format));
    if (info) {
      xml.text("InfoFormat", WmtsRequest.INFO_FORMAT);
    }
  }

  /** With the tiles that show anything, so that nobody asks for the others. */
  private void link(Optional<GridCover> cover, Grids.Grid grid) {
    if (cover.isEmpty()) {
      return;
    }
    xml.open("TileMatrixSetLink").text("TileMatrixSet", grid.id()).open("TileMatrixSetLimits");
    for (int z = cover.get().minZoom(); z <= cover.get().maxZoom(); z++) {
      GridCover.Range range = cover.get().range(grid.set(), z);
      xml.open("TileMatrixLimits")
          .text("TileMatrix", z)
          .text("MinTileRow", range.firstRow())
          .text("MaxTileRow", range.lastRow())
          .text("MinTileCol", range.firstColumn())
          .text("MaxTileCol", range.lastColumn())
          .close();
    }
    xml.close().close();
  }

  private void tileUrls(String layer, String version) {
    WmtsRequest.FORMATS.forEach((type, name) ->
        xml.empty(
            "ResourceURL",
            "format",
            type,
            "resourceType",
            "tile",
            "template",
            template(layer) + "?" + version + "format=" + name));
  }

  private String template(String layer) {
    return base + "/1.0.0/" + layer + "/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}";
  }

  private void grid(Grids.Grid grid) {
    xml.open("TileMatrixSet")
        .text("ows:Title", grid.json().path("title").asText())
        .text("ows:Identifier", grid.id())
        .text("ows:SupportedCRS", grid.crsUrn());
    String known = grid.json().path("wellKnownScaleSet").asText();
    if (!known.isEmpty()) {
      xml.text(
          "WellKnownScaleSet",
          "urn:ogc:def:wkss:OGC:1.0:" + known.substring(known.lastIndexOf('/') + 1));
    }
    int z = 0;
    for (JsonNode matrix : grid.json().path("tileMatrices")) {
      TileMatrixSet.Matrix m = grid.set().matrices().get(z);
      JsonNode corner = matrix.path("pointOfOrigin");
      xml.open("TileMatrix")
          .text("ows:Identifier", z)
          .text("ScaleDenominator", matrix.path("scaleDenominator").asDouble())
          .text("TopLeftCorner", corner.path(0).asDouble() + " " + corner.path(1).asDouble())
          .text("TileWidth", m.tileWidth())
          .text("TileHeight", m.tileHeight())
          .text("MatrixWidth", m.columns())
          .text("MatrixHeight", m.rows())
          .close();
      z++;
    }
    xml.close();
  }
}
