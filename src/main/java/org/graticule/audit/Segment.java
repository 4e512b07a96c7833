package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segment file being written. One thread writes; any thread may ask for {@link #damage}. Owns
 * its channel.
 *
 * <p>Records overwrite {@link Room}. If somebody cuts the file, it is shorter than its room was
 * when {@link #force} looks, before anything is acknowledged.
 */
final class Segment implements AutoCloseable {
  private final SegmentFile file;
  private final FileChannel channel;
  private final FileLength length;
  private final Room room;
  private final @Nullable Object inode;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(1 << 18);
  private volatile long written;
  private volatile long durable;

  private Segment(SegmentFile file, FileChannel channel, long bytes) throws IOException {
    this.file = file;
    this.channel = channel;
    this.inode = attributes().fileKey();
    this.room = new Room(file.path(), bytes);
    this.length = new FileLength(file.path(), channel);
    this.written = bytes;
    this.durable = bytes;
  }

  /** Begins a new segment, durable with its header and its name. */
  static Segment create(Path folder, SegmentHeader header) throws IOException {
    SegmentFile file = SegmentFile.of(folder, header.before().size());
    FileChannel channel =
        FileChannel.open(file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Segment segment = over(file, channel, 0);
    try {
      byte[] line = header.line();
      segment.write(line, line.length);
      segment.force();
      DurableFile.syncFolder(folder);
      return segment;
    } catch (IOException e) {
      segment.close();
      throw e;
    }
  }

  /** Opens a segment to go on after {@code length} bytes, cutting what lies behind them. */
  static Segment resume(SegmentFile file, long length) throws IOException {
    FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
    try {
      if (channel.size() > length) {
        channel.truncate(length);
        channel.force(true);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return over(file, channel, length);
  }

  private static Segment over(SegmentFile file, FileChannel channel, long bytes)
      throws IOException {
    try {
      return new Segment(file, channel, bytes);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  SegmentFile file() {
    return file;
  }

  /** Bytes known to be on the disk. */
  long length() {
    return durable;
  }

  void write(byte[] bytes, int length) throws IOException {
    long place = written;
    room.claim(place + length);
    written = place + length;
    for (int at = 0; at < length; ) {
      int part = Math.min(staging.capacity(), length - at);
      staging.clear().put(bytes, at, part).flip();
      while (staging.hasRemaining()) {
        place += channel.write(staging, place);
      }
      at += part;
    }
  }

  /**
   * Returns when all that was written is on the disk. After a failure it must not be called again.
   */
  void force() throws IOException {
    channel.force(false);
    long size = length.bytes();
    if (size < Math.max(room.atLeast(), written) || size > room.atMost()) {
      throw new IOException(
          "%s has %d bytes, not %d to %d: somebody else changed it"
              .formatted(file.name(), size, room.atLeast(), room.atMost()));
    }
    durable = written;
    room.settle(durable);
  }

  /** What is wrong with the file on the disk, if anything can be seen from its name and size. */
  Optional<String> damage() {
    long atLeast = room.atLeast();
    try {
      BasicFileAttributes now = attributes();
      long atMost = room.atMost();
      if (!Objects.equals(now.fileKey(), inode)) {
        return Optional.of(file.name() + " was replaced");
      }
      if (now.size() < atLeast && atLeast == room.atLeast()) {
        return Optional.of(
            "%s was cut to %d of %d bytes".formatted(file.name(), now.size(), atLeast));
      }
      if (now.size() > atMost) {
        return Optional.of(file.name() + " was written by somebody else");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(file.name() + " is gone or cannot be reached");
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(file.path(), BasicFileAttributes.class);
  }

  /** Ends the segment: what lies behind its records goes, unless somebody else had a hand in it. */
  void seal() throws IOException {
    try {
      room.close();
      if (durable == written && damage().isEmpty()) {
        room.end(durable);
        channel.truncate(durable);
        channel.force(false);
      }
    } finally {
      closeFiles();
    }
  }

  /** Lets go of a segment that failed, as it is. */
  @Override
  public void close() throws IOException {
    try {
      room.close();
    } catch (IOException e) {
      // It failed already; whoever opens it again looks at what is there.
    } finally {
      closeFiles();
    }
  }

  private void closeFiles() throws IOException {
    length.close();
    channel.close();
  }
}
