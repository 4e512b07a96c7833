package org.graticule.image.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A local file. Owns its channel. */
record LocalBytes(FileChannel file) implements ByteSource {
  static LocalBytes open(Path file) throws IOException {
    return new LocalBytes(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public long length() throws IOException {
    return file.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return file.read(into, position);
  }

  @Override
  public Optional<FileChannel> channel() {
    return Optional.of(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
