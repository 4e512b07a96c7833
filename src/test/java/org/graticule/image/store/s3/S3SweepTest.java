package org.graticule.image.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.graticule.config.Secret;
import org.graticule.config.StoreSettings;
import org.graticule.testing.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in mid-put leaves an upload that was begun and never ended. */
final class S3SweepTest {
  private static final String BUCKET = "graticule";
  private static final S3Requests.Body PIECE = new S3Requests.Body(new byte[5 << 20], 5 << 20);

  @TempDir private Path home;

  @Test
  void uploadsBegunBeforeATimeInTheFolderOfTheStoreAreAborted() throws Exception {
    try (S3Server server = new S3Server(home, BUCKET);
        S3Store store = store(server, "imagery");
        S3Requests ours = requests(server, "imagery/");
        S3Requests others = requests(server, "elsewhere/")) {
      String left = begin(ours, "originals/ab/abcdef");
      String foreign = begin(others, "originals/ab/abcdef");

      assertThat(store.sweep(Instant.now().minus(Duration.ofHours(1)))).as("of old ones").isZero();
      assertThat(store.sweep(Instant.now().plus(Duration.ofHours(1)))).isOne();

      String still = new String(ours.list("uploads=").body(), StandardCharsets.UTF_8);
      assertThat(still).contains(foreign).doesNotContain(left);
    }
  }

  private static String begin(S3Requests requests, String name) throws Exception {
    byte[] said = requests.send("POST", name, "uploads=", Map.of(), S3Requests.Body.NONE).body();
    String id = new String(said, StandardCharsets.UTF_8).split("</?UploadId>")[1];
    String part = "partNumber=1&uploadId=" + id;
    assertThat(requests.send("PUT", name, part, Map.of(), PIECE).statusCode()).isEqualTo(200);
    return id;
  }

  private static S3Store store(S3Server server, String folder) {
    return S3Store.open(
        new StoreSettings.Bucket(
            server.address(),
            "us-east-1",
            BUCKET,
            folder,
            S3Server.KEY,
            new Secret(S3Server.SECRET),
            4 << 20),
        Clock.systemUTC());
  }

  private static S3Requests requests(S3Server server, String folder) {
    return new S3Requests(
        URI.create(server.address() + "/" + BUCKET + "/"),
        folder,
        new S3Signature(S3Server.KEY, new Secret(S3Server.SECRET), "us-east-1"),
        Clock.systemUTC());
  }
}
