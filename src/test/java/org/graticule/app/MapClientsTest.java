package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.graticule.app.ApiClient.Answer;
import org.graticule.audit.Event;
import org.graticule.http.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The protocols as programs that exist speak them: GDAL and QGIS open WMTS and XYZ with a token,
 * and see the pixels that the original has there.
 */
final class MapClientsTest {
  /** Four quarters of plain colours on a grid of Web Mercator, so that nothing is resampled. */
  private static final String QUARTERS =
      """
      import sys, numpy as np
      from osgeo import gdal, osr
      size, cell = 512, 156543.03392804097 / 2 ** 15
      ds = gdal.GetDriverByName('GTiff').Create(sys.argv[1], size, size, 3, gdal.GDT_Byte)
      left, top = -20037508.342789244 + 17600 * 256 * cell, 20037508.342789244 - 11200 * 256 * cell
      ds.SetGeoTransform([left, cell, 0, top, 0, -cell])
      srs = osr.SpatialReference(); srs.ImportFromEPSG(3857); ds.SetProjection(srs.ExportToWkt())
      for band, values in enumerate([(200, 40, 40, 220), (30, 180, 60, 210), (50, 60, 190, 20)]):
          a = np.zeros((size, size), np.uint8)
          a[:256, :256], a[:256, 256:], a[256:, :256], a[256:, 256:] = values
          ds.GetRasterBand(band + 1).WriteArray(a)
      ds = None
      """;

  private static final int[][] COLOURS = {
    {200, 30, 50}, {40, 180, 60}, {40, 60, 190}, {220, 210, 20}
  };

  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static UUID scene;
  private static UUID sealed;
  private static String token;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    Path image = folder.resolve("quarters.tif");
    Python.run(QUARTERS, image.toString());
    SceneUpload upload = new SceneUpload(node, project);
    scene = upload.scene(image, "%3Cquarters%20%26%20%22co%22%3E.tif");
    sealed = upload.scene(image, "sealed.tif&mark=SEALED//CEDAR");
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
  void gdalOpensWmtsAndXyzWithATokenAndReadsThePixelsOfTheOriginal() throws Exception {
    JsonNode told =
        client("gdal_client.py", Map.of("GDAL_HTTP_HEADERS", "Authorization: Bearer " + token));
    for (String way : List.of("wmts_kvp", "wmts_rest", "xyz", "mosaic", "ogc_map")) {
      expectQuarters(way, told.get(way));
    }
    JsonNode basic =
        client(
            "gdal_client.py",
            Map.of("GDAL_HTTP_AUTH", "BASIC", "GDAL_HTTP_USERPWD", "qgis:" + token));
    expectQuarters("basic", basic.get("wmts_rest"));
    assertThat(new SceneUpload(node, project).events("tile.span-opened"))
        .extracting(Event::actorName)
        .contains("viewer");
  }

  @Test
  void gdalSeesNothingWithoutAToken() throws Exception {
    JsonNode told = client("gdal_client.py", Map.of());
    assertThat(told.get("wmts_kvp").isNull()).isTrue();
  }

  @Test
  void qgisDrawsWmtsAndXyzWithATokenAndItsPixelsAreThoseOfTheOriginal() throws Exception {
    JsonNode told = client("qgis_client.py", Map.of("QT_QPA_PLATFORM", "offscreen"));
    for (String way : List.of("wmts_basic", "xyz_basic")) {
      expectQuarters(way, told.get(way));
    }
    for (String way : List.of("wmts_header", "xyz_header")) {
      // Older ones know no such way to sign in.
      if (told.has(way)) {
        expectQuarters(way, told.get(way));
      }
    }
    assertThat(told.at("/identify/b1").asInt()).isCloseTo(200, within(6));
    assertThat(told.at("/without/valid").asBoolean()).isFalse();
  }

  private static org.assertj.core.data.Offset<Integer> within(int distance) {
    return org.assertj.core.api.Assertions.within(distance);
  }

  /** Middles of the four quarters; a JPEG and a picture of a map are close, not equal. */
  private static void expectQuarters(String way, JsonNode pixels) {
    assertThat(pixels).as(way).isNotNull();
    for (int quarter = 0; quarter < 4; quarter++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(pixels.get(quarter).get(channel).asInt())
            .as("%s %s", way, pixels)
            .isCloseTo(COLOURS[quarter][channel], within(6));
      }
    }
  }

  private static JsonNode client(String script, Map<String, String> environment) throws Exception {
    try (InputStream in = MapClientsTest.class.getResourceAsStream(script)) {
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

  @Test
  void capabilitiesNameWhatTheCallerMaySeeAndNothingElse() throws Exception {
    Answer answer = get("?SERVICE=WMTS&REQUEST=GetCapabilities").expect(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml");
    Document document = parse(answer);
    List<String> ids = texts(document, "Layer", "Identifier");
    assertThat(ids).contains("mosaic", scene.toString()).doesNotContain(sealed.toString());
    assertThat(answer.text()).doesNotContain(sealed.toString()).doesNotContain("<quarters");
    assertThat(texts(document, "Layer", "Title")).contains("<quarters & \"co\">.tif");
    assertThat(answer.text()).contains("?v=1&amp;format=png");
    Answer byPath = get("/1.0.0/WMTSCapabilities.xml").expect(200);
    assertThat(byPath.body()).isEqualTo(answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'?REQUEST=GetTile', 400, MissingParameterValue, SERVICE",
    "'?SERVICE=WMS&REQUEST=GetTile', 400, InvalidParameterValue, SERVICE",
    "'?SERVICE=WMTS&REQUEST=Get<x>', 400, InvalidParameterValue, REQUEST",
    "'?SERVICE=WMTS&REQUEST=GetTile&VERSION=2.0', 400, InvalidParameterValue, VERSION",
    "'?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&request=GetTile', 400, InvalidParameterValue,"
        + " REQUEST",
    "'?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0', 400, MissingParameterValue, LAYER",
    "'#&FORMAT=image/gif', 400, InvalidParameterValue, FORMAT",
    "'#&FORMAT=image/png&TILEMATRIXSET=x', 400, InvalidParameterValue, TILEMATRIXSET",
    "'#&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=-1', 400, InvalidParameterValue,"
        + " TILEMATRIX",
    "'#&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=1&TILECOL=0', 400,"
        + " TileOutOfRange, TILEROW",
    "'#&STYLE=nothing', 400, InvalidParameterValue, STYLE",
    "'#&STYLE=ndvi&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=15&TILEROW=11200&TILECOL=17600',"
        + " 422, InvalidParameterValue, ''",
  })
  void whatCannotBeAskedIsAnExceptionReport(String query, int status, String code, String locator)
      throws Exception {
    String tail =
        query
            .replace("#", "?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=" + scene)
            .replace("<x>", "%3Cx%3E");
    Answer answer = get(tail);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml");
    var exception = (org.w3c.dom.Element) parse(answer).getElementsByTagName("Exception").item(0);
    assertThat(exception.getAttribute("exceptionCode")).isEqualTo(code);
    if (!locator.isEmpty()) {
      assertThat(exception.getAttribute("locator")).isEqualTo(locator);
    }
  }

  @Test
  void aHiddenLayerIsLikeOneThatIsNotThereInEveryWay() throws Exception {
    UUID absent = UUID.randomUUID();
    for (String way :
        List.of(
            "?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&FORMAT=image/png&LAYER=#"
                + "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=15&TILEROW=11200&TILECOL=17600",
            "?SERVICE=WMTS&REQUEST=GetFeatureInfo&VERSION=1.0.0&FORMAT=image/png&LAYER=#&I=5&J=5"
                + "&INFOFORMAT=application/json"
                + "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=15&TILEROW=11200&TILECOL=17600",
            "/1.0.0/#/default/WebMercatorQuad/15/11200/17600?format=png",
            "/1.0.0/#/default/WebMercatorQuad/15/11200/17600/5/5")) {
      Answer hidden = get(way.replace("#", sealed.toString())).expect(404);
      Answer none = get(way.replace("#", absent.toString())).expect(404);
      assertThat(hidden.body()).isEqualTo(none.body());
      assertThat(hidden.headers().map()).isEqualTo(none.headers().map());
      get(way.replace("#", scene.toString())).expect(200);
    }
  }

  @Test
  void featureInfoOutsideTheSceneIsNoFeature() throws Exception {
    JsonNode far = get("/1.0.0/" + scene + "/default/WebMercatorQuad/15/100/100/5/5").json();
    assertThat(far.get("features")).isEmpty();
    get("/1.0.0/" + scene + "/default/WebMercatorQuad/15/100/100/256/5").expect(400);
  }

  private static Answer get(String tail) throws Exception {
    return new RawClient(node.base())
        .with("Authorization", "Bearer " + token)
        .get("/api/v1/projects/" + project + "/wmts" + tail);
  }

  private static Document parse(Answer answer) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
  }

  /** Texts of the elements with this name that are children of others with that one. */
  private static List<String> texts(Document document, String parent, String name) {
    List<String> texts = new ArrayList<>();
    NodeList parents = document.getElementsByTagName(parent);
    for (int i = 0; i < parents.getLength(); i++) {
      NodeList children = parents.item(i).getChildNodes();
      for (int j = 0; j < children.getLength(); j++) {
        if (children.item(j).getNodeName().equals("ows:" + name)) {
          texts.add(children.item(j).getTextContent());
        }
      }
    }
    return texts;
  }
}
