package org.graticule.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.graticule.dataset.Reader;
import org.graticule.fault.Fault;
import org.graticule.geo.Rle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.util.GeometricShapeFactory;

final class RleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void exampleOfFourRowsAndFiveColumnsIs92203() throws ParseException {
    Rle mask = Rle.of(wkt("POLYGON ((2 1, 4 1, 4 3, 2 3, 2 1))"), 4, 5);

    assertThat(mask.runs()).containsExactly(9, 2, 2, 2, 5);
    assertThat(mask.encode()).isEqualTo("92203");
    assertThat(mask.area()).isEqualTo(4);
    assertThat(Rle.decode(4, 5, "92203")).isEqualTo(mask);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the first run is zeros even where the first pixel is set | POLYGON ((0 0, 1 0, 1 1, 0 1, 0"
            + " 0)) | 0 1 8",
        "a full mask | POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0)) | 0 9",
        "what lies outside is ignored | POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9)) | 0 9",
        "nothing | POLYGON ((5 5, 6 5, 6 6, 5 5)) | 9",
        "less than a pixel centre | POLYGON ((0 0, 0.4 0, 0.4 3, 0 3, 0 0)) | 9",
        "a hole is left out | POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1)) | 0 4"
            + " 1 4",
        "columns that touch end to end are one run | POLYGON ((0 0, 2 0, 2 3, 0 3, 0 0)) | 0 6 3",
        "centres on the left border are inside, on the right outside | "
            + "POLYGON ((0.5 0, 1.5 0, 1.5 3, 0.5 3, 0.5 0)) | 0 3 6",
        "centres on the upper border are inside, on the lower outside | "
            + "POLYGON ((0 0.5, 1 0.5, 1 1.5, 0 1.5, 0 0.5)) | 0 1 8",
        "parts are one mask | MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2 2, 3 2, 3 3, 2 3, 2"
            + " 2))) | 0 1 7 1",
      })
  void maskHoldsThePixelsWhoseCentreLiesInside(String fact, String wkt, String runs)
      throws ParseException {
    int[] expected = Stream.of(runs.split(" ")).mapToInt(Integer::parseInt).toArray();

    assertThat(Rle.of(wkt(wkt), 3, 3).runs()).as(fact).containsExactly(expected);
  }

  @Test
  void neighboursShareNoPixelAndLeaveNoGap() throws ParseException {
    Rle left = Rle.of(wkt("POLYGON ((0 0, 6.5 0, 3.5 9, 0 9, 0 0))"), 9, 9);
    Rle right = Rle.of(wkt("POLYGON ((6.5 0, 9 0, 9 9, 3.5 9, 6.5 0))"), 9, 9);

    assertThat(left.area() + right.area()).isEqualTo(81);
  }

  @Test
  void anyRunsSurviveTheTextAndBack() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      int[] runs = new int[1 + random.nextInt(40)];
      int sum = 0;
      for (int i = 0; i < runs.length; i++) {
        runs[i] = random.nextInt(1 << (1 + random.nextInt(24)));
        sum += runs[i];
      }
      Rle mask = new Rle(1, sum, runs);

      assertThat(Rle.decode(1, sum, mask.encode())).isEqualTo(mask);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"92204", "9220", "9220P", "9 203", "92203é", "ooooooooooooooooo", "9?203"})
  void textThatIsNoMaskIsRefused(String text) {
    assertThatThrownBy(() -> Rle.decode(4, 5, text))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("bad-rle"));
  }

  @Test
  void masksOfBlobsWithHolesAreThoseGdalBurns(@TempDir Path folder)
      throws IOException, InterruptedException {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Geometry blob = blob(random, 20 + random.nextInt(60));
      Geometry shape = i % 2 == 0 ? blob : blob.difference(blob(random, 15)).buffer(0);
      if (!shape.isEmpty()) {
        Rle mask = Rle.of(shape, 90, 120);
        lines.add(
            JSON.writeValueAsString(
                Map.of(
                    "wkt", shape.toText(), "height", 90, "width", 120, "counts", mask.encode())));
      }
    }
    Path file = Files.write(folder.resolve("masks.jsonl"), lines);

    assertThat(Reader.run("rle_against_gdal.py", file)).isEqualTo(Integer.toString(lines.size()));
  }

  @Test
  @Tag("realdata")
  void realMasksAreEncodedBackByteForByte() throws IOException {
    Path file = realdata().resolve("coco/instances_val2014_fakesegm100_results.json");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(file), file + " is absent");
    int masks = 0;
    for (JsonNode result : JSON.readTree(file.toFile())) {
      JsonNode shape = result.get("segmentation");
      String counts = shape.get("counts").asText();
      Rle mask =
          Rle.decode(shape.get("size").get(0).asInt(), shape.get("size").get(1).asInt(), counts);

      assertThat(mask.encode()).isEqualTo(counts);
      masks++;
    }
    assertThat(masks).isGreaterThan(500);
  }

  private static Path realdata() {
    String given = System.getProperty("realdata", "");
    return Path.of(given.isEmpty() ? "../shared/realdata" : given);
  }

  private static Geometry blob(Random random, double size) {
    GeometricShapeFactory shapes = new GeometricShapeFactory(new GeometryFactory());
    shapes.setNumPoints(5 + random.nextInt(30));
    shapes.setWidth(size);
    shapes.setHeight(size * (0.2 + random.nextDouble()));
    Geometry ellipse = shapes.createEllipse();
    return AffineTransformation.rotationInstance(random.nextDouble() * 6)
        .translate(random.nextDouble() * 120, random.nextDouble() * 90)
        .transform(ellipse);
  }

  private static Geometry wkt(String text) throws ParseException {
    return new WKTReader().read(text);
  }
}
