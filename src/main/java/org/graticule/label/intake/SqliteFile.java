package org.graticule.label.intake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of an SQLite database from memory (SQLite's "Database File Format"), and nothing
 * else: no index, no view, no statement, no native code under an untrusted file. Used by one
 * thread.
 */
final class SqliteFile {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_ROWS = 2_000_000;
  private static final int MOST_DEPTH = 20;
  private static final int LEAF = 0x0d;
  private static final int INTERIOR = 0x05;

  private final ByteBuffer file;
  private final int pageSize;
  private final int usable;
  private int rows;

  SqliteFile(byte[] bytes) {
    boolean named = bytes.length > 100;
    for (int i = 0; named && i < MAGIC.length; i++) {
      named = bytes[i] == MAGIC[i];
    }
    if (!named) {
      throw bad("has no header of an SQLite database");
    }
    this.file = ByteBuffer.wrap(bytes);
    int size = Short.toUnsignedInt(file.getShort(16));
    this.pageSize = size == 1 ? 65_536 : size;
    this.usable = pageSize - Byte.toUnsignedInt(file.get(20));
    if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || usable < 480 || file.getInt(56) > 1) {
      throw bad("has pages of a size, or texts of an encoding, that is not read here");
    }
  }

  /** A row: its number and its values, which are Long, Double, String, byte[] or null. */
  record Row(long id, List<@Nullable Object> values) {}

  /** Calls with every row of the table whose tree begins at this page. */
  void table(int root, Consumer<Row> row) {
    try {
      walk(root, row, 0, new HashSet<>());
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw bad("is damaged");
    }
  }

  private void walk(int page, Consumer<Row> row, int depth, Set<Integer> seen) {
    if (depth > MOST_DEPTH || !seen.add(page)) {
      throw bad("has a table that goes in a circle");
    }
    int begin = begin(page);
    int header = page == 1 ? begin + 100 : begin;
    int type = Byte.toUnsignedInt(file.get(header));
    int cells = Short.toUnsignedInt(file.getShort(header + 3));
    int pointers = header + (type == INTERIOR ? 12 : 8);
    if (type != LEAF && type != INTERIOR) {
      throw bad("has a table without rows of its own, which is not read here");
    }
    for (int i = 0; i < cells; i++) {
      int at = begin + Short.toUnsignedInt(file.getShort(pointers + 2 * i));
      if (type == INTERIOR) {
        walk(file.getInt(at), row, depth + 1, seen);
      } else {
        if (++rows > MOST_ROWS) {
          throw Fault.tooLarge(
              "too-many-features", "The file has more than %d rows.".formatted(MOST_ROWS));
        }
        row.accept(leaf(at));
      }
    }
    if (type == INTERIOR) {
      walk(file.getInt(header + 8), row, depth + 1, seen);
    }
  }

  private int begin(int page) {
    long begin = (long) (page - 1) * pageSize;
    if (page < 1 || begin + pageSize > file.capacity()) {
      throw bad("refers to a page beyond its end");
    }
    return (int) begin;
  }

  private Row leaf(int at) {
    ByteBuffer cell = file.duplicate();
    cell.position(at);
    long length = varint(cell);
    long id = varint(cell);
    if (length < 0 || length > file.capacity()) {
      throw bad("has a row longer than itself");
    }
    return new Row(id, record(payload(cell, (int) length)));
  }

  private ByteBuffer payload(ByteBuffer cell, int length) {
    int most = usable - 35;
    if (length <= most) {
      return cell.slice(cell.position(), length);
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int fitting = least + (length - least) % (usable - 4);
    int local = fitting <= most ? fitting : least;
    byte[] whole = new byte[length];
    cell.get(whole, 0, local);
    int filled = local;
    int next = cell.getInt();
    while (filled < length) {
      ByteBuffer page = file.duplicate();
      page.position(begin(next));
      next = page.getInt();
      int part = Math.min(usable - 4, length - filled);
      page.get(whole, filled, part);
      filled += part;
    }
    return ByteBuffer.wrap(whole);
  }

  private static List<@Nullable Object> record(ByteBuffer payload) {
    int header = (int) varint(payload);
    List<Long> types = new ArrayList<>();
    while (payload.position() < header) {
      types.add(varint(payload));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (long type : types) {
      values.add(value(type, payload));
    }
    return values;
  }

  private static @Nullable Object value(long type, ByteBuffer from) {
    if (type >= 12) {
      byte[] bytes = new byte[Math.toIntExact((type - 12) / 2)];
      from.get(bytes);
      return type % 2 == 0 ? bytes : new String(bytes, StandardCharsets.UTF_8);
    }
    return switch ((int) type) {
      case 0 -> null;
      case 7 -> from.getDouble();
      case 8 -> 0L;
      case 9 -> 1L;
      default -> whole(from, type == 6 ? 8 : type == 5 ? 6 : (int) type);
    };
  }

  private static long whole(ByteBuffer from, int bytes) {
    long value = from.get();
    for (int i = 1; i < bytes; i++) {
      value = value << 8 | Byte.toUnsignedInt(from.get());
    }
    return value;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte next = from.get();
      value = value << 7 | next & 0x7f;
      if (next >= 0) {
        return value;
      }
    }
    return value << 8 | Byte.toUnsignedInt(from.get());
  }

  private static Fault bad(String why) {
    return Fault.malformed("bad-geopackage", "The file " + why + ".");
  }
}
