package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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

  /**
   * Something of which somebody sees the west: a label there, and two that they may not know of,
   * {@code across} and {@code outside}.
   */
  Place edge(String username, String role) throws Exception {
    // Other pixels than those of the open scene, or it would be that.
    Place place = place(home, "", 500);
    for (String name : List.of("across", "outside")) {
      String label = UUID.randomUUID().toString();
      int left = name.equals("across") ? 250 : 400;
      lead()
          .send(
              "POST",
              "/api/v1/scenes/" + place.parameters().get("scene") + "/labels/batch",
              LABEL
                  .formatted(UUID.randomUUID(), label)
                  .replace("[100, ", "[" + left + ", ")
                  .replace("[200, ", "[" + (left + 100) + ", "))
          .expect(200);
      place = place.with(name, label);
    }
    // Through the middle of 512 pixels.
    lead()
        .send(
            "POST",
            "/api/v1/projects/" + home + "/grants",
            """
            {"username": "%s", "role": "%s", "area": {"type": "Polygon", "coordinates":
              [[[14, 48], [15.00204, 48], [15.00204, 49.5], [14, 49.5], [14, 48]]]}}
            """
                .formatted(username, role))
        .expect(201);
    return place;
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
    return place(into, mark, 512);
  }

  private Place place(String into, String mark, int height) throws Exception {
    Path image = folder.resolve(UUID.randomUUID() + ".tif");
    Synthetic.rgb(image, 512, height);
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
