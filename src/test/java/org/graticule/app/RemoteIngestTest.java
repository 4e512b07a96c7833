package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code graticule ingest --server}: from another machine, with a token. */
final class RemoteIngestTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static Path token;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    JsonNode made =
        node.as("lead")
            .post(
                "/api/v1/tokens",
                Map.of(
                    "name",
                    "cli",
                    "actions",
                    List.of("PROJECT_READ", "SCENE_INGEST", "SCENE_READ", "JOB_READ")))
            .expect(201)
            .json();
    token = Files.writeString(folder.resolve("token"), made.get("secret").asText() + "\n");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void imagesAreSentWithWhatLiesBesideThemThoughTheServerRestarts() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("quay.tif"), 4_000, 3_000);
    Files.writeString(folder.resolve("quay.tfw"), "1\n0\n0\n-1\n500000\n5400000\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> ingest("Harbour survey", image));
    TusClient lead = TusClient.as(node, "lead");
    while (offset(lead) == 0) {
      Thread.sleep(20);
    }
    node.restart();
    assertThat(code.join()).isZero();
    JsonNode scenes =
        node.as("lead").get("/api/v1/projects/" + node.project() + "/scenes").json().get("scenes");
    assertThat(scenes.findValuesAsText("name")).containsExactly("quay.tif");
    assertThat(new SceneUpload(node).events("upload.created")).hasSize(2);
  }

  @Test
  void aWrongTokenAndAnUnknownProjectAreToldInASentence() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("small.tif"), 50, 50);
    assertThat(ingest("No such project", image)).isEqualTo(1);
    Path wrong = Files.writeString(folder.resolve("wrong"), "gr_nothing");
    assertThat(run("--token-file", wrong.toString(), "--project", "x", image.toString()))
        .isEqualTo(1);
  }

  private static long offset(TusClient lead) throws Exception {
    long most = 0;
    for (JsonNode one : lead.send("GET", lead.uploads, new byte[0]).json().get("uploads")) {
      most = Math.max(most, one.get("length").asLong() > 1_000 ? one.get("offset").asLong() : 0);
    }
    return most;
  }

  private static int ingest(String project, Path image) {
    return run("--token-file", token.toString(), "--project", project, image.toString());
  }

  private static int run(String... more) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
    String[] all = new String[more.length + 3];
    all[0] = "ingest";
    all[1] = "--server";
    all[2] = node.base().toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return line.execute(all);
  }
}
