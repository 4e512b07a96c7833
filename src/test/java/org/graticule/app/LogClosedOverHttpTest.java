package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.graticule.access.Action;
import org.graticule.http.Route;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's segment is taken away under a running server, and put back. */
final class LogClosedOverHttpTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private TestNode node;

  @BeforeEach
  void open() {
    node = new TestNode();
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void everyWayToDataIsClosedWithinASecondAndOpensAgainByItself() throws Exception {
    String scene =
        new SceneUpload(node)
            .scene(Synthetic.rgb(folder.resolve("a.tif"), 512, 512), "a.tif")
            .toString();
    RawClient lead = new RawClient(node.base()).signIn("lead", node.password("lead"));
    ApiClient admin = node.as("admin");
    ApiClient nobody = new ApiClient(node.base());
    String tile = "/api/v1/scenes/" + scene + "/tiles/0/0/0";
    lead.get(tile).expect(200);
    Path segment = node.settings.auditLog().resolve("00000000000000000000.log");
    Path away = folder.resolve("away");

    Files.move(segment, away);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (lead.get(tile).status() != 503) {
      assertThat(System.nanoTime()).as("a tile within a second").isLessThan(end);
    }

    for (Route route : node.node.routes("test")) {
      if (route.action().scope() == Action.Scope.OPEN
          || route.path().equals("/api/v1/audit/status")) {
        continue;
      }
      String path =
          route
              .path()
              .replace("{scene}", scene)
              .replaceAll("\\{[zxy]}", "0")
              .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
      assertThat(lead.send(route.method().name(), path, BODY).status())
          .as("%s %s", route.method(), path)
          .isEqualTo(503);
    }
    nobody.get("/health/live").expect(200);
    nobody.get("/health/ready").expect(503);
    nobody.get("/").expect(200);
    nobody.get("/api/v1/about").expect(200);
    assertThat(admin.get("/api/v1/audit/status").expect(200).json().get("state").asText())
        .isEqualTo("failed");

    Files.move(away, segment);
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (lead.get(tile).status() != 200) {
      assertThat(System.nanoTime()).as("again").isLessThan(end);
      Thread.sleep(20);
    }
    nobody.get("/health/ready").expect(200);
  }
}
