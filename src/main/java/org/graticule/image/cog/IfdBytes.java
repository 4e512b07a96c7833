package org.graticule.image.cog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.graticule.image.tiff.Tag;

/** One directory being written, little endian, classic or big; tags sort themselves. One thread. */
final class IfdBytes {
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int DOUBLE = 12;
  private static final int LONG8 = 16;

  private final boolean big;
  private final Map<Integer, Value> values = new TreeMap<>();

  private record Value(int type, int count, byte[] bytes) {}

  IfdBytes(boolean big) {
    this.big = big;
  }

  IfdBytes shorts(Tag tag, int... numbers) {
    ByteBuffer bytes = buffer(numbers.length * 2);
    for (int number : numbers) {
      bytes.putShort((short) number);
    }
    return put(tag, SHORT, numbers.length, bytes);
  }

  IfdBytes longs(Tag tag, int... numbers) {
    ByteBuffer bytes = buffer(numbers.length * 4);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return put(tag, LONG, numbers.length, bytes);
  }

  /** File offsets: four bytes each in a classic file, eight in a big one. */
  IfdBytes offsets(Tag tag, long... numbers) {
    ByteBuffer bytes = buffer(numbers.length * (big ? 8 : 4));
    for (long number : numbers) {
      if (big) {
        bytes.putLong(number);
      } else {
        bytes.putInt((int) number);
      }
    }
    return put(tag, big ? LONG8 : LONG, numbers.length, bytes);
  }

  IfdBytes doubles(Tag tag, double... numbers) {
    if (numbers.length == 0) {
      return this;
    }
    ByteBuffer bytes = buffer(numbers.length * 8);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return put(tag, DOUBLE, numbers.length, bytes);
  }

  IfdBytes wholeRationals(Tag tag, int... numbers) {
    ByteBuffer bytes = buffer(numbers.length * 8);
    for (int number : numbers) {
      bytes.putInt(number).putInt(1);
    }
    return put(tag, RATIONAL, numbers.length, bytes);
  }

  IfdBytes ascii(Tag tag, String text) {
    if (text.isEmpty()) {
      return this;
    }
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    return put(tag, ASCII, bytes.length, ByteBuffer.wrap(bytes));
  }

  private IfdBytes put(Tag tag, int type, int count, ByteBuffer bytes) {
    values.put(tag.id(), new Value(type, count, bytes.array()));
    return this;
  }

  /** Bytes this directory takes together with its values, even. */
  int size() {
    int size = (big ? 16 : 6) + values.size() * (big ? 20 : 12);
    for (Value value : values.values()) {
      size += value.bytes.length > (big ? 8 : 4) ? even(value.bytes.length) : 0;
    }
    return even(size);
  }

  /** The directory for this place in the file; {@code last} ends the chain. */
  byte[] write(long at, boolean last) {
    int inline = big ? 8 : 4;
    int table = (big ? 16 : 6) + values.size() * (big ? 20 : 12);
    ByteBuffer head = buffer(table);
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    if (big) {
      head.putLong(values.size());
    } else {
      head.putShort((short) values.size());
    }
    values.forEach((tag, value) -> {
      head.putShort(tag.shortValue()).putShort((short) value.type);
      long pointer = at + table + tail.size();
      if (big) {
        head.putLong(value.count);
      } else {
        head.putInt(value.count);
      }
      int start = head.position();
      if (value.bytes.length <= inline) {
        head.put(value.bytes);
      } else {
        tail.writeBytes(value.bytes);
        tail.writeBytes(new byte[value.bytes.length & 1]);
        if (big) {
          head.putLong(pointer);
        } else {
          head.putInt((int) pointer);
        }
      }
      head.position(start + inline);
    });
    long next = last ? 0 : at + size();
    if (big) {
      head.putLong(next);
    } else {
      head.putInt((int) next);
    }
    ByteBuffer all = buffer(size());
    return all.put(head.array()).put(tail.toByteArray()).array();
  }

  private static int even(int size) {
    return size + (size & 1);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
