package org.graticule.label;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Just enough of a reader of Mapbox vector tiles (protocol buffers) to look into ours. */
final class VectorTile {
  private VectorTile() {}

  /**
   * @param x of the first point, in units of the tile
   */
  record Feature(Map<String, Object> properties, int x, int y, int commands) {}

  static Map<String, List<Feature>> read(byte[] bytes) {
    Map<String, List<Feature>> layers = new LinkedHashMap<>();
    ByteBuffer tile = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (tile.hasRemaining()) {
      varint(tile);
      layer(chunk(tile), layers);
    }
    return layers;
  }

  private static void layer(ByteBuffer layer, Map<String, List<Feature>> layers) {
    String name = "";
    List<ByteBuffer> features = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    while (layer.hasRemaining()) {
      int tag = (int) varint(layer);
      switch (tag >> 3) {
        case 1 -> name = text(chunk(layer));
        case 2 -> features.add(chunk(layer));
        case 3 -> keys.add(text(chunk(layer)));
        case 4 -> values.add(value(chunk(layer)));
        default -> varint(layer);
      }
    }
    layers.put(name, features.stream().map(each -> feature(each, keys, values)).toList());
  }

  private static Feature feature(ByteBuffer feature, List<String> keys, List<Object> values) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Long> geometry = new ArrayList<>();
    while (feature.hasRemaining()) {
      int tag = (int) varint(feature);
      switch (tag >> 3) {
        case 2 -> {
          ByteBuffer tags = chunk(feature);
          while (tags.hasRemaining()) {
            properties.put(keys.get((int) varint(tags)), values.get((int) varint(tags)));
          }
        }
        case 4 -> {
          ByteBuffer commands = chunk(feature);
          while (commands.hasRemaining()) {
            geometry.add(varint(commands));
          }
        }
        default -> varint(feature);
      }
    }
    return new Feature(
        properties, zigzag(geometry.get(1)), zigzag(geometry.get(2)), geometry.size());
  }

  private static int zigzag(long value) {
    return (int) ((value >>> 1) ^ -(value & 1));
  }

  private static Object value(ByteBuffer value) {
    int tag = (int) varint(value);
    return switch (tag >> 3) {
      case 1 -> text(chunk(value));
      case 2 -> value.getFloat();
      case 3 -> value.getDouble();
      default -> varint(value);
    };
  }

  private static ByteBuffer chunk(ByteBuffer from) {
    int length = (int) varint(from);
    ByteBuffer chunk = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    from.position(from.position() + length);
    return chunk;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
