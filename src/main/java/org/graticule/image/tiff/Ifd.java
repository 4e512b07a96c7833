package org.graticule.image.tiff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.image.store.ByteSource;

/**
 * One image file directory: where its tags' values are; a value is read when asked for. Thread-safe
 * as long as the file is open (positional reads only).
 */
public final class Ifd {
  /** Code of the fault of {@link #unread}. */
  public static final String UNREAD = "tag-not-read";

  private final ByteSource source;
  private final TiffHeader header;
  private final Map<Integer, Field> fields;

  /**
   * @param type TIFF field type
   * @param count values, not bytes
   * @param offset of the first value in the file
   */
  record Field(int type, long count, long offset) {}

  Ifd(ByteSource source, TiffHeader header, Map<Integer, Field> fields) {
    this.source = source;
    this.header = header;
    this.fields = Map.copyOf(fields);
  }

  public boolean has(Tag tag) {
    return fields.containsKey(tag.id());
  }

  /** Number of values; 0 where the tag is absent. */
  public long count(Tag tag) {
    Field field = fields.get(tag.id());
    return field == null ? 0 : field.count();
  }

  /** First value of an integer tag, or the value meant by the specification where it is absent. */
  public long integer(Tag tag, long otherwise) {
    Field field = fields.get(tag.id());
    if (field == null) {
      return otherwise;
    }
    if (field.count() < 1) {
      throw refuse(tag, "no value", "one");
    }
    return integers(tag, 1)[0];
  }

  public long integer(Tag tag) {
    if (!has(tag)) {
      throw refuse(tag, "absent", "one value");
    }
    return integer(tag, 0);
  }

  public long[] integers(Tag tag) {
    return integers(tag, count(tag));
  }

  private long[] integers(Tag tag, long count) {
    Field field = fields.get(tag.id());
    if (field == null || count == 0) {
      return new long[0];
    }
    ByteBuffer bytes = bytes(field, count);
    long[] values = new long[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (field.type()) {
            case 1, 7 -> Byte.toUnsignedLong(bytes.get());
            case 6 -> bytes.get();
            case 3 -> Short.toUnsignedLong(bytes.getShort());
            case 8 -> bytes.getShort();
            case 4, 13 -> Integer.toUnsignedLong(bytes.getInt());
            case 9 -> bytes.getInt();
            case 16, 17, 18 -> bytes.getLong();
            default -> throw refuse(tag, "of field type " + field.type(), "an integer type");
          };
    }
    return values;
  }

  public double[] doubles(Tag tag) {
    Field field = fields.get(tag.id());
    if (field == null) {
      return new double[0];
    }
    if (field.type() != 12 && field.type() != 11) {
      throw refuse(tag, "of field type " + field.type(), "DOUBLE (12) or FLOAT (11)");
    }
    ByteBuffer bytes = bytes(field, field.count());
    double[] values = new double[Math.toIntExact(field.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = field.type() == 12 ? bytes.getDouble() : bytes.getFloat();
    }
    return values;
  }

  /** Text up to the first NUL. */
  public Optional<String> text(Tag tag) {
    Field field = fields.get(tag.id());
    if (field == null) {
      return Optional.empty();
    }
    if (TiffHeader.size(field.type()) != 1) {
      throw refuse(tag, "of field type " + field.type(), "ASCII (2)");
    }
    byte[] bytes = bytes(field, field.count()).array();
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** The bytes as they stand, for tags of type UNDEFINED. */
  public byte[] raw(Tag tag) {
    Field field = fields.get(tag.id());
    return field == null ? new byte[0] : bytes(field, field.count()).array();
  }

  /** A refusal that names the tag, its value and what is allowed. */
  public static Fault refuse(Tag tag, Object value, String allowed) {
    return Fault.unacceptable(
        "bad-tag", "TIFF tag " + tag + " is " + value + "; allowed: " + allowed);
  }

  /** The same for what is right in itself but not decoded here. */
  public static Fault unread(Tag tag, Object value, String allowed) {
    return Fault.unacceptable(UNREAD, "TIFF tag " + tag + " is " + value + "; allowed: " + allowed);
  }

  private ByteBuffer bytes(Field field, long count) {
    long size = count * TiffHeader.size(field.type());
    if (size > TiffHeader.MOST_TAG_BYTES) {
      throw Fault.unacceptable(
          "tag-overrun",
          "a TIFF tag of " + size + " bytes; allowed: up to " + TiffHeader.MOST_TAG_BYTES);
    }
    try {
      return header.read(source, field.offset(), (int) size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
