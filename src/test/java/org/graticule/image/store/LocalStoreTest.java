package org.graticule.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LocalStoreTest extends ObjectStoreContract {
  @Override
  ObjectStore store() {
    return new LocalStore(folder.resolve("store"));
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    assertThatThrownBy(() -> store().exists("../secrets/token.key"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().exists("/etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileOfTheStoreIsReadThroughItsChannel() throws Exception {
    ObjectStore store = store();
    store.put("a/b", file(bytes(10)));
    try (ByteSource source = store.open("a/b")) {
      assertThat(source.channel()).isPresent();
    }
  }

  @Test
  void whatABrokenPutLeftIsSweptOnceItIsOld() throws Exception {
    ObjectStore store = store();
    assertThat(store.sweep(Instant.now())).as("of a store without a folder").isZero();
    store.put("a/b", file(bytes(10)));
    Path left = Files.write(folder.resolve("store/a/c.5f1e.put"), bytes(10));
    Instant written = Files.getLastModifiedTime(left).toInstant();

    assertThat(store.sweep(written)).isZero();
    assertThat(store.sweep(written.plusSeconds(1))).isOne();
    assertThat(left).doesNotExist();
    assertThat(store.exists("a/b")).isTrue();
  }
}
