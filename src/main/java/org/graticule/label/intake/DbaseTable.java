package org.graticule.label.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The attributes beside a Shapefile, in dBASE III form. Immutable. */
final class DbaseTable {
  static final DbaseTable EMPTY = new DbaseTable(new byte[0], 0, 0, 0, List.of());

  private static final int FIELD = 32;

  private final byte[] file;
  private final int header;
  private final int width;
  private final int rows;
  private final List<Field> fields;

  private record Field(String name, char type, int offset, int length) {}

  private DbaseTable(byte[] file, int header, int width, int rows, List<Field> fields) {
    this.file = file;
    this.header = header;
    this.width = width;
    this.rows = rows;
    this.fields = List.copyOf(fields);
  }

  static DbaseTable of(byte[] file) {
    if (file.length < FIELD) {
      throw Fault.malformed("bad-shapefile", "The .dbf file has no header.");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int rows = bytes.getInt(4);
    int header = Short.toUnsignedInt(bytes.getShort(8));
    int width = Short.toUnsignedInt(bytes.getShort(10));
    List<Field> fields = new ArrayList<>();
    int offset = 1;
    for (int at = FIELD; at + FIELD <= Math.min(header, file.length) && file[at] != 0x0d; ) {
      int length = Byte.toUnsignedInt(file[at + 16]);
      fields.add(new Field(name(file, at), (char) file[at + 11], offset, length));
      offset += length;
      at += FIELD;
    }
    if (rows < 0 || width < offset) {
      throw Fault.malformed("bad-shapefile", "The .dbf file's rows are shorter than its fields.");
    }
    return new DbaseTable(file, header, width, rows, fields);
  }

  private static String name(byte[] file, int at) {
    int end = at;
    while (end < at + 11 && file[end] != 0) {
      end++;
    }
    return new String(file, at, end - at, StandardCharsets.ISO_8859_1).strip();
  }

  /** Null for a row that was deleted; nothing for one beyond the end. */
  @Nullable SortedMap<String, Object> row(int row) {
    TreeMap<String, Object> said = new TreeMap<>();
    long begin = header + (long) row * width;
    if (row >= rows || begin + width > file.length) {
      return said;
    }
    if (file[(int) begin] == '*') {
      return null;
    }
    for (Field field : fields) {
      Object value = value(text((int) begin + field.offset(), field.length()), field.type());
      if (value != null) {
        said.put(field.name(), value);
      }
    }
    return said;
  }

  private String text(int at, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(file, at, length))
          .toString()
          .strip();
    } catch (CharacterCodingException e) {
      return new String(file, at, length, StandardCharsets.ISO_8859_1).strip();
    }
  }

  private static @Nullable Object value(String text, char type) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      return null;
    }
    return switch (type) {
      case 'N', 'F' -> number(text);
      case 'L' -> "TtYy".contains(text) ? Boolean.TRUE : "FfNn".contains(text) ? false : null;
      default -> text;
    };
  }

  private static @Nullable Object number(String text) {
    OptionalDouble value = Lines.number(text);
    if (value.isEmpty()) {
      return null;
    }
    double number = value.getAsDouble();
    boolean whole = !text.contains(".") && Math.abs(number) < 1e15;
    return whole ? (Object) (long) number : (Object) number;
  }
}
