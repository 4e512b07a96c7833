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
 * <p>Bytes go to the end of the file, wherever that is: if somebody cuts the file, the next batch
 * lands short of where it should and {@link #force} finds out before anything is acknowledged.
 */
final class Segment implements AutoCloseable {
  private final SegmentFile file;
  private final FileChannel channel;
  private final @Nullable Object inode;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(1 << 18);
  private volatile long written;
  private volatile long durable;

  private Segment(SegmentFile file, FileChannel channel, long length) throws IOException {
    this.file = file;
    this.channel = channel;
    this.inode = attributes().fileKey();
    this.written = length;
    this.durable = length;
  }

  /** Begins a new segment, durable with its header and its name. */
  static Segment create(Path folder, SegmentHeader header) throws IOException {
    SegmentFile file = SegmentFile.of(folder, header.before().size());
    FileChannel channel =
        FileChannel.open(
            file.path(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    try {
      byte[] line = header.line();
      Segment segment = new Segment(file, channel, 0);
      segment.write(line, line.length);
      segment.force();
      DurableFile.syncFolder(folder);
      return segment;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens a segment to go on after {@code length} bytes, cutting what lies behind them. */
  static Segment resume(SegmentFile file, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(file.path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      if (channel.size() > length) {
        channel.truncate(length);
        channel.force(true);
      }
      return new Segment(file, channel, length);
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
    written += length;
    for (int at = 0; at < length; ) {
      int part = Math.min(staging.capacity(), length - at);
      staging.clear().put(bytes, at, part).flip();
      while (staging.hasRemaining()) {
        channel.write(staging);
      }
      at += part;
    }
  }

  /**
   * Returns when all that was written is on the disk. After a failure it must not be called again.
   */
  void force() throws IOException {
    channel.force(false);
    long size = channel.size();
    if (size != written) {
      throw new IOException(
          "%s has %d bytes instead of %d: somebody else changed it"
              .formatted(file.name(), size, written));
    }
    durable = written;
  }

  /** What is wrong with the file on the disk, if anything can be seen from its name and size. */
  Optional<String> damage() {
    long atLeast = durable;
    try {
      BasicFileAttributes now = attributes();
      long atMost = written;
      if (!Objects.equals(now.fileKey(), inode)) {
        return Optional.of(file.name() + " was replaced");
      }
      if (now.size() < atLeast) {
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

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
