package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileLengthTest {
  @Test
  void followsAFileThatGrowsAndIsCutBySomebodyElse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("größer");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLength length = new FileLength(file, channel)) {
      assertThat(length.bytes()).isZero();
      channel.write(ByteBuffer.allocate(5000), 100);
      assertThat(length.bytes()).isEqualTo(5100);
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
        other.truncate(17);
      }
      assertThat(length.bytes()).isEqualTo(17);
    }
  }

  /** The number of a closed file is soon another's. */
  @Test
  void closesOnlyOnce(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[9]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileLength closed = new FileLength(file, channel);
      closed.close();
      try (FileLength length = new FileLength(file, channel)) {
        closed.close();
        Files.write(file, new byte[10]);
        assertThat(length.bytes()).isEqualTo(10);
      }
    }
  }
}
