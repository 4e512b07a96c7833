package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.graticule.dataset.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dataset asked for, followed and taken away as a client does it. */
final class DatasetsOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static String datasets;

  @BeforeAll
  static void bringInAScene() throws Exception {
    node = new TestNode();
    datasets = "/api/v1/projects/" + node.project() + "/datasets";
    Path image = folder.resolve("gradient.tif");
    Reader.run("gradient.py", image, 700, 500);
    ApiClient lead = node.as("lead");
    JsonNode job =
        lead.upload("/api/v1/projects/" + node.project() + "/scenes?name=harbour.tif", image)
            .expect(202)
            .json();
    String scene = ended(lead, "/api/v1/jobs/" + job.get("id").asText()).get("scene").asText();
    Map<String, Object> square =
        Map.of(
            "type",
            "Polygon",
            "coordinates",
            List.of(List.of(at(200, 200), at(300, 200), at(300, 300), at(200, 300), at(200, 200))));
    Map<String, Object> operation =
        Map.of(
            "op_id",
            UUID.randomUUID(),
            "kind",
            "create",
            "element",
            UUID.randomUUID(),
            "geometry",
            square,
            "class",
            classes(lead).getFirst());
    node.as("annotator")
        .post("/api/v1/scenes/" + scene + "/labels/batch", Map.of("operations", List.of(operation)))
        .expect(200);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void exporterAsksFollowsAndTakesAwayWhatTheManifestDescribes() throws Exception {
    ApiClient exporter = node.as("exporter");
    JsonNode asked =
        exporter
            .post(datasets, Map.of("name", "Harbour 2026", "formats", List.of("geojson", "coco")))
            .expect(202)
            .json();
    String dataset = "/api/v1/datasets/" + asked.get("id").asText();
    ended(exporter, "/api/v1/jobs/" + asked.get("job").asText());
    JsonNode held = exporter.get(dataset + "/archive").expect(409).json();
    node.release(dataset);
    JsonNode published = exporter.get(dataset).expect(200).json();
    ApiClient.Answer archive = exporter.get(dataset + "/archive").expect(200);

    assertThat(held.get("code").asText()).isEqualTo("not-released");
    assertThat(asked.get("release").asText()).isEqualTo("needed");
    assertThat(published.get("release").asText()).isEqualTo("given");
    assertThat(asked.at("/recipe/chip_size").asInt()).isEqualTo(1024);
    assertThat(published.get("state").asText()).isEqualTo("published");
    assertThat(published.get("bytes").asInt()).isEqualTo(archive.body().length);
    assertThat(published.get("sha256").asText()).isEqualTo(sha256(archive.body()));
    assertThat(archive.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(archive.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"Harbour-2026-v%s.zip\"".formatted(asked.get("version")));
    List<String> described = new ArrayList<>();
    for (JsonNode member : published.at("/manifest/members")) {
      described.add(member.get("name").asText() + " " + member.get("sha256").asText());
    }
    assertThat(members(archive.body())).containsAll(described).hasSize(described.size() + 1);
    assertThat(exporter.get(datasets).expect(200).json().get("datasets").findValuesAsText("id"))
        .contains(asked.get("id").asText());
  }

  @Test
  void othersMayNotAskAndStrangersLearnNothing() throws Exception {
    Map<String, Object> recipe = Map.of("name", "x", "formats", List.of("coco"));
    ApiClient nobody = new ApiClient(node.base());

    assertThat(node.as("annotator").post(datasets, recipe).status()).isEqualTo(403);
    assertThat(node.as("lead").post(datasets, recipe).status()).isEqualTo(403);
    assertThat(nobody.post(datasets, recipe).status()).isEqualTo(401);
    String absent = "/api/v1/datasets/" + UUID.randomUUID();
    assertThat(node.as("exporter").get(absent + "/archive").status()).isEqualTo(404);
    assertThat(node.as("exporter").get("/api/v1/datasets/nonsense").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{}|422|bad-recipe",
        "{\"name\":\"a\"}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[]}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[null]}|400|bad-json",
        "{\"name\":\"a\",\"formats\":[\"coco\",\"coco\"]}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[\"shapefile\"]}|422|bad-recipe",
        "{\"name\":\"../a\",\"formats\":[\"coco\"]}|422|bad-recipe",
        "{\"name\":\"a\\r\\nSet-Cookie: x\",\"formats\":[\"coco\"]}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"chip_size\":63}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"chip_size\":128,\"overlap\":128}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"minimum_ratio\":1.1}|422|bad-recipe",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"classes\":[null]}|400|bad-json",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"classes\":[99999]}|422|unknown-class",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"scenes\":[]}|422|nothing-to-freeze",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"scenes\":"
            + "[\"00000000-0000-0000-0000-000000000000\"]}|404|not-found",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"scenes\":[\"x\"]}|400|bad-json",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"chip_size\":1e99}|400|bad-json",
        "{\"name\":\"a\",\"formats\":[\"coco\"],\"owner\":1}|400|bad-json",
        "[]|400|bad-json",
        "null|400|bad-json",
      })
  void recipeThatCannotBeIsRefusedWithItsReason(String body, int status, String code)
      throws Exception {
    ApiClient.Answer answer =
        node.as("exporter").post(datasets, new com.fasterxml.jackson.databind.util.RawValue(body));

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
    assertThat(answer.json().get("detail").asText()).doesNotContain("org.graticule", "Exception");
  }

  private static List<Integer> at(int x, int y) {
    return List.of(x, y);
  }

  private static List<Integer> classes(ApiClient lead) throws Exception {
    List<Integer> ids = new ArrayList<>();
    for (JsonNode one :
        lead.get("/api/v1/projects/" + node.project() + "/ontology").json().get("classes")) {
      ids.add(one.get("id").asInt());
    }
    return ids;
  }

  private static JsonNode ended(ApiClient client, String job) throws Exception {
    Instant deadline = Instant.now().plusSeconds(120);
    while (Instant.now().isBefore(deadline)) {
      JsonNode now = client.get(job).expect(200).json();
      if (now.get("state").asText().equals("done")) {
        return now;
      }
      assertThat(now.get("state").asText()).as(now.toString()).isNotEqualTo("failed");
      Thread.sleep(100);
    }
    throw new AssertionError(job + " did not end within two minutes");
  }

  private static List<String> members(byte[] archive) throws Exception {
    List<String> members = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.add(entry.getName() + " " + sha256(zip.readAllBytes()));
      }
    }
    return members;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
