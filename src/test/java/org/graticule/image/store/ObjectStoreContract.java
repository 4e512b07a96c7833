package org.graticule.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do. */
abstract class ObjectStoreContract {
  private static final String NAME = "originals/ab/abcdef";

  @TempDir Path folder;

  abstract ObjectStore store() throws Exception;

  @Test
  void whatIsPutIsReadFromAnyPlace() throws Exception {
    byte[] content = bytes(3_000_000);
    ObjectStore store = store();
    store.put(NAME, file(content));

    try (ByteSource source = store.open(NAME)) {
      assertThat(source.length()).isEqualTo(content.length);
      for (int at : new int[] {0, 1, 65_535, 1 << 20, 2_999_990}) {
        int length = Math.min(100_000, content.length - at);
        assertThat(source.bytes(at, length))
            .isEqualTo(Arrays.copyOfRange(content, at, at + length));
      }
    }
  }

  @Test
  void beyondTheEndThereIsNothing() throws Exception {
    ObjectStore store = store();
    store.put(NAME, file(bytes(10)));

    try (ByteSource source = store.open(NAME)) {
      assertThat(source.read(ByteBuffer.allocate(4), 10)).isEqualTo(-1);
      assertThat(source.read(ByteBuffer.allocate(4), 1L << 40)).isEqualTo(-1);
      assertThatThrownBy(() -> source.bytes(5, 6)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void anEmptyFileIsAnObjectToo() throws Exception {
    ObjectStore store = store();
    store.put(NAME, file(new byte[0]));

    assertThat(store.exists(NAME)).isTrue();
    try (ByteSource source = store.open(NAME)) {
      assertThat(source.length()).isZero();
    }
  }

  @Test
  void aMissingObjectSaysSo() throws Exception {
    ObjectStore store = store();
    assertThat(store.exists(NAME)).isFalse();
    assertThatThrownBy(() -> store.open(NAME).close()).isInstanceOf(NoSuchFileException.class);
    store.delete(NAME);
  }

  @Test
  void whatIsDeletedIsGone() throws Exception {
    ObjectStore store = store();
    store.put(NAME, file(bytes(10)));
    store.delete(NAME);
    assertThat(store.exists(NAME)).isFalse();
  }

  @Test
  void whatIsPutAgainReplacesWhatWasThere() throws Exception {
    ObjectStore store = store();
    store.put(NAME, file(bytes(10)));
    store.put(NAME, file(bytes(20)));
    try (ByteSource source = store.open(NAME)) {
      assertThat(source.length()).isEqualTo(20);
    }
  }

  Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "given", ""), content);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
