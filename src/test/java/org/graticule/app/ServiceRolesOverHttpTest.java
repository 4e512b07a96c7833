package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.http.Route;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of the protocols for every role, against a table that does not come from the code. */
final class ServiceRolesOverHttpTest {
  private static final List<String> PEOPLE =
      List.of("viewer", "annotator", "reviewer", "exporter", "lead", "admin", "officer", "auditor");

  /** Answers in the order of the people above. */
  private static final String READ = "200 200 200 200 200 404 404 404";

  private static final String EXPORT = "403 403 403 200 200 404 404 404";
  private static final String PROJECT = "200 200 200 200 200 200 200 404";
  private static final String ANYONE = "200 200 200 200 200 200 200 200";

  /** What is not there is there for nobody. */
  private static final String NOBODY = "404 404 404 404 404 404 404 404";

  private static final String P = "/api/v1/projects/{project}";
  private static final String S = "/api/v1/scenes/{scene}";
  private static final String TILE = "/default/WebMercatorQuad/0/0/0";

  /** What is asked, by the route that answers it. */
  private static final Map<String, String[]> TABLE = new TreeMap<>();

  static {
    way(S + "/identify", "?column=5&row=5", READ);
    way(S + "/statistics", "", READ);
    way(S + "/chip", "?width=9&height=9", EXPORT);
    way(S + "/tilejson/{grid}", "", READ);
    way("/api/v1/stac", "", ANYONE);
    way("/api/v1/stac/conformance", "", ANYONE);
    way("/api/v1/stac/collections", "", ANYONE);
    way("/api/v1/stac/search", "", ANYONE);
    way("/api/v1/stac/collections/{project}", "", READ);
    way("/api/v1/stac/collections/{project}/items", "", READ);
    way("/api/v1/stac/collections/{project}/items/{scene}", "", READ);
    way(P + "/wmts", "?service=WMTS&request=GetCapabilities", READ);
    way(P + "/wmts/1.0.0/WMTSCapabilities.xml", "", READ);
    way(P + "/wmts/1.0.0/{layer}/{style}/{grid}/{matrix}/{row}/{column}", "", READ);
    way(P + "/wmts/1.0.0/{layer}/{style}/{grid}/{matrix}/{row}/{column}/{j}/{i}", "", READ);
    way(P + "/ogc", "", PROJECT);
    way(P + "/ogc/api", "", PROJECT);
    way(P + "/ogc/conformance", "", PROJECT);
    way(P + "/ogc/tileMatrixSets", "", PROJECT);
    way(P + "/ogc/tileMatrixSets/{grid}", "", PROJECT);
    way(P + "/ogc/map", "?width=64", READ);
    way(P + "/ogc/map/tiles", "", PROJECT);
    way(P + "/ogc/map/tiles/{grid}", "", PROJECT);
    way(P + "/ogc/map/tiles/{grid}/{matrix}/{row}/{column}", "", READ);
    way(P + "/ogc/collections", "", READ);
    way(P + "/ogc/collections/{scene}", "", READ);
    way(P + "/ogc/collections/{scene}/items", "", READ);
    way(P + "/ogc/collections/{scene}/items/{item}", "", NOBODY);
    way(P + "/ogc/collections/{scene}/map", "?width=64", READ);
    way(P + "/ogc/collections/{scene}/map/tiles", "", READ);
    way(P + "/ogc/collections/{scene}/map/tiles/{grid}", "", READ);
    way(P + "/ogc/collections/{scene}/map/tiles/{grid}/{matrix}/{row}/{column}", "", READ);
    way("/api/v1/tokens", "", ANYONE);
  }

  private static void way(String path, String query, String answers) {
    TABLE.put(path, new String[] {query, answers});
  }

  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static UUID scene;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    Path image = folder.resolve("a.tif");
    Synthetic.rgb(image, 300, 200);
    scene = new SceneUpload(node, project).scene(image, "a.tif");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void everyRoleGetsWhatTheTableSaysOnEveryWay() throws Exception {
    for (int i = 0; i < PEOPLE.size(); i++) {
      ApiClient client = node.as(PEOPLE.get(i));
      for (Map.Entry<String, String[]> way : TABLE.entrySet()) {
        int wanted = Integer.parseInt(way.getValue()[1].split(" ")[i]);
        int got = client.get(filled(way.getKey()) + way.getValue()[0]).status();
        // A tile of the whole world may hold nothing of a small scene.
        assertThat(got == 204 ? 200 : got).as(PEOPLE.get(i) + " " + way.getKey()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void theTableHasEveryWayOfTheProtocols() {
    List<String> served =
        node.node.routes("test").stream()
            .filter(route -> route.method().name().equals("GET"))
            .map(Route::path)
            .filter(path ->
                path.matches(".*/(wmts|ogc|stac|tilejson|identify|statistics|chip|tokens)(/.*)?"))
            .toList();
    assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(served);
  }

  private static String filled(String path) {
    return path.replace("{project}", project)
        .replace("{scene}", scene.toString())
        .replace("{layer}", scene.toString())
        .replace("{item}", UUID.randomUUID().toString())
        .replace("{style}/{grid}/{matrix}/{row}/{column}", TILE.substring(1))
        .replace("{grid}", "WebMercatorQuad")
        .replaceAll("\\{(matrix|row|column|j|i)}", "0");
  }
}
