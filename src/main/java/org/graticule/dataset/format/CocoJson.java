package org.graticule.dataset.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import org.graticule.dataset.Category;
import org.graticule.dataset.Chip;
import org.graticule.dataset.DatasetVersion;
import org.graticule.dataset.FrozenLabel;
import org.graticule.dataset.FrozenScene;
import org.graticule.dataset.Piece;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Streams the objects of a COCO file, one to a line: its head, then arrays one after the other.
 * Positions keep a thousandth of a pixel. Used by one thread; closing ends the file.
 */
final class CocoJson implements Closeable {
  private final JsonGenerator json;
  private boolean inArray;

  CocoJson(OutputStream out) throws IOException {
    json = new ObjectMapper().createGenerator(out);
    json.setPrettyPrinter(new Lines());
    json.writeStartObject();
  }

  void head(DatasetVersion version, List<Category> categories) throws IOException {
    json.writeObjectFieldStart("info");
    json.writeStringField("description", version.name());
    json.writeStringField("version", Integer.toString(version.version()));
    json.writeNumberField("year", version.created().atOffset(ZoneOffset.UTC).getYear());
    json.writeStringField("contributor", version.projectName());
    json.writeStringField("date_created", version.created().toString());
    json.writeStringField("dataset", version.id().toString());
    json.writeNumberField("ontology_version", version.ontology());
    json.writeStringField("mark", version.banner());
    json.writeEndObject();
    array("licenses");
    array("categories");
    for (Category category : categories) {
      json.writeStartObject();
      json.writeNumberField("id", category.id());
      json.writeStringField("name", category.name());
      json.writeStringField("supercategory", category.parent() == null ? "" : category.parent());
      json.writeEndObject();
    }
  }

  /** Ends the array before it and begins one. */
  void array(String name) throws IOException {
    endArray();
    json.writeArrayFieldStart(name);
    inArray = true;
  }

  void annotation(long id, int imageId, FrozenLabel label, Piece piece, Segmentation shape)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", imageId);
    json.writeNumberField("category_id", label.classId());
    json.writeFieldName("segmentation");
    switch (shape) {
      case Segmentation.Rings rings -> {
        json.writeStartArray();
        for (long[] ring : rings.rings()) {
          ring(ring);
        }
        json.writeEndArray();
      }
      case Segmentation.Mask mask -> {
        json.writeStartObject();
        json.writeFieldName("size");
        json.writeArray(new int[] {mask.rle().height(), mask.rle().width()}, 0, 2);
        json.writeStringField("counts", mask.rle().encode());
        json.writeEndObject();
      }
    }
    number("area", piece.geometry().getArea());
    box(piece.geometry());
    json.writeNumberField("iscrowd", 0);
    json.writeBooleanField("truncated", piece.truncated());
    json.writeNumberField("partial_area_ratio", ratio(piece.ratio()));
    json.writeStringField("label", label.element().toString());
    json.writeNumberField("revision", label.revision());
    json.writeStringField("mark", label.mark());
    json.writeFieldName("attributes");
    json.writePOJO(label.attributes());
    json.writeEndObject();
  }

  void image(int id, String fileName, FrozenScene scene, Chip chip, double validFraction)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("file_name", fileName);
    json.writeNumberField("width", chip.width());
    json.writeNumberField("height", chip.height());
    if (scene.acquired() != null) {
      json.writeStringField("date_captured", scene.acquired().toString());
    }
    json.writeStringField("scene", scene.id().toString());
    json.writeStringField("scene_name", scene.name());
    json.writeStringField("scene_sha256", scene.sha256());
    json.writeFieldName("chip");
    json.writeArray(new int[] {chip.x(), chip.y(), chip.width(), chip.height()}, 0, 4);
    if (scene.crs() != null) {
      json.writeStringField("crs", scene.crs());
    }
    doubles("transform", scene.affineAt(chip.x(), chip.y()));
    doubles("gsd", scene.gsd());
    json.writeNumberField("valid_fraction", ratio(validFraction));
    json.writeStringField("mark", scene.mark());
    json.writeEndObject();
  }

  /** A label that a chip's border cut: whole, in scene pixels, holes after their shell. */
  void original(FrozenLabel label, FrozenScene scene) throws IOException {
    json.writeStartObject();
    json.writeStringField("label", label.element().toString());
    json.writeNumberField("revision", label.revision());
    json.writeStringField("scene", scene.id().toString());
    number("area", label.pixels().getArea());
    box(label.pixels());
    json.writeArrayFieldStart("polygons");
    for (int i = 0; i < label.pixels().getNumGeometries(); i++) {
      Polygon polygon = (Polygon) label.pixels().getGeometryN(i);
      json.writeStartArray();
      ring(Segmentation.flat(polygon.getExteriorRing()));
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        ring(Segmentation.flat(polygon.getInteriorRingN(hole)));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    endArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private void endArray() throws IOException {
    if (inArray) {
      json.writeEndArray();
    }
  }

  private void ring(long[] thousandths) throws IOException {
    json.writeStartArray();
    for (long position : thousandths) {
      thousandths(position);
    }
    json.writeEndArray();
  }

  /** From the upper-left corner, as COCO wants it: x, y, width, height. */
  private void box(Geometry geometry) throws IOException {
    Envelope box = geometry.getEnvelopeInternal();
    long x = Segmentation.thousandths(box.getMinX());
    long y = Segmentation.thousandths(box.getMinY());
    json.writeArrayFieldStart("bbox");
    thousandths(x);
    thousandths(y);
    thousandths(Segmentation.thousandths(box.getMaxX()) - x);
    thousandths(Segmentation.thousandths(box.getMaxY()) - y);
    json.writeEndArray();
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    thousandths(Segmentation.thousandths(value));
  }

  private void thousandths(long value) throws IOException {
    int digits = 3;
    long rest = value;
    while (digits > 0 && rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    json.writeNumber(BigDecimal.valueOf(rest, digits));
  }

  private void doubles(String name, @Nullable List<Double> values) throws IOException {
    if (values != null) {
      json.writeArrayFieldStart(name);
      for (double value : values) {
        json.writeNumber(value);
      }
      json.writeEndArray();
    }
  }

  private static double ratio(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  /** One member of the file and one element of its arrays to a line, so that people can compare. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(json.getOutputContext().getNestingDepth() == 1 ? ",\n" : ",");
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      json.writeRaw(json.getOutputContext().getNestingDepth() == 2 ? "\n" : "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(json.getOutputContext().getNestingDepth() == 2 ? ",\n" : ",");
    }
  }
}
