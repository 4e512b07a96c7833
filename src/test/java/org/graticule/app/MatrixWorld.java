package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.RouteMatrix.Place;
import org.graticule.image.Synthetic;

/** A server with something for everybody, something sealed, and something in another project. */
final class MatrixWorld implements AutoCloseable {
  static final String LABEL =
      """
      {"operations": [{"op_id": "%s", "kind": "create", "element": "%s", "class": 1,
        "geometry": {"type": "Polygon", "coordinates":
          [[[100, 100], [200, 100], [200, 200], [100, 200], [100, 100]]]}}]}
      """;

  final TestNode node = new TestNode();
  private final String home;
  private final Path folder;

  MatrixWorld(Path folder) throws Exception {
    this.folder = folder;
    home = node.project();
  }

  /** Something in the project that all of its people may see. */
  Place open() throws Exception {
    return place(home, "");
  }

  /** Something in the project that only some may see. */
  Place sealed() throws Exception {
    return place(home, "&mark=SEALED//CEDAR");
  }

  /** A project that only its lead is in, with something to see. */
  Place elsewhere() throws Exception {
    String project =
        node.as("admin")
            .post(
                "/api/v1/projects", Map.of("name", "Elsewhere", "description", "", "lead", "lead"))
            .expect(201)
            .json()
            .get("id")
            .asText();
    JsonNode ontology =
        node.as("lead").get("/api/v1/projects/" + home + "/ontology").expect(200).json();
    ((ObjectNode) ontology).put("version", 0);
    lead()
        .send("PUT", "/api/v1/projects/" + project + "/ontology", ontology.toString())
        .expect(200);
    return place(project, "");
  }

  Map<String, String> passwords() {
    Map<String, String> passwords = new HashMap<>();
    node.people.forEach(person -> passwords.put(person.username(), person.password()));
    return passwords;
  }

  private RawClient lead() throws Exception {
    return new RawClient(node.base()).signIn("lead", node.password("lead"));
  }

  private Place place(String into, String mark) throws Exception {
    Path image = folder.resolve(UUID.randomUUID() + ".tif");
    Synthetic.rgb(image, 512, 512);
    ApiClient lead = node.as("lead");
    String job =
        lead.upload("/api/v1/projects/" + into + "/scenes?name=a.tif" + mark, image)
            .expect(202)
            .json()
            .get("id")
            .asText();
    JsonNode state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    for (int i = 0; i < 600 && !state.get("state").asText().equals("done"); i++) {
      assertThat(state.get("state").asText()).as("%s", state).isNotEqualTo("failed");
      Thread.sleep(200);
      state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    }
    String scene = state.get("scene").asText();
    String label = UUID.randomUUID().toString();
    lead()
        .send(
            "POST",
            "/api/v1/scenes/" + scene + "/labels/batch",
            LABEL.formatted(UUID.randomUUID(), label))
        .expect(200);
    return new Place(Map.of("project", into, "scene", scene, "job", job, "label", label));
  }

  @Override
  public void close() {
    node.close();
  }
}
