package org.graticule.image.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graticule.fault.Fault;

/**
 * The directories of a TIFF, classic or BigTIFF, either byte order, walked under a budget: nothing
 * is allocated that the file has not paid for in bytes. Owns the channel. Thread-safe.
 */
public final class TiffFile implements Closeable {
  private final FileChannel channel;
  private final TiffHeader header;
  private final List<Ifd> directories;

  private TiffFile(FileChannel channel, TiffHeader header, List<Ifd> directories) {
    this.channel = channel;
    this.header = header;
    this.directories = List.copyOf(directories);
  }

  public static TiffFile open(Path path, TiffBudget budget) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      TiffHeader header = TiffHeader.read(channel);
      return new TiffFile(channel, header, walk(channel, header, budget));
    } catch (IOException | RuntimeException e) {
      channel.close();
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

  public FileChannel channel() {
    return channel;
  }

  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static List<Ifd> walk(FileChannel channel, TiffHeader header, TiffBudget budget)
      throws IOException {
    List<Ifd> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long offset = header.firstIfd();
    long length = channel.size();
    while (offset != 0) {
      if (!seen.add(offset) || directories.size() >= budget.directories()) {
        throw Fault.unacceptable(
            "ifd-loop",
            "directory %d at offset %d; allowed: up to %d directories, none of them twice"
                .formatted(directories.size(), offset, budget.directories()));
      }
      int countSize = header.big() ? 8 : 2;
      require(offset > 0 && offset <= length - countSize, directories.size(), offset, length);
      ByteBuffer head = header.read(channel, offset, countSize);
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
              channel,
              header,
              fields(
                  header,
                  header.read(channel, offset + countSize, (int) tags * entry),
                  offset + countSize,
                  length)));
      offset = next(channel, header, next, length);
    }
    if (directories.isEmpty()) {
      throw Fault.unacceptable(
          "no-image", "the TIFF has no directory; allowed: 1 to " + budget.directories());
    }
    return directories;
  }

  /** Writers exist that leave out the last link; the chain ends there. */
  private static long next(FileChannel channel, TiffHeader header, long at, long length)
      throws IOException {
    int size = header.big() ? 8 : 4;
    if (at + size > length) {
      return 0;
    }
    ByteBuffer link = header.read(channel, at, size);
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
