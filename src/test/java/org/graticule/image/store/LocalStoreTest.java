package org.graticule.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
