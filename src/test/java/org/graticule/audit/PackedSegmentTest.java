package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a sound packed segment here is one for the zstd program, and nothing else is. */
final class PackedSegmentTest {
  private static final int HEADER = 14;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {20, 300, 70_000, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 9_000_000})
  void everyBitOfTheHeaderCountsAsItDoesForZstd(int length) throws Exception {
    Path packed = packed(length);
    assertThat(PackedSegment.isSound(packed)).isTrue();
    assertThat(zstd(packed)).isTrue();
    byte[] bytes = Files.readAllBytes(packed);
    Path changed = folder.resolve("changed.log.zst");
    for (int bit = 0; bit < HEADER * 8; bit++) {
      byte[] copy = bytes.clone();
      copy[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(changed, copy);
      assertThat(PackedSegment.isSound(changed))
          .as("bit %d of byte %d of %d", bit % 8, bit / 8, length)
          .isEqualTo(window(copy) && zstd(changed));
    }
  }

  private Path packed(int length) throws IOException {
    byte[] plain = new byte[length];
    for (int i = 0; i < length; i++) {
      plain[i] = (byte) ("a line of a log\n".charAt(i % 16) + (i >> 10 & 1));
    }
    SegmentFile file = SegmentFile.of(folder, 0);
    Files.write(file.path(), plain);
    PackedSegment.pack(file);
    return file.as(SegmentFile.Form.PACKED).path();
  }

  /** That there is none, or that it is of 1 MiB. */
  private static boolean window(byte[] frame) {
    return (frame[4] & 0x20) != 0 || frame[5] == 0x50;
  }

  private static boolean zstd(Path file) throws Exception {
    return new ProcessBuilder("zstd", "-tq", "--memory=8MB", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
