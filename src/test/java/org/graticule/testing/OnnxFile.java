package org.graticule.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a small ONNX model: messages of its protobuf by hand, just what a graph needs. Field
 * numbers are those of onnx.proto.
 */
final class OnnxFile {
  static final int FLOAT = 1;
  static final int INT64 = 7;

  private static final int OPSET = 13;

  private final Message graph = new Message();

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        bytes.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      bytes.write((int) left);
    }

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes.toByteArray());
    }
  }

  OnnxFile() {
    graph.text(2, "tiny");
  }

  /**
   * @param shape -1 where any size goes
   */
  OnnxFile input(String name, int type, long... shape) {
    graph.message(11, value(name, type, shape));
    return this;
  }

  OnnxFile output(String name, int type, long... shape) {
    graph.message(12, value(name, type, shape));
    return this;
  }

  private static Message value(String name, int type, long[] shape) {
    Message dimensions = new Message();
    for (int i = 0; i < shape.length; i++) {
      Message dimension = new Message();
      dimensions.message(
          1, shape[i] < 0 ? dimension.text(2, name + i) : dimension.number(1, shape[i]));
    }
    Message tensor = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  OnnxFile constant(String name, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return constant(name, FLOAT, values.length, raw);
  }

  OnnxFile constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(name, INT64, values.length, raw);
  }

  private OnnxFile constant(String name, int type, int length, ByteBuffer raw) {
    graph.message(
        5, new Message().number(1, length).number(2, type).text(8, name).bytes(9, raw.array()));
    return this;
  }

  /**
   * @param inputs names with spaces between; {@code -} for one that is left out
   * @param attributes values are Long, long[] or String
   */
  OnnxFile node(String operator, String inputs, String output, Map<String, Object> attributes) {
    Message node = new Message();
    for (String input : inputs.split(" ")) {
      node.text(1, input.equals("-") ? "" : input);
    }
    node.text(2, output).text(4, operator);
    attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
    graph.message(1, node);
    return this;
  }

  OnnxFile node(String operator, String inputs, String output) {
    return node(operator, inputs, output, Map.of());
  }

  private static Message attribute(String name, Object value) {
    Message attribute = new Message().text(1, name);
    switch (value) {
      case Long number -> attribute.number(3, number).number(20, 2);
      case String text -> attribute.text(4, text).number(20, 3);
      case long[] numbers -> {
        for (long number : numbers) {
          attribute.number(8, number);
        }
        attribute.number(20, 7);
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
    return attribute;
  }

  void write(Path file) {
    Message opset = new Message().text(1, "").number(2, OPSET);
    Message model = new Message().number(1, 8).message(7, graph).message(8, opset);
    try {
      Files.write(file, model.bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
