package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.graticule.app.ApiClient.Answer;
import org.graticule.db.DatabaseAddress;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of more scenes than one answer holds. */
final class ManyScenesTest {
  private static final int SCENES = 2_101;
  private static final Pattern LAYER =
      Pattern.compile("<ows:Identifier>([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})<");

  @TempDir private static Path folder;
  private static TestNode node;
  private static ApiClient viewer;
  private static String project;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    new SceneUpload(node).scene(Synthetic.rgb(folder.resolve("a.tif"), 300, 200), "a.tif");
    DatabaseAddress database = node.database().superuser();
    try (Connection connection =
            DriverManager.getConnection(
                database.url(), database.user(), database.password().reveal());
        Statement copies = connection.createStatement()) {
      copies.execute(
          """
          insert into content.scene
            (id, project, name, revision, sha256, width, height, facts, footprint, mark_id,
             created_at, created_by, created_name)
          select gen_random_uuid(), project, 'copy ' || i, revision, sha256, width, height, facts,
                 footprint, mark_id, created_at + i / 3 * interval '1 second', created_by,
                 created_name
          from content.scene, generate_series(1, %d) i
          """
              .formatted(SCENES - 1));
    }
    viewer = node.as("viewer");
    project = "/api/v1/projects/" + node.project();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void thePagesOfTheListHoldEachSceneOnceNewestFirst() throws Exception {
    List<String> ids = new ArrayList<>();
    List<String> times = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = viewer.get(project + "/scenes?limit=500" + cursor).expect(200).json();
      for (JsonNode scene : page.get("scenes")) {
        ids.add(scene.get("id").asText());
        times.add(scene.get("created").asText());
      }
      cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(ids).hasSize(SCENES).doesNotHaveDuplicates();
    assertThat(times.stream().map(Instant::parse).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void theCapabilitiesGoOnInALink() throws Exception {
    List<String> layers = new ArrayList<>();
    Optional<String> next = Optional.of(project + "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities");
    int documents = 0;
    while (next.isPresent()) {
      Answer answer = viewer.get(next.get()).expect(200);
      documents++;
      LAYER.matcher(answer.text()).results().map(MatchResult::group).forEach(layers::add);
      next = answer.headers().firstValue("Link").map(ManyScenesTest::target);
    }
    assertThat(documents).isEqualTo(2);
    assertThat(layers).hasSize(SCENES).doesNotHaveDuplicates();
  }

  private static String target(String link) {
    assertThat(link).endsWith(">; rel=\"next\"");
    URI address = URI.create(link.substring(1, link.indexOf('>')));
    return address.getRawPath() + "?" + address.getRawQuery();
  }
}
