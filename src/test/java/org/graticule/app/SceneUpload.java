package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.graticule.http.Json;

/** Bringing images in as a client does, and what the log says of it. */
record SceneUpload(TestNode node, String project) {

  SceneUpload(TestNode node) {
    this(node, node.project());
  }

  String path(String name) {
    return "/api/v1/projects/" + project + "/scenes?name=" + name;
  }

  /** Uploads as the lead and follows the job to its end; returns what it said, state by state. */
  List<JsonNode> followed(Path image, String query) throws Exception {
    ApiClient lead = node.as("lead");
    JsonNode job = lead.upload(path(query), image).expect(202).json();
    return states(lead, job.get("id").asText());
  }

  /** The stream of a job's events, which ends when the job does. */
  static List<JsonNode> states(ApiClient client, String job) throws Exception {
    ApiClient.Answer answer = client.get("/api/v1/jobs/" + job + "/events").expect(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    return Stream.of(answer.text().split("\n"))
        .filter(line -> line.startsWith("data: "))
        .map(SceneUpload::state)
        .toList();
  }

  private static JsonNode state(String line) {
    try {
      return Json.MAPPER.readTree(line.substring("data: ".length()));
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** The scene made of an image. */
  UUID scene(Path image, String query) throws Exception {
    JsonNode last = followed(image, query).getLast();
    assertThat(last.get("state").asText()).as("%s", last).isEqualTo("done");
    return UUID.fromString(last.get("scene").asText());
  }

  /** The display pyramid of a scene, as it lies on disk. */
  Path pyramid(UUID scene) {
    return node.node.files.pyramidFolder(scene, 1).resolve("display.tif");
  }

  /** Events of a type that are on the log, oldest first. */
  List<Event> events(String type) throws Exception {
    long size = node.node.ownLog.health().size();
    AuditTail tail = new AuditTail(node.settings.auditLog(), 0, () -> size);
    return tail.read(1_000_000).stream()
        .map(Recorded::event)
        .filter(event -> event.type().equals(type))
        .toList();
  }
}
