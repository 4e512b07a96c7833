package org.graticule.image.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes that can be read from any place, whether they are a local file or ranges of an object far
 * away. They do not change while it is open. Thread-safe.
 */
public interface ByteSource extends Closeable {
  long length() throws IOException;

  /**
   * Reads some bytes.
   *
   * @return how many, at least one; -1 where {@code position} is at or beyond the end
   */
  int read(ByteBuffer into, long position) throws IOException;

  /** These bytes where they are in memory already, so that nobody waits; not to be changed. */
  default Optional<ByteBuffer> resident(long position, int length) {
    return Optional.empty();
  }

  /** The file, where there is a local one: for sending without a copy. Positional use only. */
  default Optional<FileChannel> channel() {
    return Optional.empty();
  }

  /**
   * Exactly these bytes.
   *
   * @throws EOFException naming the place where there are fewer
   */
  default byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      long at = position + buffer.position();
      if (read(buffer, at) < 0) {
        throw new EOFException("the file ends at " + at);
      }
    }
    return buffer.array();
  }

  static ByteSource open(Path file) throws IOException {
    return LocalBytes.open(file);
  }
}
