package org.graticule.label.intake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A Shapefile in a zip: {@code .shp}, {@code .dbf} for the attributes and {@code .prj} for the
 * coordinate reference system (longitude and latitude without one). Points, lines and polygons;
 * heights and measures are left out.
 */
final class Shapefile implements ImportFormat {
  private static final int HEADER = 100;
  private static final int MAGIC = 9994;

  @Override
  public String name() {
    return "shapefile";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    Unzipped zip = Unzipped.of(file.whole());
    byte[] shapes =
        zip.ending(".shp")
            .orElseThrow(() -> Fault.malformed("bad-archive", "The zip holds no .shp file."));
    GroundShapes ground =
        new GroundShapes(
            zip.ending(".prj")
                .map(prj -> Crs.ofWkt(new String(prj, StandardCharsets.UTF_8)))
                .orElse(null));
    DbaseTable table = zip.ending(".dbf").map(DbaseTable::of).orElse(DbaseTable.EMPTY);
    ByteBuffer bytes = ByteBuffer.wrap(shapes);
    if (shapes.length < HEADER || bytes.getInt() != MAGIC) {
      throw Fault.malformed("bad-shapefile", "The .shp file has no header of a Shapefile.");
    }
    bytes.position(HEADER);
    int row = 0;
    while (bytes.remaining() >= 8) {
      bytes.getInt();
      long length = 2L * bytes.getInt();
      if (length < 4 || length > bytes.remaining()) {
        throw Fault.malformed(
            "bad-shapefile", "The record %d runs beyond the end of the .shp file.".formatted(row));
      }
      ByteBuffer record =
          bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.position(bytes.position() + (int) length);
      row(row, record, ground, table.row(row), into);
      row++;
    }
  }

  private static void row(
      int row,
      ByteBuffer record,
      GroundShapes ground,
      @Nullable SortedMap<String, Object> attributes,
      Arrivals into) {
    String where = "/records/" + row;
    if (attributes == null) {
      return;
    }
    // Each record says its kind, the null shape among them.
    if (record.getInt(0) == 0) {
      into.leaveOut(where, "the record has no shape: it says that nothing is there");
      return;
    }
    Optional<Shape> shape;
    try {
      shape = ShapeRecord.read(record);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      into.refuse(where, "bad-row", "the record's shape is damaged");
      return;
    }
    if (shape.isEmpty()) {
      into.refuse(where, "bad-row", "the record's shape is of a kind that is no label");
      return;
    }
    Optional<Shape> lonLat = ground.lonLat(shape.get());
    if (lonLat.isEmpty()) {
      into.refuse(where, "off-ground", "a vertex of the record has no longitude and latitude");
      return;
    }
    TreeMap<String, Object> said = new TreeMap<>(attributes);
    into.take(
        new Arrival(
            where,
            Space.GROUND,
            lonLat.get(),
            ClassNames.take(said),
            said,
            ClassNames.confidence(said),
            List.of()));
  }
}
