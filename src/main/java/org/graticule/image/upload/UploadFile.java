package org.graticule.image.upload;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of an upload as far as they have arrived: the file's length is the offset, so that it
 * is the truth whenever this process ends. Bytes whose checksum is not known yet are named by a
 * marker beside the file, and do not count. One writer at a time.
 */
final class UploadFile implements Closeable {
  private final FileChannel channel;
  private final Path marker;

  private UploadFile(FileChannel channel, Path marker) {
    this.channel = channel;
    this.marker = marker;
  }

  /** Bytes that have arrived and count. */
  static long offset(Path file) throws IOException {
    try {
      long length = Files.size(file);
      Path marker = marker(file);
      return Files.exists(marker)
          ? Math.min(length, Long.parseLong(Files.readString(marker)))
          : length;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Opens it for writing, and drops what does not count. */
  static UploadFile open(Path file) throws IOException {
    long offset = offset(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    UploadFile opened = new UploadFile(channel, marker(file));
    opened.cut(offset);
    return opened;
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(marker(file));
  }

  /** What is written from here on does not count before {@link #accept}. */
  void doubt(long offset) throws IOException {
    Path part = marker.resolveSibling(marker.getFileName() + ".part");
    Files.writeString(part, Long.toString(offset));
    Files.move(part, marker, StandardCopyOption.ATOMIC_MOVE);
  }

  void accept() throws IOException {
    Files.deleteIfExists(marker);
  }

  /** Forgets everything from here on. */
  void cut(long offset) throws IOException {
    channel.truncate(offset);
    Files.deleteIfExists(marker);
  }

  long length() throws IOException {
    return channel.size();
  }

  void write(byte[] piece, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(piece);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + ".doubt");
  }
}
