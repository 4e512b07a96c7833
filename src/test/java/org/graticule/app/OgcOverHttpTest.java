package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.graticule.app.ApiClient.Answer;
import org.graticule.audit.Event;
import org.graticule.dataset.Reader;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OGC API - Tiles and - Maps: links that lead on, tiles of one service, maps of any rectangle. */
final class OgcOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static ApiClient viewer;
  private static String base;
  private static UUID scene;
  private static UUID sealed;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    base = "/api/v1/projects/" + node.project() + "/ogc";
    SceneUpload upload = new SceneUpload(node);
    Path image = folder.resolve("a.tif");
    Synthetic.rgb(image, 600, 400);
    scene = upload.scene(image, "a.tif");
    sealed = upload.scene(image, "sealed.tif&mark=SEALED//CEDAR");
    viewer = node.as("viewer");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void fromTheLandingPageEveryLinkLeadsOnToATile() throws Exception {
    JsonNode landing = viewer.get(base).expect(200).json();
    for (String rel : List.of("conformance", "service-desc")) {
      viewer.get(path(link(landing, rel))).expect(200);
    }
    JsonNode collections = viewer.get(path(link(landing, "data"))).expect(200).json();
    assertThat(collections.get("collections")).hasSize(1);
    JsonNode collection = collections.at("/collections/0");
    assertThat(collection.get("id").asText()).isEqualTo(scene.toString());
    assertThat(collection.at("/crs/0").asText()).endsWith("CRS84");
    JsonNode sets = viewer.get(path(link(collection, "tilesets-map"))).expect(200).json();
    int seen = 0;
    for (JsonNode summary : sets.get("tilesets")) {
      JsonNode set = viewer.get(path(link(summary, "self"))).expect(200).json();
      JsonNode scheme = viewer.get(path(link(set, "tiling-scheme"))).expect(200).json();
      assertThat(scheme.get("tileMatrices").size()).isGreaterThan(10);
      JsonNode item = link(set, "item");
      assertThat(item.get("templated").asBoolean()).isTrue();
      assertThat(item.get("href").asText()).contains("v=1");
      JsonNode limits = set.get("tileMatrixSetLimits");
      JsonNode finest = limits.get(limits.size() - 1);
      String tile =
          path(item)
              .replace("{tileMatrix}", finest.get("tileMatrix").asText())
              .replace("{tileRow}", finest.get("minTileRow").asText())
              .replace("{tileCol}", finest.get("minTileCol").asText());
      assertThat(viewer.get(tile).status()).as(tile).isIn(200, 204);
      seen++;
    }
    assertThat(seen).isGreaterThan(1);
  }

  @Test
  void aTileIsTheOneOfTheOrdinaryAddressWithTheSameEvent() throws Exception {
    JsonNode limits =
        viewer
            .get(base + "/collections/" + scene + "/map/tiles/WebMercatorQuad")
            .json()
            .at("/tileMatrixSetLimits/0");
    String z = limits.get("tileMatrix").asText();
    String row = limits.get("minTileRow").asText();
    String column = limits.get("minTileCol").asText();
    byte[] here =
        viewer
            .get(
                base
                    + "/collections/%s/map/tiles/WebMercatorQuad/%s/%s/%s?f=png"
                        .formatted(scene, z, row, column))
            .expect(200)
            .body();
    byte[] there =
        viewer
            .get(
                "/api/v1/scenes/%s/map/WebMercatorQuad/%s/%s/%s?format=png"
                    .formatted(scene, z, column, row))
            .expect(200)
            .body();
    assertThat(here).isEqualTo(there);
    assertThat(
            viewer
                .get(base + "/map/tiles/WebMercatorQuad/%s/%s/%s".formatted(z, row, column))
                .expect(200)
                .headers()
                .firstValue("Content-Type"))
        .contains("image/png");
  }

  @Test
  void theMapOfAllScenesIsOneOfThoseTheCallerMaySee() throws Exception {
    Answer all = viewer.get(base + "/map?width=300&f=png").expect(200);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(all.body()));
    assertThat(picture.getWidth()).isEqualTo(300);
    Answer one = viewer.get(base + "/collections/" + scene + "/map?width=300&f=png").expect(200);
    assertThat(all.body()).isEqualTo(one.body());
    assertThat(new SceneUpload(node).events("mosaic.read"))
        .anySatisfy(event -> {
          assertThat(event.facts()).containsKey("bbox");
          assertThat(event.facts().get("scenes").toString())
              .contains(scene.toString())
              .doesNotContain(sealed.toString());
        });
    Answer before = viewer.get(base + "/map?datetime=../1990-01-01&bbox=13,44,14,45").expect(200);
    assertThat(ImageIO.read(new ByteArrayInputStream(before.body())).getRGB(5, 5) >>> 24).isZero();
  }

  @Test
  void aMapHasTheSizeAskedForAndThePixelsOfItsRectangle() throws Exception {
    JsonNode place = viewer.get("/api/v1/scenes/" + scene + "/identify?column=300&row=200").json();
    double lon = place.at("/lon_lat/0").asDouble();
    double lat = place.at("/lon_lat/1").asDouble();
    double d = 1e-5;
    String bbox = "%s,%s,%s,%s".formatted(lon - d, lat - d, lon + d, lat + d);
    BufferedImage map = map("?width=31&height=31&bbox=" + bbox);
    assertThat(map.getWidth()).isEqualTo(31);
    assertThat(map.getHeight()).isEqualTo(31);
    int[] centre = {map.getRGB(15, 15) >> 16 & 255, map.getRGB(15, 15) >> 8 & 255};
    for (int band = 0; band < 2; band++) {
      assertThat(centre[band])
          .isCloseTo((int) place.at("/bands/" + band + "/value").asDouble(), within(25));
    }
    String latLon = "%s,%s,%s,%s".formatted(lat - d, lon - d, lat + d, lon + d);
    BufferedImage swapped = map("?width=31&height=31&bbox-crs=EPSG:4326&bbox=" + latLon);
    assertThat(swapped.getRGB(15, 15)).isEqualTo(map.getRGB(15, 15));
    BufferedImage whole = map("?crs=http://www.opengis.net/def/crs/EPSG/0/3857");
    assertThat(whole.getWidth()).isEqualTo(1024);
    assertThat(whole.getHeight()).isBetween(650, 720);
    assertThat(new SceneUpload(node).events("map.read"))
        .extracting(Event::actorName)
        .containsOnly("viewer");
  }

  @Test
  void aMapAcrossTheAntimeridianIsOnePictureInEveryCrs() throws Exception {
    Path date = folder.resolve("antimeridian.tif");
    Reader.run("antimeridian.py", date);
    String project =
        node.as("admin")
            .post("/api/v1/projects", Map.of("name", "Date line", "lead", "lead"))
            .expect(201)
            .json()
            .get("id")
            .asText();
    UUID across = new SceneUpload(node, project).scene(date, "date.tif");
    String maps = "/api/v1/projects/" + project + "/ogc";
    for (String crs : List.of("", "&crs=EPSG:3857")) {
      for (String of : List.of("", "/collections/" + across)) {
        String query = "/map?width=80&height=60&bbox=179.9,-0.15,-179.9,0" + crs;
        Answer answer = node.as("lead").get(maps + of + query).expect(200);
        BufferedImage map = ImageIO.read(new ByteArrayInputStream(answer.body()));
        for (int column : new int[] {2, 39, 41, 77}) {
          assertThat(map.getRGB(column, 30) >>> 24).as("%s %d", of + query, column).isEqualTo(255);
        }
        // Brightness grows eastwards, a quarter a pixel.
        assertThat((map.getRGB(77, 30) >> 16 & 255) - (map.getRGB(2, 30) >> 16 & 255))
            .isCloseTo((int) (75 * 0.2 / 80 * 1000 / 4), within(6));
      }
    }
  }

  @Test
  void aMapOfGroundThatTheSceneDoesNotShowIsTransparent() throws Exception {
    BufferedImage map = map("?width=40&height=20&bbox=0,0,1,1");
    assertThat(map.getRGB(20, 10) >>> 24).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'width=0', 400",
    "'width=2049', 400",
    "'width=1e3', 400",
    "'bbox=1,2,3', 400",
    "'bbox=1,2,1,3', 400",
    "'bbox=1,2,nan,3', 400",
    "'crs=EPSG:9999', 400",
    "'bbox-crs=javascript:', 400",
    "'f=gif', 400",
    "'style=nothing', 422",
  })
  void aMapThatCannotBeDrawnIsRefused(String query, int status) throws Exception {
    Answer answer = viewer.get(base + "/collections/" + scene + "/map?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  @Test
  void whatIsSealedIsNotThere() throws Exception {
    List<String> tails = List.of("", "/map", "/map/tiles", "/map/tiles/WebMercatorQuad");
    for (String tail : tails) {
      Answer hidden = viewer.get(base + "/collections/" + sealed + tail).expect(404);
      Answer none = viewer.get(base + "/collections/" + UUID.randomUUID() + tail).expect(404);
      assertThat(hidden.body()).isEqualTo(none.body());
      viewer.get(base + "/collections/" + scene + tail).expect(200);
    }
    node.as("auditor").get(base).expect(404);
    node.as("admin").get(base + "/collections").expect(404);
  }

  @Test
  void collectionsComeInPages() throws Exception {
    ApiClient annotator = node.as("annotator");
    List<String> ids = new ArrayList<>();
    String next = base + "/collections?limit=1";
    while (next != null) {
      JsonNode page = annotator.get(next).expect(200).json();
      ids.add(page.at("/collections/0/id").asText());
      JsonNode link = link(page, "next");
      next = link.isMissingNode() ? null : path(link);
    }
    assertThat(ids).containsExactlyInAnyOrder(scene.toString(), sealed.toString());
  }

  private static BufferedImage map(String query) throws Exception {
    Answer answer = viewer.get(base + "/collections/" + scene + "/map" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static String path(JsonNode link) {
    String href = link.get("href").asText();
    assertThat(href).startsWith(node.base().toString());
    return href.substring(node.base().toString().length());
  }

  /** The first link whose relation ends so. */
  private static JsonNode link(JsonNode page, String rel) {
    for (JsonNode link : page.get("links")) {
      String name = link.get("rel").asText();
      if (name.equals(rel) || name.endsWith("/" + rel)) {
        return link;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
