package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.UUID;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why somebody may or may not: told to security officers, and to nobody else. */
final class ExplainOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static UUID open;
  private static UUID sealed;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    SceneUpload upload = new SceneUpload(node, node.project());
    Path image = folder.resolve("harbour.tif");
    Synthetic.rgb(image, 64, 64);
    open = upload.scene(image, "open.tif");
    sealed = upload.scene(image, "sealed.tif&mark=SEALED//CEDAR");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "annotator, true, TILE_READ, ''",
    "annotator, true, SCENE_EXPORT, role",
    "viewer, false, TILE_READ, ''",
    "viewer, false, LABEL_WRITE, role",
    "viewer, true, TILE_READ, mark",
    "viewer, true, SCENE_EXPORT, mark",
    "auditor, false, TILE_READ, no-grant",
    "admin, true, TILE_READ, no-grant",
  })
  void theFirstRuleThatFailsIsNamed(String username, boolean marked, String action, String rule)
      throws Exception {
    JsonNode found = explain("officer", username, marked ? sealed : open).expect(200).json();
    for (JsonNode answer : found.get("answers")) {
      if (answer.get("action").asText().equals(action)) {
        assertThat(answer.get("allowed").asBoolean()).isEqualTo(rule.isEmpty());
        assertThat(answer.path("rule").asText("")).isEqualTo(rule);
        return;
      }
    }
    throw new AssertionError(action + " is not in " + found);
  }

  @Test
  void whatIsToldIsWhatHappens() throws Exception {
    explain("officer", "viewer", sealed).expect(200);
    node.as("viewer").get("/api/v1/scenes/" + sealed).expect(404);
    node.as("viewer").get("/api/v1/scenes/" + open).expect(200);
  }

  @Test
  void aDisabledAccountMayNothing() throws Exception {
    RawClient admin = as("admin");
    admin.send("PATCH", "/api/v1/accounts/reviewer", "{\"active\":false}").expect(200);
    JsonNode found = explain("officer", "reviewer", open).expect(200).json();
    assertThat(found.get("active").asBoolean()).isFalse();
    assertThat(found.get("answers"))
        .allSatisfy(answer -> assertThat(answer.get("rule").asText()).isEqualTo("alive"));
  }

  @Test
  void nobodyElseIsToldAndTheQuestionIsOnTheLog() throws Exception {
    for (String username : new String[] {"viewer", "lead", "admin", "auditor", "exporter"}) {
      explain(username, "viewer", open).expect(403);
    }
    explain("officer", "annotator", open).expect(200);
    explain("officer", "annotator", UUID.randomUUID()).expect(404);
    assertThat(
            as("officer")
                .get("/api/v1/accounts/viewer/explain?kind=room&id=" + open)
                .expect(400)
                .text())
        .contains("scene, label, job or dataset");
    assertThat(
            as("auditor")
                .get("/api/v1/audit/events?type=access.explained&actor=officer")
                .expect(200)
                .text())
        .contains("annotator");
  }

  private static ApiClient.Answer explain(String by, String username, UUID scene) throws Exception {
    return as(by).get("/api/v1/accounts/" + username + "/explain?kind=scene&id=" + scene);
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }
}
