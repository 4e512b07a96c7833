package org.graticule.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.graticule.config.Secret;
import org.graticule.config.StoreSettings;
import org.graticule.image.store.s3.S3Store;
import org.graticule.testing.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3StoreTest extends ObjectStoreContract {
  private static final String BUCKET = "graticule";

  @TempDir private static Path home;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(home, BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A folder of its own for each test. */
  @Override
  ObjectStore store() {
    return store(server.address(), S3Server.SECRET, UUID.randomUUID().toString());
  }

  private static ObjectStore store(URI endpoint, String secret, String place) {
    return S3Store.open(
        new StoreSettings.Bucket(
            endpoint, "us-east-1", BUCKET, place, S3Server.KEY, new Secret(secret), 4 << 20),
        Clock.systemUTC());
  }

  @Test
  void aLongFileGoesInPiecesAndComesBackTheSame() throws Exception {
    byte[] content = bytes(37 << 20);
    try (ObjectStore store = store()) {
      store.put("a/long", file(content));
      try (ByteSource source = store.open("a/long")) {
        assertThat(source.bytes(0, content.length)).isEqualTo(content);
      }
    }
  }

  @Test
  void whatWasReadIsInMemoryAndWhatWasNotIsNot() throws Exception {
    byte[] content = bytes(1_500_000);
    int border = 256 << 10;
    try (ObjectStore store = store()) {
      store.put("a/b", file(content));
      ByteSource source = store.open("a/b");
      assertThat(source.resident(1_000, 500)).isEmpty();
      source.bytes(border - 100, 200);

      assertThat(source.resident(1_000, 500))
          .hasValue(ByteBuffer.wrap(Arrays.copyOfRange(content, 1_000, 1_500)));
      assertThat(source.resident(border - 300, 600))
          .hasValue(ByteBuffer.wrap(Arrays.copyOfRange(content, border - 300, border + 300)));
      assertThat(source.resident(2L * border - 10, 20)).isEmpty();
    }
  }

  @Test
  void aWrongSecretIsRefusedAndSaysSo() throws Exception {
    try (ObjectStore store = store(server.address(), "another", "x")) {
      assertThatThrownBy(() -> store.put("a/b", file(bytes(10))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void aServerThatComesBackStillHasEverything() throws Exception {
    byte[] content = bytes(2_000_000);
    String place = UUID.randomUUID().toString();
    try (ObjectStore store = store(server.address(), S3Server.SECRET, place)) {
      store.put("a/b", file(content));
      ByteSource source = store.open("a/b");
      byte[] near = source.bytes(0, 1_000);
      server.stop();
      assertThat(source.bytes(500, 100)).as("from memory").hasSize(100);
      assertThatThrownBy(() -> source.bytes(1_500_000, 10)).isInstanceOf(IOException.class);
      server.startAgain();
      assertThat(source.bytes(1_500_000, 10)).hasSize(10);
      assertThat(near).hasSize(1_000);
    }
  }

  @Test
  void anObjectThatVanishesWhileOpenIsMissed() throws Exception {
    String place = UUID.randomUUID().toString();
    try (ObjectStore store = store(server.address(), S3Server.SECRET, place)) {
      store.put("a/b", file(bytes(2_000_000)));
      ByteSource source = store.open("a/b");
      Files.delete(server.file(BUCKET, place + "/a/b"));
      assertThatThrownBy(() -> source.bytes(1_000_000, 10)).isInstanceOf(NoSuchFileException.class);
    }
  }
}
