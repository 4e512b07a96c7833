package org.graticule.image.synthetic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One image file directory of a little-endian TIFF or BigTIFF, entries sorted by tag. */
final class TiffDirectory {
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int DOUBLE = 12;
  private static final int LONG8 = 16;

  private record Entry(int type, int count, byte[] value) {}

  private final boolean big;
  private final Map<Integer, Entry> entries = new TreeMap<>();

  TiffDirectory(boolean big) {
    this.big = big;
  }

  static int headerSize(boolean big) {
    return big ? 16 : 8;
  }

  static byte[] header(boolean big, long directory) {
    ByteBuffer b = buffer(headerSize(big));
    b.put((byte) 'I').put((byte) 'I');
    if (big) {
      b.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(directory);
    } else {
      b.putShort((short) 42).putInt((int) directory);
    }
    return b.array();
  }

  void shorts(int tag, int... values) {
    ByteBuffer b = buffer(2 * values.length);
    for (int v : values) {
      b.putShort((short) v);
    }
    entries.put(tag, new Entry(SHORT, values.length, b.array()));
  }

  void longs(int tag, int value) {
    entries.put(tag, new Entry(LONG, 1, buffer(4).putInt(value).array()));
  }

  void offsets(int tag, long[] values) {
    ByteBuffer b = buffer((big ? 8 : 4) * values.length);
    for (long v : values) {
      if (big) {
        b.putLong(v);
      } else {
        b.putInt((int) v);
      }
    }
    entries.put(tag, new Entry(big ? LONG8 : LONG, values.length, b.array()));
  }

  void doubles(int tag, double... values) {
    ByteBuffer b = buffer(8 * values.length);
    for (double v : values) {
      b.putDouble(v);
    }
    entries.put(tag, new Entry(DOUBLE, values.length, b.array()));
  }

  void ascii(int tag, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    entries.put(tag, new Entry(ASCII, bytes.length, bytes));
  }

  /** The directory followed by the values that do not fit in it, to be placed at an even offset. */
  byte[] bytes(long at) {
    int slot = big ? 8 : 4;
    int head = big ? 8 + 20 * entries.size() + 8 : 2 + 12 * entries.size() + 4;
    int tail =
        entries.values().stream()
            .mapToInt(e -> e.value.length > slot ? e.value.length + (e.value.length & 1) : 0)
            .sum();
    ByteBuffer b = buffer(head + tail);
    int spill = head;
    if (big) {
      b.putLong(entries.size());
    } else {
      b.putShort((short) entries.size());
    }
    for (Map.Entry<Integer, Entry> tagged : entries.entrySet()) {
      Entry e = tagged.getValue();
      b.putShort(tagged.getKey().shortValue()).putShort((short) e.type);
      if (big) {
        b.putLong(e.count);
      } else {
        b.putInt(e.count);
      }
      int next = b.position() + slot;
      if (e.value.length <= slot) {
        b.put(e.value);
      } else {
        if (big) {
          b.putLong(at + spill);
        } else {
          b.putInt((int) (at + spill));
        }
        b.put(spill, e.value);
        spill += e.value.length + (e.value.length & 1);
      }
      b.position(next);
    }
    return b.array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
