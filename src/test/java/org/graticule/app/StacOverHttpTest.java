package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue as STAC: valid by STAC's own schemas, and no more than the caller may see. */
final class StacOverHttpTest {
  private static final String STAC = "/api/v1/stac";

  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static UUID open;
  private static UUID sealed;

  @BeforeAll
  static void bringIn() throws Exception {
    node = new TestNode();
    project = node.project();
    SceneUpload upload = new SceneUpload(node, project);
    Path image = folder.resolve("a.tif");
    Synthetic.rgb(image, 400, 300);
    open = upload.scene(image, "a.tif");
    sealed = upload.scene(image, "sealed.tif&mark=SEALED//CEDAR");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void landingCollectionsAndItemsAreValidByTheSchemasOfStac() throws Exception {
    ApiClient exporter = node.as("exporter");
    JsonNode landing = exporter.get(STAC).expect(200).json();
    assertThat(violations("catalog-spec/json-schema/catalog.json", landing)).isEmpty();
    assertThat(landing.get("conformsTo").toString()).contains("item-search");
    JsonNode collection =
        exporter.get(STAC + "/collections").expect(200).json().at("/collections/0");
    assertThat(violations("collection-spec/json-schema/collection.json", collection)).isEmpty();
    JsonNode items = exporter.get(STAC + "/collections/" + project + "/items").expect(200).json();
    assertThat(items.get("features")).hasSize(2);
    List<JsonNode> all = new ArrayList<>();
    items.get("features").forEach(all::add);
    all.add(exporter.get(STAC + "/collections/" + project + "/items/" + open).json());
    for (JsonNode item : all) {
      assertThat(violations("item-spec/json-schema/item.json", item)).isEmpty();
      assertThat(item.get("stac_extensions")).hasSize(2);
      for (JsonNode extension : item.get("stac_extensions")) {
        assertThat(StacSchemas.problems(extension.asText(), item)).isEmpty();
      }
      assertThat(item.at("/properties/proj:code").asText()).isEqualTo("EPSG:32633");
      assertThat(item.at("/assets/statistics/bands/0/statistics/minimum").isNumber()).isTrue();
    }
  }

  @Test
  void everyLinkAndAssetOfAnItemLeadsSomewhere() throws Exception {
    ApiClient exporter = node.as("exporter");
    JsonNode item =
        exporter.get(STAC + "/collections/" + project + "/items/" + open).expect(200).json();
    List<String> hrefs = new ArrayList<>(item.findValuesAsText("href"));
    assertThat(hrefs).hasSizeGreaterThan(6);
    for (String href : hrefs) {
      assertThat(href).startsWith(node.base().toString());
      exporter.get(href.substring(node.base().toString().length())).expect(200);
    }
  }

  @Test
  void whoMayNotTakePixelsOutIsOfferedNoChip() throws Exception {
    JsonNode item =
        node.as("viewer")
            .get(STAC + "/collections/" + project + "/items/" + open)
            .expect(200)
            .json();
    assertThat(item.get("assets").has("thumbnail")).isTrue();
    assertThat(item.get("assets").has("chip")).isFalse();
  }

  @Test
  void whatIsSealedIsNeitherFoundNorCountedNorInTheExtent() throws Exception {
    assertThat(found("viewer", "")).containsExactly(open.toString());
    assertThat(found("annotator", ""))
        .containsExactlyInAnyOrder(open.toString(), sealed.toString());
    assertThat(found("viewer", "?ids=" + sealed)).isEmpty();
    assertThat(found("admin", "")).isEmpty();
    node.as("viewer").get(STAC + "/collections/" + project + "/items/" + sealed).expect(404);
  }

  @Test
  void aSearchFollowsItsNextLinksByGetAndByPost() throws Exception {
    ApiClient annotator = node.as("annotator");
    JsonNode first = annotator.get(STAC + "/search?limit=1&bbox=-180,-90,180,90").json();
    String next = link(first, "next").get("href").asText();
    JsonNode second =
        annotator.get(next.substring(node.base().toString().length())).expect(200).json();
    Set<String> ids = new TreeSet<>();
    ids.add(first.at("/features/0/id").asText());
    ids.add(second.at("/features/0/id").asText());
    assertThat(ids).containsExactlyInAnyOrder(open.toString(), sealed.toString());
    assertThat(link(second, "next").isMissingNode()).isTrue();

    JsonNode posted = annotator.post(STAC + "/search", Map.of("limit", 1)).expect(200).json();
    JsonNode body = link(posted, "next").get("body");
    JsonNode after = annotator.post(STAC + "/search", body).expect(200).json();
    assertThat(after.at("/features/0/id").asText())
        .isNotEqualTo(posted.at("/features/0/id").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?bbox=15,48,15.01,49",
        "?bbox=170,-90,16,90",
        "?bbox=14,48,0,16,49,100",
        "?intersects=%7B%22type%22:%22Point%22,%22coordinates%22:[15.001,48.7525]%7D",
        "?datetime=2000-01-01T00:00:00Z/..",
        "?collections=00000000-0000-0000-0000-000000000000,#",
      })
  void aSearchFindsTheSceneByPlaceAndCollection(String query) throws Exception {
    if (query.startsWith("?datetime")) {
      // The image does not say when it was taken, so no time finds it.
      assertThat(found("viewer", query)).isEmpty();
      return;
    }
    assertThat(found("viewer", query.replace("#", project))).containsExactly(open.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?bbox=1,2,3",
        "?bbox=1,2,3,x",
        "?bbox=0,80,10,70",
        "?bbox=0,0,1,1&intersects=%7B%22type%22:%22Point%22,%22coordinates%22:[1,1]%7D",
        "?intersects=%7B%22type%22:%22Point%22,%22coordinates%22:[181,1]%7D",
        "?intersects=%7B%22type%22:%22GeometryCollection%22%7D",
        "?intersects=7",
        "?datetime=yesterday",
        "?datetime=../..",
        "?datetime=2020-01-02T00:00:00Z/2020-01-01T00:00:00Z",
        "?limit=0",
        "?cursor=abc",
      })
  void aSearchThatCannotBeReadIsRefused(String query) throws Exception {
    node.as("viewer").get(STAC + "/search" + query).expect(400);
  }

  private static List<String> found(String username, String query) throws Exception {
    List<String> ids = new ArrayList<>();
    node.as(username)
        .get(STAC + "/search" + query)
        .expect(200)
        .json()
        .get("features")
        .forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  private static JsonNode link(JsonNode page, String rel) {
    for (JsonNode link : page.get("links")) {
      if (link.get("rel").asText().equals(rel)) {
        return link;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static List<String> violations(String schema, JsonNode value) throws Exception {
    return StacSchemas.problems("https://schemas.stacspec.org/v1.1.0/" + schema, value);
  }
}
