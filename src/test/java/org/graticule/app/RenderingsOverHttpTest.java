package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.graticule.audit.Event;
import org.graticule.dataset.Reader;
import org.graticule.tile.render.ColorMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renderings of samples and mosaics of scenes, as a map program asks for them. */
final class RenderingsOverHttpTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 600;
  private static final int HOLE = 200;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;
  private static ApiClient annotator;
  private static UUID left;
  private static UUID older;
  private static UUID guarded;

  @BeforeAll
  static void bringInScenes() throws Exception {
    node = new TestNode(Map.of("tile.cache", "16"));
    upload = new SceneUpload(node);
    annotator = node.as("annotator");
    older = scene("older.tif", 0, 0.5, "older.tif");
    left = scene("left.tif", HOLE, 1, "left.tif");
    guarded = scene("guarded.tif", 0, 2, "guarded.tif&mark=GUARDED");
  }

  private static UUID scene(String name, int hole, double factor, String query) throws Exception {
    Path file = folder.resolve(name);
    Reader.run("bands.py", file, WIDTH, HEIGHT, hole, 500_000, factor);
    return upload.scene(file, query);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  /** What the script wrote. */
  private static double value(int band, int column, int row) {
    return switch (band) {
      case 1 -> 300 + column;
      case 2 -> 500 + row;
      case 3 -> 900 + column + row;
      default -> 4000 - 2 * column + row;
    };
  }

  @Test
  void bandsByNumberAndByNameAreStretchedFromTheOriginalsValues() throws Exception {
    BufferedImage byNumber = left("bands=4,3,2&stretch=range:0,4000;0,2000;500,1100&format=png");
    BufferedImage byName =
        left("bands=nir,Red,green&stretch=range:0,4000;0,2000;500,1100&format=png");
    for (int column : new int[] {210, 300, 450, 511}) {
      for (int row : new int[] {3, 200, 511}) {
        int rgb = byNumber.getRGB(column, row);
        assertThat(rgb).isEqualTo(byName.getRGB(column, row));
        assertThat(rgb >> 16 & 0xff).isCloseTo(shown(value(4, column, row), 0, 4000), within(1));
        assertThat(rgb >> 8 & 0xff).isCloseTo(shown(value(3, column, row), 0, 2000), within(1));
        assertThat(rgb & 0xff).isCloseTo(shown(value(2, column, row), 500, 1100), within(1));
      }
    }
    assertThat(byNumber.getRGB(HOLE - 1, 9) >>> 24).isZero();
    assertThat(byNumber.getRGB(HOLE, 9) >>> 24).isEqualTo(255);
  }

  private static int shown(double value, double low, double high) {
    return (int) Math.rint(255 * Math.clamp((value - low) / (high - low), 0, 1));
  }

  @Test
  void ndviIsItsFormulaInItsColours() throws Exception {
    BufferedImage picture = left("style=ndvi&format=png");
    byte[] colours = ColorMap.named("rdylgn").table();
    for (int column : new int[] {220, 333, 500}) {
      double nir = value(4, column, 77);
      double red = value(3, column, 77);
      int index = shown((nir - red) / (nir + red), -0.2, 0.9);
      int rgb = picture.getRGB(column, 77);
      assertThat(rgb >> 16 & 0xff).isCloseTo(colours[3 * index] & 0xff, within(4));
      assertThat(rgb >> 8 & 0xff).isCloseTo(colours[3 * index + 1] & 0xff, within(4));
      assertThat(rgb & 0xff).isCloseTo(colours[3 * index + 2] & 0xff, within(4));
    }
  }

  @Test
  void decibelsAndGammaAreOfTheValue() throws Exception {
    BufferedImage decibels = left("bands=1&db=true&stretch=range:50,60&format=png");
    BufferedImage light = left("bands=1&stretch=range:0,1000&gamma=2&format=png");
    double value = value(1, 400, 50);

    assertThat(decibels.getRaster().getSample(400, 50, 0))
        .isCloseTo(shown(20 * Math.log10(value), 50, 60), within(1));
    assertThat(light.getRaster().getSample(400, 50, 0))
        .isCloseTo((int) (255 * Math.sqrt(value / 1000)), within(1));
  }

  @ParameterizedTest
  @CsvSource({"minmax,500,1099", "'percentile:10,90',560,1039", "'view:0,0,700,100',502,597"})
  void aStretchIsByTheStatisticsItNames(String stretch, double low, double high) throws Exception {
    BufferedImage picture = left("bands=2&format=png&stretch=" + stretch);
    for (int row : new int[] {5, 40, 90, 300, 500}) {
      assertThat(picture.getRaster().getSample(300, row, 0))
          .as("row %d", row)
          .isCloseTo(shown(value(2, 300, row), low, high), within(8));
    }
  }

  @Test
  void whatHasNoDataIsFilledInAJpegAndTransparentElsewhere() throws Exception {
    ApiClient.Answer jpeg = native1(left, "bands=1&format=jpeg&background=ff0000").expect(200);
    ApiClient.Answer usual = native1(left, "bands=1").expect(200);
    BufferedImage filled = picture(jpeg);

    assertThat(jpeg.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(filled.getRGB(40, 300) >> 16 & 0xff).isGreaterThan(240);
    assertThat(filled.getRGB(40, 300) >> 8 & 0xff).isLessThan(15);
    assertThat(usual.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(picture(usual).getRGB(40, 300) >>> 24).isZero();
  }

  @Test
  void webpIsSentWhereTheLibraryIsInstalled() throws Exception {
    boolean installed = Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libwebp.so.7"));
    ApiClient.Answer answer = native1(left, "bands=1&format=webp");
    if (installed) {
      answer.expect(200);
      assertThat(new String(answer.body(), 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
    } else {
      assertThat(answer.expect(422).text()).contains("libwebp");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bands=5,no-such-band",
    "bands=swir1,no-such-band",
    "expression=b9,no-such-band",
    "stretch=view:9000%2C0%2C9001%2C1,bad-stretch",
    "colormap=viridis&style=natural,bad-colormap"
  })
  void whatTheSceneCannotShowIsRefused(String query, String code) throws Exception {
    ApiClient.Answer answer = native1(left, query).expect(422);

    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void theNewestSceneLiesOnTopAndItsHolesShowTheOlder() throws Exception {
    int before = upload.events("mosaic.read").size();
    BufferedImage newest = picture(mosaic("order=newest&bands=1&stretch=range:0,1500").expect(200));
    List<Event> read = upload.events("mosaic.read");
    BufferedImage oldest = picture(mosaic("order=oldest&bands=1&stretch=range:0,1500").expect(200));
    String created =
        annotator.get("/api/v1/scenes/" + left).expect(200).json().get("created").asText();
    BufferedImage early =
        picture(mosaic("to=" + created + "&bands=1&stretch=range:0,1500").expect(200));
    int different = 0;
    int same = 0;
    for (int row = 0; row < 256; row++) {
      for (int column = 0; column < 256; column++) {
        if (newest.getRGB(column, row) == oldest.getRGB(column, row)) {
          same++;
        } else {
          different++;
        }
        assertThat(oldest.getRGB(column, row)).isEqualTo(early.getRGB(column, row));
      }
    }

    assertThat(different).isGreaterThan(5_000);
    assertThat(same).isGreaterThan(5_000);
    assertThat(read).hasSize(before + 1);
    assertThat(read.getLast().facts().get("scenes").toString())
        .contains(left.toString())
        .contains(older.toString())
        .doesNotContain(guarded.toString());
  }

  @Test
  void aSceneOneMayNotSeeIsInNoMosaic() throws Exception {
    ApiClient viewer = node.as("viewer");
    byte[] seen = mosaic(viewer, "bands=1&stretch=range:0,1500").expect(200).body();
    byte[] cleared = mosaic(node.as("lead"), "bands=1&stretch=range:0,1500").expect(200).body();

    assertThat(cleared).isNotEqualTo(seen);
    assertThat(upload.events("mosaic.read").getLast().facts().get("scenes").toString())
        .contains(guarded.toString());
    assertThat(mosaic(viewer, "bands=1&stretch=range:0,1500").expect(200).body()).isEqualTo(seen);
    assertThat(
            viewer
                .get("/api/v1/projects/" + UUID.randomUUID() + "/map/WebMercatorQuad/0/0/0")
                .status())
        .isEqualTo(404);
  }

  @Test
  void aCorruptTileOfTheCacheIsNeverSent() throws Exception {
    Path cache = node.settings.tiles();
    String query = "bands=3&stretch=range:0,2500&format=png";
    byte[] first = native1(left, query).expect(200).body();
    int spoiled = 0;
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        spoiled++;
      }
    }
    node.restart();
    annotator = node.as("annotator");
    byte[] again = native1(left, query).expect(200).body();

    assertThat(spoiled).isPositive();
    assertThat(again).isEqualTo(first);
  }

  private static ApiClient.Answer mosaic(String query) throws Exception {
    return mosaic(node.as("viewer"), query);
  }

  /** The tile of the web map that the hole's edge is in. */
  private static ApiClient.Answer mosaic(ApiClient client, String query) throws Exception {
    return client.get(
        "/api/v1/projects/"
            + upload.project()
            + "/map/WebMercatorQuad/14/8875/5645?format=png&"
            + query);
  }

  private static BufferedImage left(String query) throws Exception {
    return picture(native1(left, query).expect(200));
  }

  /** The upper left tile at full resolution. */
  private static ApiClient.Answer native1(UUID scene, String query) throws Exception {
    return annotator.get(
        "/api/v1/scenes/" + scene + "/map/native/1/0/0?" + query.replace(";", "%3B"));
  }

  private static BufferedImage picture(ApiClient.Answer answer) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }
}
