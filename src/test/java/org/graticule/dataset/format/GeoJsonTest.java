package org.graticule.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.graticule.dataset.ExportFormatContract;
import org.graticule.dataset.Reader;
import org.graticule.dataset.SmallSnapshot;
import org.junit.jupiter.api.Test;

final class GeoJsonTest extends ExportFormatContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCKS = "docks-quays-b-000000000001.geojson";
  private static final String DATELINE = "dateline-000000000002.geojson";
  private static final String SCAN = "scan-000000000003.pixel.json";

  @Override
  protected String format() {
    return "geojson";
  }

  @Test
  void gdalReadsFeaturesWhereTheSceneLies() throws Exception {
    Path folder = unpacked(SmallSnapshot.of(recipe()));
    JsonNode read = JSON.readTree(Reader.run("geojson_reader.py", folder.resolve(DOCKS)));

    assertThat(read.get("features").asInt()).isEqualTo(4);
    assertThat(read.get("crs").asText()).isEqualTo("WGS 84 (CRS84)");
    assertThat(read.get("extent").toString()).isEqualTo("[15.0001,15.0026,41.99888,41.9999]");
    assertThat(read.get("holes").asInt()).isEqualTo(1);
    assertThat(read.get("classes").toString()).isEqualTo("[1,7,7,9]");
  }

  @Test
  void objectAcrossTheAntimeridianIsTwoPartsOfTheSameArea() throws Exception {
    Path folder = unpacked(SmallSnapshot.of(recipe()));
    JsonNode geometry = JSON.readTree(folder.resolve(DATELINE).toFile()).at("/features/0/geometry");

    assertThat(geometry.get("type").asText()).isEqualTo("MultiPolygon");
    assertThat(geometry.get("coordinates")).hasSize(2);
    for (JsonNode part : geometry.get("coordinates")) {
      for (JsonNode point : part.get(0)) {
        assertThat(Math.abs(point.get(0).asDouble())).isBetween(179.9, 180.0);
      }
    }
  }

  @Test
  void sceneWithoutAPlaceIsInPixelsAndSaysSo() throws IOException {
    Path folder = unpacked(SmallSnapshot.of(recipe()));
    JsonNode collection = JSON.readTree(folder.resolve(SCAN).toFile());

    assertThat(collection.get("space").asText()).isEqualTo("pixel");
    assertThat(collection.get("features")).hasSize(3);
    assertThat(collection.at("/features/0/geometry/coordinates/0/1").toString())
        .isEqualTo("[60.0,5.0]");
    assertThat(folder.resolve("scan-000000000003.geojson")).doesNotExist();
  }

  @Test
  void featureTellsWhatItIsAndWhereItCameFrom() throws IOException {
    Path folder = unpacked(SmallSnapshot.of(recipe()));
    JsonNode feature = JSON.readTree(folder.resolve(DOCKS).toFile()).at("/features/3");

    assertThat(feature.get("id").asText()).isEqualTo("00000000-0000-0000-0000-000000000067");
    JsonNode properties = feature.get("properties");
    assertThat(properties.get("class").asInt()).isEqualTo(9);
    assertThat(properties.get("class_name").asText()).isEqualTo(SmallSnapshot.HOSTILE);
    assertThat(properties.get("revision").asInt()).isEqualTo(4);
    assertThat(properties.get("mark").asText()).isEqualTo("G//CDR");
    assertThat(properties.get("scene").asText()).endsWith("0001");
    assertThat(properties.at("/attributes/note").asText()).isEqualTo(SmallSnapshot.HOSTILE);
  }
}
