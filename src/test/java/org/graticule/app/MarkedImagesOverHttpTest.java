package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.audit.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that carry a marking of their own, brought in by somebody cleared to SEALED. */
final class MarkedImagesOverHttpTest {
  private static final int FILE_CLASSIFICATION = 119;
  private static final int IMAGE_CLASSIFICATION = 404 + 123;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;

  @BeforeAll
  static void open() {
    node = new TestNode();
    upload = new SceneUpload(node);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void aSceneIsMarkedAsItsFileIsWhateverWasChosen() throws Exception {
    Path image = marked("sealed.ntf", IMAGE_CLASSIFICATION, "S");
    JsonNode job = upload.followed(image, "sealed.ntf&mark=GUARDED//CEDAR").getLast();
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    JsonNode scene =
        node.as("lead").get("/api/v1/scenes/" + job.get("scene").asText()).expect(200).json();
    assertThat(scene.toString()).contains("SEALED//CEDAR");
  }

  @Test
  void everyImageOfAFileBecomesASceneAndAllAreMarkedAsTheMostOfThem() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of("fixtures/hazards/read-two-images.ntf"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.lastIndexOf("IMimage") + 123] = 'S';
    Path image = Files.write(folder.resolve("two.ntf"), bytes);
    JsonNode first = upload.followed(image, "two.ntf&mark=GUARDED//CEDAR").getLast();
    JsonNode jobs =
        node.as("lead")
            .get("/api/v1/projects/" + upload.project() + "/jobs")
            .expect(200)
            .json()
            .path("jobs");
    String second = "";
    for (JsonNode job : jobs) {
      second =
          job.get("name").asText().equals("two.ntf, image 2 of 2")
              ? job.get("id").asText()
              : second;
    }
    JsonNode last = SceneUpload.states(node.as("lead"), second).getLast();
    for (JsonNode job : List.of(first, last)) {
      JsonNode scene =
          node.as("lead").get("/api/v1/scenes/" + job.get("scene").asText()).expect(200).json();
      assertThat(scene.path("mark").path("banner").asText()).isEqualTo("SEALED//CEDAR");
      assertThat(scene.path("width").asInt()).isEqualTo(job == first ? 83 : 40);
      assertThat(scene.path("details").path("part").asInt()).isEqualTo(job == first ? 0 : 1);
      assertThat(scene.path("details").path("parts")).hasSize(2);
    }
  }

  @Test
  void aFileAboveTheUploadersClearanceIsRefusedAndDestroyed() throws Exception {
    Path image = marked("veiled.ntf", FILE_CLASSIFICATION, "T");
    ApiClient.Answer answer = node.as("lead").upload(upload.path("veiled.ntf"), image).expect(403);
    assertThat(answer.json().get("code").asText()).isEqualTo("cannot-ingest");
    assertThat(refusals("veiled.ntf")).containsExactly("cannot-ingest");
    assertThat(kept(Files.readAllBytes(image))).isEmpty();
  }

  @Test
  void theSameFileInPiecesIsAFailedJobAndDestroyed() throws Exception {
    Path image = marked("pieces.ntf", IMAGE_CLASSIFICATION, "T");
    byte[] bytes = Files.readAllBytes(image);
    TusClient lead = TusClient.as(node, "lead");
    String place = lead.created(bytes.length, "filename", "pieces.ntf");
    lead.patch(place, 0, bytes).expect(204);
    JsonNode job = SceneUpload.states(node.as("lead"), lead.job(place)).getLast();
    assertThat(job.get("state").asText()).isEqualTo("failed");
    assertThat(job.get("code").asText()).isEqualTo("cannot-ingest");
    assertThat(refusals("pieces.ntf")).containsExactly("cannot-ingest");
    assertThat(kept(bytes)).isEmpty();
  }

  @Test
  void aCodeThatNobodyKnowsIsRefused() throws Exception {
    Path image = marked("unknown.ntf", FILE_CLASSIFICATION, "Q");
    ApiClient.Answer answer = node.as("lead").upload(upload.path("unknown.ntf"), image).expect(422);
    assertThat(answer.json().get("code").asText()).isEqualTo("unknown-marking");
    assertThat(kept(Files.readAllBytes(image))).isEmpty();
  }

  private static Path marked(String name, int at, String text) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of("fixtures/hazards/read-igeolo-degrees.ntf"));
    byte[] code = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(code, 0, bytes, at, code.length);
    byte[] title = name.getBytes(StandardCharsets.US_ASCII);
    // The title keeps files of different tests apart.
    System.arraycopy(title, 0, bytes, 39, title.length);
    return Files.write(folder.resolve(name), bytes);
  }

  private static List<String> refusals(String name) throws Exception {
    return upload.events("scene.ingest-refused").stream()
        .map(Event::facts)
        .filter(facts -> name.equals(facts.get("name")))
        .map(facts -> facts.get("code").toString())
        .toList();
  }

  /** Files of the data directory that hold these bytes. */
  private static List<Path> kept(byte[] bytes) throws Exception {
    try (Stream<Path> files = Files.walk(node.settings.dataDirectory())) {
      List<Path> same = files.filter(Files::isRegularFile).toList();
      return same.stream().filter(file -> same(file, bytes)).toList();
    }
  }

  private static boolean same(Path file, byte[] bytes) {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      return false;
    }
  }
}
