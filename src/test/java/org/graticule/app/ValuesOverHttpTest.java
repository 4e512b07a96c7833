package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.http.Json;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of scenes held against what GDAL reads from the same originals, and finding scenes. */
final class ValuesOverHttpTest {
  /** Five bands of 16 bits, a hole of no data, and how it was taken. */
  private static final String FIVE_BANDS =
      """
      import sys, numpy as np
      from osgeo import gdal, osr
      out = sys.argv[1]
      w, h = 700, 600
      ds = gdal.GetDriverByName('GTiff').Create(out, w, h, 5, gdal.GDT_UInt16, ['TILED=YES'])
      ds.SetGeoTransform([400000, 10, 0, 5000000, 0, -10])
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32631); ds.SetProjection(srs.ExportToWkt())
      random = np.random.default_rng(7)
      for b in range(5):
          a = random.integers(1, 4000, (h, w)).astype(np.uint16) + b * 100
          a[50:80, 60:90] = 0
          ds.GetRasterBand(b + 1).WriteArray(a)
          ds.GetRasterBand(b + 1).SetNoDataValue(0)
      ds.SetMetadataItem('TIFFTAG_DATETIME', '2021:05:06 10:11:12')
      ds = None
      """;

  /** Prints values of all bands at each pixel, and minimum and maximum of a window. */
  private static final String TRUTH =
      """
      import sys, json, numpy as np
      from osgeo import gdal
      ds = gdal.Open(sys.argv[1])
      pixels = json.loads(sys.argv[2])
      a = ds.ReadAsArray()
      w = a[:, 100:300, 200:500].astype(float)
      print(json.dumps({'pixels': [[int(v) for v in a[:, r, c]] for c, r in pixels],
        'min': w.min(axis=(1, 2)).tolist(), 'max': w.max(axis=(1, 2)).tolist(),
        'mean': w.mean(axis=(1, 2)).tolist(), 'std': w.std(axis=(1, 2)).tolist()}))
      """;

  /** Says whether a chip is the window of its original: samples, mask, transform and CRS. */
  private static final String SAME =
      """
      import sys, numpy as np
      from osgeo import gdal
      a, b = gdal.Open(sys.argv[1]), gdal.Open(sys.argv[2])
      x, y, w, h = map(int, sys.argv[3].split(','))
      assert (b.RasterXSize, b.RasterYSize, b.RasterCount) == (w, h, a.RasterCount)
      assert b.GetRasterBand(1).DataType == a.GetRasterBand(1).DataType
      assert np.array_equal(a.ReadAsArray(x, y, w, h), b.ReadAsArray())
      assert np.array_equal(a.GetRasterBand(1).GetMaskBand().ReadAsArray(x, y, w, h),
                            b.GetRasterBand(1).GetMaskBand().ReadAsArray())
      g, t = a.GetGeoTransform(), b.GetGeoTransform()
      assert np.allclose(t, (g[0] + x * g[1], g[1], 0, g[3] + y * g[5], 0, g[5]), rtol=0, atol=1e-9)
      assert a.GetSpatialRef().IsSame(b.GetSpatialRef())
      print('same')
      """;

  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static Path original;
  private static UUID bands;
  private static UUID plain;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    original = folder.resolve("bands.tif");
    Python.run(FIVE_BANDS, original.toString());
    SceneUpload upload = new SceneUpload(node, project);
    bands = upload.scene(original, "bands.tif");
    Path rgb = folder.resolve("plain.tif");
    Synthetic.rgb(rgb, 300, 200);
    plain = upload.scene(rgb, "plain.tif");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void identifyTellsWhatGdalReads() throws Exception {
    int[][] pixels = {{0, 0}, {699, 599}, {511, 512}, {300, 10}};
    JsonNode truth = truth(pixels);
    for (int i = 0; i < pixels.length; i++) {
      JsonNode told =
          viewer()
              .get(scene(bands) + "/identify?column=" + pixels[i][0] + ".5&row=" + pixels[i][1])
              .expect(200)
              .json();
      List<Integer> values = new ArrayList<>();
      told.get("bands").forEach(band -> values.add(band.get("value").asInt()));
      assertThat(values).isEqualTo(integers(truth.at("/pixels/" + i)));
      assertThat(told.get("exact").asBoolean()).isTrue();
      assertThat(told.get("column").asInt()).isEqualTo(pixels[i][0]);
    }
  }

  @Test
  void identifyByLongitudeAndLatitudeFindsThePixelThatHasThem() throws Exception {
    JsonNode byPixel =
        viewer().get(scene(bands) + "/identify?column=123.25&row=456.75").expect(200).json();
    JsonNode place = byPixel.get("lon_lat");
    JsonNode byPlace =
        viewer()
            .get(scene(bands) + "/identify?lon=" + place.get(0) + "&lat=" + place.get(1))
            .expect(200)
            .json();
    assertThat(byPlace.get("bands")).isEqualTo(byPixel.get("bands"));
    assertThat(byPlace.at("/position/0").asDouble()).isCloseTo(123.25, within(1e-4));
    assertThat(byPixel.at("/ground/0").asDouble()).isCloseTo(401_232.5, within(1e-6));
    assertThat(byPixel.at("/ground/1").asDouble()).isCloseTo(4_995_432.5, within(1e-6));
  }

  @Test
  void aPixelWithoutDataIsNotValidAndHasNoValues() throws Exception {
    JsonNode hole = viewer().get(scene(bands) + "/identify?column=70&row=60").expect(200).json();
    assertThat(hole.get("valid").asBoolean()).isFalse();
    hole.get("bands").forEach(band -> assertThat(band.has("value")).isFalse());
  }

  @Test
  void aPlainSceneSaysThatItsValuesAreThoseOfThePicture() throws Exception {
    JsonNode told = viewer().get(scene(plain) + "/identify?column=10&row=10").expect(200).json();
    assertThat(told.get("exact").asBoolean()).isFalse();
    assertThat(told.get("bands")).hasSize(3);
  }

  @Test
  void statisticsOfAWindowAreGdals() throws Exception {
    JsonNode truth = truth(new int[][] {{0, 0}});
    JsonNode told =
        viewer().get(scene(bands) + "/statistics?bbox=200,100,500,300").expect(200).json();
    assertThat(told.get("scale").asInt()).isEqualTo(1);
    for (int b = 0; b < 5; b++) {
      JsonNode band = told.at("/statistics/" + b);
      assertThat(band.get("count").asLong()).isEqualTo(300 * 200);
      for (String name : List.of("min", "max", "mean", "std")) {
        assertThat(band.get(name).asDouble())
            .isCloseTo(truth.at("/" + name + "/" + b).asDouble(), within(1e-6));
      }
      long sum = 0;
      for (JsonNode count : band.get("histogram")) {
        sum += count.asLong();
      }
      assertThat(sum).isEqualTo(300 * 200);
    }
    JsonNode whole = viewer().get(scene(bands) + "/statistics").expect(200).json();
    assertThat(whole.at("/statistics/0/count").asLong()).isEqualTo(700 * 600 - 30 * 30);
  }

  @Test
  void aChipHasTheSamplesThePlaceAndTheMaskOfTheOriginalsWindow() throws Exception {
    for (int[] w : new int[][] {{30, 20, 400, 333}, {0, 0, 700, 600}, {699, 599, 1, 1}}) {
      Answer chip = chip("exporter", bands, w);
      assertThat(chip.status()).as(chip.text()).isEqualTo(200);
      assertThat(chip.headers().firstValue("X-Graticule-Exact")).contains("true");
      Path file = folder.resolve("chip.tif");
      Files.write(file, chip.body());
      String same =
          Python.run(
              SAME,
              original.toString(),
              file.toString(),
              "%d,%d,%d,%d".formatted(w[0], w[1], w[2], w[3]));
      assertThat(same.strip()).isEqualTo("same");
    }
  }

  /** The rest of the pixels stay as they are, and the words are there for any reader. */
  @Test
  void aChipCarriesItsMarkingInItsDescriptionAndOnRequestInItsPixels() throws Exception {
    String query = "/chip?column=30&row=20&width=300&height=100";
    Path plainly = folder.resolve("unmarked.tif");
    Path marked = folder.resolve("marked.tif");
    Files.write(plainly, exported(query).body());
    Files.write(marked, exported(query + "&marked=true").body());
    String told =
        Python.run(
            """
            import sys, numpy as np
            from osgeo import gdal
            a, b = gdal.Open(sys.argv[1]), gdal.Open(sys.argv[2])
            p, m = a.ReadAsArray(), b.ReadAsArray()
            changed = np.nonzero((p != m).any(axis=(0, 2)))[0]
            top = m[:, :22, :]
            print(a.GetMetadataItem('TIFFTAG_IMAGEDESCRIPTION').split(';')[0], '|',
                  changed.min(), changed.max(), bool((p[:, 22:78] == m[:, 22:78]).all()), '|',
                  sorted(set(top.flatten().tolist())) == [1, 65535], '|',
                  bool((m[:, :22] == m[:, -22:]).all()))
            """,
            plainly.toString(),
            marked.toString());
    assertThat(told.strip()).matches("OPEN[^|]* \\| 0 99 True \\| True \\| True");
    assertThat(
            client("exporter")
                .get(scene(bands) + "/chip?width=20&height=20&marked=true")
                .expect(422)
                .json()
                .get("code")
                .asText())
        .isEqualTo("no-room-for-mark");
    client("exporter").get(scene(bands) + "/chip?marked=perhaps").expect(400);
  }

  @Test
  void takingAChipIsForExportersAndLeadsAndOnTheLog() throws Exception {
    int[] window = {0, 0, 10, 10};
    chip("lead", bands, window).expect(200);
    for (String username : List.of("viewer", "annotator", "reviewer")) {
      assertThat(chip(username, bands, window).expect(403).json().get("code").asText())
          .isEqualTo("not-permitted");
    }
    assertThat(
            chip("exporter", plain, window).expect(200).headers().firstValue("X-Graticule-Exact"))
        .contains("false");
    chip("exporter", bands, new int[] {691, 0, 10, 10}).expect(422);
    chip("exporter", bands, new int[] {0, 0, 4097, 10}).expect(400);
    assertThat(new SceneUpload(node, project).events("chip.exported"))
        .anySatisfy(event -> assertThat(event.actorName()).isEqualTo("lead"));
    try (var left = Files.list(node.settings.uploads())) {
      assertThat(left).isEmpty();
    }
  }

  private static Answer exported(String query) throws Exception {
    return client("exporter").get(scene(bands) + query).expect(200);
  }

  private static Answer chip(String username, UUID scene, int[] w) throws Exception {
    return client(username)
        .get(
            scene(scene)
                + "/chip?column=%d&row=%d&width=%d&height=%d".formatted(w[0], w[1], w[2], w[3]));
  }

  @ParameterizedTest
  @CsvSource({
    "identify, 400",
    "identify?column=1, 400",
    "identify?column=1&row=1&lon=1&lat=1, 400",
    "identify?column=NaN&row=1, 400",
    "identify?column=1e400&row=1, 400",
    "identify?column=0x10&row=1, 400",
    "identify?column=-1&row=1, 400",
    "identify?column=700&row=1, 422",
    "identify?lon=181&lat=1, 400",
    "identify?lon=-120&lat=-40, 422",
    "'statistics?bbox=0,0,701,10', 422",
    "'statistics?bbox=10,10,10,20', 422",
    "'statistics?bbox=0,0,1', 400",
    "'statistics?bbox=0,0,1,x', 400",
    "tilejson/Nothing, 404",
    "tilejson/..%2Fprofile-default, 400",
  })
  void whatCannotBeAskedIsRefused(String tail, int status) throws Exception {
    Answer answer = viewer().get(scene(bands) + "/" + tail);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void tileJsonPointsAtTilesThatAreThere() throws Exception {
    JsonNode json = viewer().get(scene(bands) + "/tilejson/WebMercatorQuad").expect(200).json();
    assertThat(json.get("tilejson").asText()).isEqualTo("3.0.0");
    assertThat(json.get("maxzoom").asInt()).isEqualTo(14);
    String template = json.at("/tiles/0").asText();
    assertThat(template).startsWith(node.base().toString()).contains("v=1");
    int z = json.get("maxzoom").asInt();
    double lon = json.at("/center/0").asDouble();
    double lat = Math.toRadians(json.at("/center/1").asDouble());
    int x = (int) ((lon + 180) / 360 * (1 << z));
    int y = (int) ((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2 * (1 << z));
    String tile = template.replace("{z}", "" + z).replace("{x}", "" + x).replace("{y}", "" + y);
    assertThat(viewer().get(tile.substring(node.base().toString().length())).status())
        .isEqualTo(200);
    JsonNode own = viewer().get(scene(bands) + "/tilejson/native").expect(200).json();
    assertThat(own.at("/tiles/0").asText()).contains("/tiles/{z}/{x}/{y}?v=1");
    JsonNode styled =
        viewer()
            .get(scene(bands) + "/tilejson/WebMercatorQuad?bands=3,2,1&colormap=a%26b&other=1")
            .expect(200)
            .json();
    assertThat(styled.at("/tiles/0").asText()).endsWith("?v=1&bands=3%2C2%2C1&colormap=a%26b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbox=1,44,2.5,46",
        "bbox=170,44,2.5,46",
        "gsdMin=5",
        "gsdMin=9.9&gsdMax=10.1",
        "from=2021-01-01T00:00:00Z&to=2021-12-31T00:00:00Z",
      })
  void aFilterFindsTheSceneOfFiveBandsAlone(String query) throws Exception {
    assertThat(found(query)).containsExactly(bands.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbox=-10,-10,-9,-9",
        "gsdMin=50",
        "to=2020-01-01T00:00:00Z",
        "sensor=nothing",
        "sensor=%27%20or%201=1--",
        "cloudMax=100",
        "mark=FICTION",
      })
  void aFilterFindsNothing(String query) throws Exception {
    assertThat(found(query)).isEmpty();
  }

  @Test
  void pagesOfAFilteredListFollowOneAnother() throws Exception {
    String path = "/api/v1/projects/" + project + "/scenes?gsdMax=100&limit=1";
    JsonNode first = viewer().get(path).expect(200).json();
    JsonNode second =
        viewer().get(path + "&cursor=" + first.get("next").asText()).expect(200).json();
    assertThat(first.at("/scenes/0/id").asText()).isEqualTo(plain.toString());
    assertThat(second.at("/scenes/0/id").asText()).isEqualTo(bands.toString());
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bbox=1,2,3", "bbox=1,5,2,4", "bbox=1,2,x,4", "gsdMin=-1", "from=2021"})
  void aFilterThatCannotBeReadIsRefused(String query) throws Exception {
    viewer().get("/api/v1/projects/" + project + "/scenes?" + query).expect(400);
  }

  private static List<String> found(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    viewer()
        .get("/api/v1/projects/" + project + "/scenes?" + query)
        .expect(200)
        .json()
        .get("scenes")
        .forEach(scene -> ids.add(scene.get("id").asText()));
    return ids;
  }

  private static JsonNode truth(int[][] pixels) throws Exception {
    String asked = new String(Json.write(pixels), StandardCharsets.UTF_8);
    return Json.MAPPER.readTree(Python.run(TRUTH, original.toString(), asked));
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static String scene(UUID id) {
    return "/api/v1/scenes/" + id;
  }

  private static final Map<String, ApiClient> CLIENTS = new HashMap<>();

  private static ApiClient viewer() {
    return client("viewer");
  }

  private static ApiClient client(String username) {
    return CLIENTS.computeIfAbsent(username, node::as);
  }
}
