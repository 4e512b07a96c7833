package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graticule.http.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that the contract does not name: refused where a standard says so, else harmless. */
final class UnknownParametersTest {
  private static final String STRICT = "/api/v1/(stac|projects/\\{project}/ogc)(/.*)?";
  private static final String TILE = ".*\\{(y|column)}";

  @TempDir private static Path folder;
  private static MatrixWorld world;
  private static RouteMatrix.Place place;

  @BeforeAll
  static void open() throws Exception {
    world = new MatrixWorld(folder);
    place = world.open();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void stacAndOgcApiRefuseThemNamingThoseOfTheContract() throws Exception {
    RawClient viewer = viewer();
    int asked = 0;
    for (Map.Entry<String, List<String>> way : ways().entrySet()) {
      if (!way.getKey().matches(STRICT) || way.getKey().matches(TILE)) {
        continue;
      }
      String path = place.in(way.getKey()).replace(new java.util.UUID(1, 1).toString(), label());
      ApiClient.Answer answer = viewer.get(path + "?nonsense=1");
      assertThat(answer.status()).as(path + answer.text()).isEqualTo(400);
      assertThat(answer.json().get("code").asText()).isEqualTo("unknown-parameter");
      String known = way.getValue().isEmpty() ? "none" : String.join(", ", way.getValue());
      String[] detail = answer.json().get("detail").asText().split("; known: ");
      assertThat(detail[0]).contains("\"nonsense\"");
      assertThat(List.of(detail[1].split(", ")))
          .as(path)
          .containsExactlyInAnyOrder(known.split(", "));
      // Without it, it is what it was.
      viewer.get(path).expect(200);
      asked++;
    }
    assertThat(asked).isGreaterThan(18);
    ApiClient.Answer post = viewer.send("POST", "/api/v1/stac/search?limit=1", "{}");
    assertThat(post.json().get("code").asText()).isEqualTo("unknown-parameter");
  }

  /** Clients of maps make addresses new with them. */
  @Test
  void tilesAndWmtsPassOverThem() throws Exception {
    RawClient viewer = viewer();
    String scene = place.parameters().get("scene");
    String tile = "/api/v1/scenes/" + scene + "/tiles/0/0/0";
    List<String> ways =
        List.of(
            tile,
            "/api/v1/scenes/" + scene + "/thumbnail",
            "/api/v1/scenes/" + scene + "/map/WebMercatorQuad/0/0/0",
            "/api/v1/projects/" + place.parameters().get("project") + "/map/WebMercatorQuad/0/0/0",
            "/api/v1/projects/"
                + place.parameters().get("project")
                + "/wmts/1.0.0/"
                + scene
                + "/default/WebMercatorQuad/0/0/0",
            "/api/v1/projects/"
                + place.parameters().get("project")
                + "/wmts?service=WMTS&request=GetCapabilities",
            "/api/v1/projects/"
                + place.parameters().get("project")
                + "/ogc/collections/"
                + scene
                + "/map/tiles/WebMercatorQuad/0/0/0");
    for (String way : ways) {
      ApiClient.Answer plain = viewer.get(way);
      assertThat(plain.status()).as(way).isIn(200, 204);
      ApiClient.Answer fresh = viewer.get(way + (way.contains("?") ? "&" : "?") + "_=1764211199");
      assertThat(fresh.status()).as(way).isEqualTo(plain.status());
      assertThat(fresh.body()).as(way).isEqualTo(plain.body());
    }
  }

  @Test
  void theFormOfAnOgcResourceIsJsonByAnyOfItsNames() throws Exception {
    RawClient viewer = viewer();
    String base = "/api/v1/projects/" + place.parameters().get("project") + "/ogc";
    String items = base + "/collections/" + place.parameters().get("scene") + "/items";
    for (String path : List.of(base, base + "/collections", items)) {
      viewer.get(path + "?f=json").expect(200);
      ApiClient.Answer html = viewer.get(path + "?f=html");
      assertThat(html.status()).isEqualTo(400);
      assertThat(html.json().get("code").asText()).isEqualTo("bad-format");
    }
  }

  private static RawClient viewer() throws Exception {
    return new RawClient(world.node.base()).signIn("viewer", world.node.password("viewer"));
  }

  private static String label() {
    return place.parameters().get("label");
  }

  /** What the query of each GET may have, by its path. */
  private static Map<String, List<String>> ways() throws Exception {
    JsonNode contract = new YAMLMapper().readTree(Routes.class.getResourceAsStream("openapi.yaml"));
    Map<String, List<String>> ways = new TreeMap<>();
    contract
        .get("paths")
        .properties()
        .forEach(path -> {
          JsonNode get = path.getValue().get("get");
          if (get != null) {
            List<String> names = new ArrayList<>();
            for (JsonNode given : get.path("parameters")) {
              JsonNode parameter =
                  given.has("$ref") ? contract.at(given.get("$ref").asText().substring(1)) : given;
              if (parameter.get("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
              }
            }
            ways.put(path.getKey(), names);
          }
        });
    return ways;
  }
}
