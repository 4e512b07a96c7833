package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.graticule.audit.Event;
import org.graticule.dataset.Reader;
import org.graticule.image.Synthetic;
import org.graticule.image.cog.CogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles and thumbnails as a browser asks for them. */
final class TilesOverHttpTest {
  private static final int WIDTH = 1300;
  private static final int HEIGHT = 900;
  private static final int TILE = 512;

  /** Where Synthetic begins its pixels. */
  private static final int PIXELS_AT = 512;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;
  private static ApiClient annotator;
  private static Path image;
  private static UUID plain;
  private static UUID guarded;
  private static UUID holed;
  private static UUID placeless;

  @BeforeAll
  static void bringInScenes() throws Exception {
    node = new TestNode(Map.of("audit.tiles", "exact"));
    upload = new SceneUpload(node);
    annotator = node.as("annotator");
    image = Synthetic.rgb(folder.resolve("plain.tif"), WIDTH, HEIGHT);
    plain = upload.scene(image, "plain.tif");
    guarded = upload.scene(image, "guarded.tif&mark=GUARDED");
    Path holes = folder.resolve("holed.tif");
    Reader.run("holed.py", holes, 1600, 700);
    holed = upload.scene(holes, "holed.tif");
    placeless = upload.scene(Path.of("fixtures/hazards/read-no-georeference.tif"), "placeless.tif");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void everyNativeTileIsItsByteRangeOfTheDisplayPyramid() throws Exception {
    try (CogReader pyramid = CogReader.open(upload.pyramid(plain));
        RandomAccessFile file = new RandomAccessFile(upload.pyramid(plain).toFile(), "r")) {
      for (int z = 0; z <= pyramid.pyramid().maxZoom(); z++) {
        for (int y = 0; y < pyramid.pyramid().rows(z); y++) {
          for (int x = 0; x < pyramid.pyramid().columns(z); x++) {
            CogReader.Range range = pyramid.range(z, x, y).orElseThrow();
            byte[] bytes = new byte[range.length()];
            file.seek(range.offset());
            file.readFully(bytes);
            ApiClient.Answer answer = tile(plain, z + "/" + x + "/" + y).expect(200);
            assertThat(answer.body()).as("tile %d/%d/%d", z, x, y).isEqualTo(bytes);
            assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "2,0", "0,1", "1,1", "2,1"})
  void aFinestTileShowsItsWindowOfTheOriginalWithinWhatJpegCosts(int x, int y) throws Exception {
    BufferedImage tile = picture(tile(plain, "2/" + x + "/" + y).expect(200));
    int width = Math.min(TILE, WIDTH - x * TILE);
    int height = Math.min(TILE, HEIGHT - y * TILE);
    int[][] moved = {{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    double[] difference = new double[moved.length];
    try (RandomAccessFile original = new RandomAccessFile(image.toFile(), "r")) {
      byte[] row = new byte[3 * WIDTH];
      for (int r = 2; r < height - 2; r++) {
        original.seek(PIXELS_AT + 3L * WIDTH * (y * TILE + r));
        original.readFully(row);
        for (int c = 2; c < width - 2; c++) {
          int green = row[3 * (x * TILE + c) + 1] & 0xff;
          for (int m = 0; m < moved.length; m++) {
            int shown = tile.getRGB(c + moved[m][0], r + moved[m][1]) >> 8 & 0xff;
            difference[m] += Math.abs(shown - green) / ((width - 4.0) * (height - 4.0));
          }
        }
      }
    }

    assertThat(tile.getWidth()).isEqualTo(TILE);
    assertThat(difference[0]).as("mean difference in green").isLessThan(4);
    assertThat(List.of(difference[1], difference[2], difference[3], difference[4]))
        .as("a pixel aside it fits worse")
        .allSatisfy(aside -> assertThat(aside).isGreaterThan(difference[0] + 0.5));
  }

  @Test
  void aTileOnceSeenIsNotSentAgain() throws Exception {
    String etag = tile(plain, "1/0/0").expect(200).headers().firstValue("ETag").orElseThrow();
    ApiClient.Answer again =
        annotator.get("/api/v1/scenes/" + plain + "/tiles/1/0/0", "If-None-Match", etag);
    ApiClient.Answer other =
        annotator.get("/api/v1/scenes/" + plain + "/tiles/1/0/0", "If-None-Match", "\"r7\"");

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "tiles/0/0/0?v=1,200",
    "tiles/0/0/0?v=2,404",
    "tiles/0/0/0?v=01,404",
    "tiles/0/0/0?v=,404",
    "tiles/3/0/0,404",
    "tiles/2/3/0,404",
    "tiles/2/0/2,404",
    "tiles/2147483647/0/0,404",
    "tiles/z/0/0,400",
    "tiles/-1/0/0,400",
    "tiles/0/1e0/0,400",
    "tiles/0/0/2147483648,400",
    "tiles/0/0/0.5,400",
    "map/WebMercatorQuad/16/35499/22575?v=1,200",
    "map/WebMercatorQuad/16/35499/22575?v=2,404",
    "map/WebMercatorQuad/0/1/0,404",
    "map/WebMercatorQuad/99/0/0,404",
    "map/WebMercatorQuad/a/0/0,400",
    "map/WorldCRS84Quad/0/0/0,204",
    "map/NoSuchQuad/0/0/0,404",
    "map/native/0/0/0,200",
    "map/native/0/1/0,404",
    "map/native/0/0/0?bands=3&format=png,200",
    "map/native/0/0/0?bands=4,422",
    "map/native/0/0/0?expression=(b1-b2)/(b1%2Bb2),200",
    "map/native/0/0/0?expression=b1-,422",
    "map/native/0/0/0?gamma=0,422",
    "map/native/0/0/0?style=../labels,422",
    "map/native/0/0/0?style=ndvi,422",
    "map/WebMercatorQuad/0/0/0,204",
    "map/WebMercatorQuad/10/0/0,204",
    "thumbnail?v=1,200",
    "thumbnail?v=2,404",
  })
  void anAddressIsAnsweredByWhatItNames(String path, int status) throws Exception {
    ApiClient.Answer answer = annotator.get("/api/v1/scenes/" + plain + "/" + path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status >= 400) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.text()).doesNotContain("org.graticule", "Exception");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiles/0/0/0", "map/WebMercatorQuad/16/35499/22575", "thumbnail"})
  void aSceneOneMayNotSeeIsAsAbsentAsOneThatIsNot(String path) throws Exception {
    ApiClient viewer = node.as("viewer");
    ApiClient.Answer hidden = viewer.get("/api/v1/scenes/" + guarded + "/" + path);
    ApiClient.Answer absent = viewer.get("/api/v1/scenes/" + UUID.randomUUID() + "/" + path);

    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(absent.body());
    assertThat(viewer.get("/api/v1/scenes/" + plain + "/" + path).status()).isEqualTo(200);
    assertThat(new ApiClient(node.base()).get("/api/v1/scenes/" + plain + "/" + path).status())
        .isEqualTo(401);
  }

  @Test
  void aTileWithoutDataIsAnsweredWithNothing() throws Exception {
    for (String empty : List.of("2/2/0", "2/2/1", "2/3/0", "2/3/1")) {
      ApiClient.Answer answer = tile(holed, empty);
      assertThat(answer.status()).as(empty).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(tile(holed, "2/0/0").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiles/0/0/0", "map/WebMercatorQuad/16/35499/22575", "thumbnail"})
  void onlyTheOpenIsKeptByABrowserAndForGoodOnlyUnderItsVersion(String path) throws Exception {
    assertThat(caching(plain, path + "?v=1")).contains("private", "immutable", "max-age=31536000");
    assertThat(caching(plain, path)).containsExactlyInAnyOrder("private", "no-cache");
    assertThat(caching(guarded, path + "?v=1")).containsExactly("no-store");
    assertThat(caching(guarded, path)).containsExactly("no-store");
  }

  @Test
  void eachTileIsOneEventThatNamesIt() throws Exception {
    int before = upload.events("tile.read").size();
    int thumbnails = upload.events("thumbnail.read").size();
    tile(plain, "2/1/0").expect(200);
    tile(holed, "2/3/1").expect(204);
    annotator.get("/api/v1/scenes/" + plain + "/map/WebMercatorQuad/16/35499/22575").expect(200);
    annotator.get("/api/v1/scenes/" + plain + "/thumbnail").expect(200);
    tile(plain, "2/9/9").expect(404);
    List<Event> read = upload.events("tile.read");

    assertThat(read.subList(before, read.size()))
        .extracting(
            Event::scene,
            Event::actorName,
            e -> "%s %s/%s/%s".formatted(fact(e, "grid"), fact(e, "z"), fact(e, "x"), fact(e, "y")))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(plain, "annotator", "native 2/1/0"),
            org.assertj.core.groups.Tuple.tuple(holed, "annotator", "native 2/3/1"),
            org.assertj.core.groups.Tuple.tuple(
                plain, "annotator", "WebMercatorQuad 16/35499/22575"));
    assertThat(upload.events("thumbnail.read")).hasSize(thumbnails + 1);
  }

  @Test
  void aThumbnailIsTheWholeSceneInItsShape() throws Exception {
    BufferedImage whole =
        picture(annotator.get("/api/v1/scenes/" + plain + "/thumbnail").expect(200));
    BufferedImage cut =
        picture(annotator.get("/api/v1/scenes/" + holed + "/thumbnail").expect(200));

    assertThat(whole.getWidth()).isEqualTo(WIDTH / 4);
    assertThat(whole.getHeight()).isEqualTo(HEIGHT / 4);
    assertThat(cut.getRGB(10, 10) >>> 24).isEqualTo(255);
    assertThat(cut.getRGB(cut.getWidth() - 5, 10) >>> 24).isZero();
  }

  @Test
  void anImageWithoutAPlaceHasNoMapTilesAndSaysSo() throws Exception {
    JsonNode scene = annotator.get("/api/v1/scenes/" + placeless).expect(200).json();
    ApiClient.Answer answer =
        annotator.get("/api/v1/scenes/" + placeless + "/map/WebMercatorQuad/0/0/0");

    assertThat(scene.get("tiles").hasNonNull("map_url")).isFalse();
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").asText()).isEqualTo("not-on-a-map");
    assertThat(tile(placeless, "0/0/0").status()).isEqualTo(200);
    assertThat(
            annotator
                .get("/api/v1/scenes/" + plain)
                .expect(200)
                .json()
                .at("/tiles/map_url")
                .asText())
        .endsWith("/map/WebMercatorQuad/{z}/{x}/{y}?v=1");
  }

  private static ApiClient.Answer tile(UUID scene, String place) throws Exception {
    return annotator.get("/api/v1/scenes/" + scene + "/tiles/" + place);
  }

  private static BufferedImage picture(ApiClient.Answer answer) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static List<String> caching(UUID scene, String path) throws Exception {
    ApiClient.Answer answer = annotator.get("/api/v1/scenes/" + scene + "/" + path).expect(200);
    return List.of(answer.headers().firstValue("Cache-Control").orElseThrow().split(", "));
  }

  private static Object fact(Event event, String name) {
    return event.facts().get(name);
  }
}
