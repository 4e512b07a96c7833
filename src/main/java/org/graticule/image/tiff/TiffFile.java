package org.graticule.image.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graticule.fault.Fault;
import org.graticule.image.store.ByteSource;

/**
 * The directories of a TIFF, classic or BigTIFF, either byte order, walked under a budget: nothing
 * is allocated that the file has not paid for in bytes. Owns the source. Thread-safe.
 */
public final class TiffFile implements Closeable {
  /**
   * Titles and authors, XMP, IPTC, Photoshop's resources, colour profile, keys, GDAL's metadata.
   */
  private static final Set<Integer> WORDS =
      Set.of(
          270, 305, 315, 700, 33_432, 33_723, 34_377, 34_675, 34_735, 34_736, 34_737, 42_112,
          42_113);

  private static final long MOST_WORDS = 16L << 20;

  private final ByteSource source;
  private final TiffHeader header;
  private final List<Ifd> directories;

  private TiffFile(ByteSource source, TiffHeader header, List<Ifd> directories) {
    this.source = source;
    this.header = header;
    this.directories = List.copyOf(directories);
  }

  public static TiffFile open(Path path, TiffBudget budget) throws IOException {
    return open(ByteSource.open(path), budget);
  }

  /**
   * @param source becomes the file's, and is closed where this fails
   */
  public static TiffFile open(ByteSource source, TiffBudget budget) throws IOException {
    try {
      TiffHeader header = TiffHeader.read(source);
      return new TiffFile(source, header, walk(source, header, budget));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  public List<Ifd> directories() {
    return directories;
  }

  public boolean big() {
    return header.big();
  }

  public ByteOrder order() {
    return header.order();
  }

  public ByteSource source() {
    return source;
  }

  public long length() throws IOException {
    return source.length();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static List<Ifd> walk(ByteSource source, TiffHeader header, TiffBudget budget)
      throws IOException {
    List<Ifd> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long offset = header.firstIfd();
    long length = source.length();
    while (offset != 0) {
      if (!seen.add(offset) || directories.size() >= budget.directories()) {
        throw Fault.unacceptable(
            "ifd-loop",
            "directory %d at offset %d; allowed: up to %d directories, none of them twice"
                .formatted(directories.size(), offset, budget.directories()));
      }
      int countSize = header.big() ? 8 : 2;
      require(offset > 0 && offset <= length - countSize, directories.size(), offset, length);
      ByteBuffer head = header.read(source, offset, countSize);
      long tags = header.big() ? head.getLong() : Short.toUnsignedInt(head.getShort());
      if (tags < 1 || tags > budget.tags()) {
        throw Fault.unacceptable(
            "tag-overrun",
            "directory %d has %s tags; allowed: 1 to %d"
                .formatted(directories.size(), Long.toUnsignedString(tags), budget.tags()));
      }
      int entry = header.big() ? 20 : 12;
      long next = offset + countSize + tags * entry;
      require(next <= length, directories.size(), offset, length);
      directories.add(
          new Ifd(
              source,
              header,
              fields(
                  header,
                  header.read(source, offset + countSize, (int) tags * entry),
                  offset + countSize,
                  length)));
      offset = next(source, header, next, length);
    }
    if (directories.isEmpty()) {
      throw Fault.unacceptable(
          "no-image", "the TIFF has no directory; allowed: 1 to " + budget.directories());
    }
    return directories;
  }

  /** Writers exist that leave out the last link; the chain ends there. */
  private static long next(ByteSource source, TiffHeader header, long at, long length)
      throws IOException {
    int size = header.big() ? 8 : 4;
    if (at + size > length) {
      return 0;
    }
    ByteBuffer link = header.read(source, at, size);
    return header.big() ? link.getLong() : Integer.toUnsignedLong(link.getInt());
  }

  private static Map<Integer, Ifd.Field> fields(
      TiffHeader header, ByteBuffer entries, long start, long length) {
    Map<Integer, Ifd.Field> fields = new HashMap<>();
    while (entries.hasRemaining()) {
      int inline = header.big() ? 8 : 4;
      int tag = Short.toUnsignedInt(entries.getShort());
      int type = Short.toUnsignedInt(entries.getShort());
      long count = header.big() ? entries.getLong() : Integer.toUnsignedLong(entries.getInt());
      int place = entries.position();
      long pointer = header.big() ? entries.getLong() : Integer.toUnsignedLong(entries.getInt());
      int size = TiffHeader.size(type);
      if (size == 0) {
        continue;
      }
      boolean countFits = count >= 0 && count <= length / size;
      boolean isInline = countFits && count * size <= inline;
      long offset = isInline ? start + place : pointer;
      if (!countFits || offset < 0 || offset > length - count * size) {
        throw Fault.unacceptable(
            "tag-overrun",
            "TIFF tag %d has %s values of %d bytes at offset %s; allowed: within the %d bytes of the file"
                .formatted(
                    tag,
                    Long.toUnsignedString(count),
                    size,
                    Long.toUnsignedString(offset),
                    length));
      }
      if (WORDS.contains(tag) && count * size > MOST_WORDS) {
        throw Fault.unacceptable(
            "tag-overrun",
            "TIFF tag %d, which is no pixels, has %d bytes; allowed: up to %d"
                .formatted(tag, count * size, MOST_WORDS));
      }
      fields.putIfAbsent(tag, new Ifd.Field(type, count, offset));
    }
    return fields;
  }

  private static void require(boolean inside, int directory, long offset, long length) {
    if (!inside) {
      throw Fault.unacceptable(
          "ifd-overrun",
          "directory %d at offset %s; allowed: within the %d bytes of the file"
              .formatted(directory, Long.toUnsignedString(offset), length));
    }
  }
}
