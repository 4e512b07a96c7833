package org.graticule.image.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GDAL makes of the files. */
class SyntheticGeoTiffTest {
  private static final SyntheticScene SCENE = SyntheticScene.plan(3, 1300, 700);

  @TempDir private Path dir;

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private Path write(SyntheticGeoTiff.Options options) throws IOException {
    Path path = dir.resolve("scene.tif");
    List<Integer> progress = new ArrayList<>();
    SyntheticGeoTiff.write(path, SCENE, options, progress::add);
    assertThat(progress).isSorted().last().isEqualTo(100);
    return path;
  }

  private static JsonNode info(Path path, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("gdalinfo", "-json"));
    command.addAll(List.of(more));
    command.add(path.toString());
    return new ObjectMapper().readTree(run(command.toArray(String[]::new)));
  }

  @Test
  void gdalFindsSizePlaceAndGrid() throws Exception {
    JsonNode info = info(write(SyntheticGeoTiff.Options.plain()));
    Georeference g = SCENE.georeference();
    assertThat(info.at("/size/0").asInt()).isEqualTo(1300);
    assertThat(info.at("/size/1").asInt()).isEqualTo(700);
    assertThat(info.at("/geoTransform/0").asDouble()).isEqualTo(g.easting());
    assertThat(info.at("/geoTransform/1").asDouble()).isEqualTo(0.3);
    assertThat(info.at("/geoTransform/3").asDouble()).isEqualTo(g.northing());
    assertThat(info.at("/geoTransform/5").asDouble()).isEqualTo(-0.3);
    assertThat(info.at("/coordinateSystem/wkt").asText()).contains("ID[\"EPSG\",32633]]");
    assertThat(info.at("/metadata//AREA_OR_POINT").asText()).isEqualTo("Area");
    assertThat(info.at("/bands").size()).isEqualTo(3);
    assertThat(info.at("/bands/0/block/0").asInt()).isEqualTo(512);
  }

  @Test
  void gdalReadsThePixelsThatWereRendered() throws Exception {
    Renderer.Piece tile = new Renderer(SCENE, Samples.RGB8).tile(1, 0);
    for (SyntheticGeoTiff.Layout layout : SyntheticGeoTiff.Layout.values()) {
      for (boolean deflate : new boolean[] {true, false}) {
        Path path = write(new SyntheticGeoTiff.Options(Samples.RGB8, layout, deflate, null));
        String values = run("gdallocationinfo", "-valonly", path.toString(), "1200", "650");
        int k = 3 * (650 * tile.width() + 1200 - tile.x());
        byte[] p = tile.pixels();
        assertThat(values.split("\\s+"))
            .containsExactly("" + (p[k] & 0xFF), "" + (p[k + 1] & 0xFF), "" + (p[k + 2] & 0xFF));
      }
    }
  }

  @Test
  void sixteenBitHasNearInfraredAndACollarWithoutData() throws Exception {
    Swath swath = Swath.across(1300, 700);
    Path path =
        write(
            new SyntheticGeoTiff.Options(
                Samples.RGBN16, SyntheticGeoTiff.Layout.STRIPS, true, swath));
    JsonNode info = info(path, "-stats");
    assertThat(info.at("/bands").size()).isEqualTo(4);
    double share = swath.area().getArea() / (1300 * 700) * 100;
    for (JsonNode band : info.at("/bands")) {
      assertThat(band.at("/type").asText()).isEqualTo("UInt16");
      assertThat(band.at("/noDataValue").asDouble()).isZero();
      assertThat(band.at("/minimum").asDouble()).isPositive();
      assertThat(band.at("/metadata//STATISTICS_VALID_PERCENT").asDouble())
          .isBetween(share - 0.3, share + 0.3);
    }
  }

  @Test
  void objectsLieOnTheImageInGroundCoordinatesToo() throws Exception {
    Path ground = dir.resolve("objects.geojson");
    ObjectsGeoJson.write(ground, SCENE, ObjectsGeoJson.Space.GROUND);
    String summary = run("ogrinfo", "-so", "-al", ground.toString());
    assertThat(summary)
        .contains("Feature Count: " + SCENE.objects().size())
        .contains("Geometry: Polygon")
        .contains("ID[\"EPSG\",32633]]");
    Path pixel = dir.resolve("pixels.geojson");
    ObjectsGeoJson.write(pixel, SCENE, ObjectsGeoJson.Space.PIXEL);
    JsonNode g = new ObjectMapper().readTree(ground.toFile()).at("/features/0/geometry");
    JsonNode p = new ObjectMapper().readTree(pixel.toFile()).at("/features/0/geometry");
    double west = Double.POSITIVE_INFINITY;
    double left = Double.POSITIVE_INFINITY;
    for (JsonNode at : g.at("/coordinates/0")) {
      west = Math.min(west, at.get(0).asDouble());
    }
    for (JsonNode at : p.at("/coordinates/0")) {
      left = Math.min(left, at.get(0).asDouble());
    }
    assertThat(west)
        .isCloseTo(SCENE.georeference().x(left), org.assertj.core.data.Offset.offset(1e-3));
  }
}
