package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.http.Json;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OGC API - Features: page by page, in other systems, and as GDAL and QGIS read it. */
final class FeatureClientsTest {
  private static final int LABELS = 130;

  @TempDir private static Path folder;
  private static TestNode node;
  private static ApiClient viewer;
  private static String project;
  private static String items;
  private static UUID scene;
  private static String token;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    Path image = folder.resolve("a.tif");
    Synthetic.rgb(image, 600, 400);
    scene = new SceneUpload(node).scene(image, "a.tif");
    items = "/api/v1/projects/" + project + "/ogc/collections/" + scene + "/items";
    viewer = node.as("viewer");
    StringBuilder operations = new StringBuilder();
    for (int i = 0; i < LABELS; i++) {
      int x = 10 + i % 20 * 25;
      int y = 10 + i / 20 * 50;
      operations
          .append(i == 0 ? "" : ",")
          .append(
              ("{\"op_id\":\"%s\",\"kind\":\"create\",\"element\":\"%s\",\"class\":1,\"geometry\":"
                   + "{\"type\":\"Polygon\",\"coordinates\":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}")
                  .formatted(
                      UUID.randomUUID(), UUID.randomUUID(), x, y, x + 20, y, x, y + 20, x, y));
    }
    new RawClient(node.base())
        .signIn("annotator", node.password("annotator"))
        .send(
            "POST",
            "/api/v1/scenes/" + scene + "/labels/batch",
            "{\"operations\":[" + operations + "]}")
        .expect(200);
    token =
        new RawClient(node.base())
            .signIn("viewer", node.password("viewer"))
            .send("POST", "/api/v1/tokens", "{\"name\":\"maps\"}")
            .expect(201)
            .json()
            .get("secret")
            .asText();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void pagesLeadOnToEachOtherAndEveryFeatureIsThereOnce() throws Exception {
    Set<String> ids = new HashSet<>();
    String next = items + "?limit=50";
    int pages = 0;
    while (next != null) {
      JsonNode page = viewer.get(next).expect(200).json();
      page.get("features").forEach(feature -> ids.add(feature.get("id").asText()));
      assertThat(page.get("numberReturned").asInt()).isEqualTo(page.get("features").size());
      next = null;
      for (JsonNode link : page.get("links")) {
        if (link.get("rel").asText().equals("next")) {
          next = link.get("href").asText().replaceFirst("^https?://[^/]+", "");
        }
      }
      pages++;
    }
    assertThat(ids).hasSize(LABELS);
    assertThat(pages).isEqualTo(3);
    String one = ids.iterator().next();
    JsonNode feature = viewer.get(items + "/" + one).expect(200).json();
    assertThat(feature.get("id").asText()).isEqualTo(one);
    assertThat(feature.at("/properties/class_name").asText()).isNotBlank();
  }

  @Test
  void aBoxAndACrsAreInTheSystemThatIsNamed() throws Exception {
    JsonNode first = viewer.get(items + "?limit=1").expect(200).json().at("/features/0");
    double lon = first.at("/geometry/coordinates/0/0/0").asDouble();
    double lat = first.at("/geometry/coordinates/0/0/1").asDouble();
    String tiny = "%s,%s,%s,%s".formatted(lon - 1e-7, lat - 1e-7, lon + 1e-7, lat + 1e-7);
    JsonNode found = viewer.get(items + "?bbox=" + tiny).expect(200).json();
    assertThat(found.at("/features/0/id")).isEqualTo(first.get("id"));
    String epsg = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F";
    String turned = "%s,%s,%s,%s".formatted(lat - 1e-7, lon - 1e-7, lat + 1e-7, lon + 1e-7);
    JsonNode same =
        viewer
            .get(items + "?bbox=" + turned + "&bbox-crs=" + epsg + "4326&crs=" + epsg + "4326")
            .expect(200)
            .json();
    assertThat(same.at("/features/0/id")).isEqualTo(first.get("id"));
    assertThat(same.at("/features/0/geometry/coordinates/0/0/0").asDouble())
        .isCloseTo(lat, within(1e-8));
    JsonNode metres =
        viewer.get(items + "?limit=1&crs=" + epsg + "3857").expect(200).json().at("/features/0");
    assertThat(metres.at("/geometry/coordinates/0/0/0").asDouble())
        .isCloseTo(Math.toRadians(lon) * 6_378_137, within(0.01));
    assertThat(viewer.get(items + "?crs=" + epsg + "2056").status()).isEqualTo(400);
    assertThat(viewer.get(items + "?colour=red").status()).isEqualTo(400);
    assertThat(viewer.get(items + "?bbox=1,2,3").status()).isEqualTo(400);
    assertThat(viewer.get(items + "?bbox=0,0,1,1").expect(200).json().get("features")).isEmpty();
  }

  @Test
  void gdalReadsEveryLabelWithAToken() throws Exception {
    JsonNode told =
        client("gdal_features.py", Map.of("GDAL_HTTP_HEADERS", "Authorization: Bearer " + token));
    assertThat(told.get("count").asInt()).isEqualTo(LABELS);
    assertThat(told.get("different").asInt()).isEqualTo(LABELS);
    assertThat(told.get("near").asInt()).isBetween(1, LABELS - 1);
    assertThat(told.get("classes")).hasSize(1);
  }

  @Test
  void qgisReadsEveryLabelWithAToken() throws Exception {
    JsonNode told = client("qgis_features.py", Map.of("QT_QPA_PLATFORM", "offscreen"));
    assertThat(told.get("valid").asBoolean()).isTrue();
    assertThat(told.get("count").asInt()).isEqualTo(LABELS);
    assertThat(told.get("areas").asInt()).isEqualTo(LABELS);
    assertThat(told.get("crs").asText()).isIn("OGC:CRS84", "EPSG:4326");
  }

  private static JsonNode client(String script, Map<String, String> environment) throws Exception {
    try (InputStream in = FeatureClientsTest.class.getResourceAsStream(script)) {
      String out =
          Python.run(
              environment,
              new String(in.readAllBytes(), StandardCharsets.UTF_8),
              node.base().toString(),
              project,
              scene.toString(),
              token,
              folder.toString());
      String[] lines = out.strip().split("\n");
      return Json.MAPPER.readTree(lines[lines.length - 1]);
    }
  }
}
