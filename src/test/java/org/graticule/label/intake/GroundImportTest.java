package org.graticule.label.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Space;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on the ground, written by GDAL. */
final class GroundImportTest {
  private static final String SOURCE =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"class": "building", "floors": 3, "score": 0.5},
         "geometry": {"type": "Polygon", "coordinates": [
           [[15, 45], [15.01, 45], [15.01, 45.01], [15, 45.01], [15, 45]],
           [[15.002, 45.002], [15.002, 45.004], [15.004, 45.004], [15.002, 45.002]]]}},
        {"type": "Feature", "properties": {"class": "ship", "floors": null, "score": null},
         "geometry": {"type": "MultiPolygon", "coordinates": [
           [[[15.1, 45], [15.11, 45], [15.11, 45.01], [15.1, 45]]],
           [[[15.2, 45], [15.21, 45], [15.21, 45.01], [15.2, 45]]]]}}]}
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws Exception {
    Files.writeString(folder.resolve("source.geojson"), SOURCE);
    run("ogr2ogr", "-f", "GPKG", "-t_srs", "EPSG:32633", "labels.gpkg", "source.geojson");
    run("ogr2ogr", "-f", "ESRI Shapefile", "-t_srs", "EPSG:32633", "labels.shp", "source.geojson");
    run("ogr2ogr", "-f", "KML", "labels.kml", "source.geojson");
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void aGeoPackageComesBackToLongitudeAndLatitude() throws Exception {
    check(Read.of(new GeoPackage(), Files.readAllBytes(folder.resolve("labels.gpkg"))));
  }

  @Test
  void aZippedShapefileComesBackWithHolesInTheirOutlines() throws Exception {
    check(Read.of(new Shapefile(), zip("labels.shp", "labels.dbf", "labels.prj")));
  }

  @Test
  void kmlAndKmzAreReadAlike() throws Exception {
    Read kml = Read.of(new Kml(), Files.readAllBytes(folder.resolve("labels.kml")));
    check(kml);
    assertThat(Read.of(new Kml(), zip("labels.kml")).rows).hasSize(2);
  }

  @Test
  void rowsWithoutAPlaceAreLeftOutAndHeightsToo() throws Exception {
    Files.writeString(
        folder.resolve("odd.geojson"),
        """
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"class": "tank"}, "geometry": null},
          {"type": "Feature", "properties": {"class": "tank"}, "geometry":
            {"type": "MultiPolygon", "coordinates": [[[[15, 45, 7.5], [15.01, 45, 7.5],
              [15.01, 45.01, 7.5], [15, 45, 7.5]]]]}},
          {"type": "Feature", "properties": {"class": "tank"},
           "geometry": {"type": "MultiPolygon", "coordinates": []}}]}
        """);
    run("ogr2ogr", "-f", "GPKG", "odd.gpkg", "odd.geojson");
    run("ogr2ogr", "-f", "ESRI Shapefile", "-nlt", "MULTIPOLYGON", "odd.shp", "odd.geojson");
    for (Read read :
        List.of(
            Read.of(new GeoPackage(), Files.readAllBytes(folder.resolve("odd.gpkg"))),
            Read.of(new Shapefile(), zip("odd.shp", "odd.dbf", "odd.prj")))) {
      assertThat(read.refused).isEmpty();
      assertThat(read.leftOut).hasSize(2);
      assertThat(read.rows).extracting(Arrival::className).containsExactly("tank");
      assertThat(read.rows.getFirst().shape().vertexCount()).isEqualTo(4);
    }
  }

  private static void check(Read read) {
    assertThat(read.refused).isEmpty();
    assertThat(read.rows).extracting(Arrival::className).containsExactly("building", "ship");
    assertThat(read.rows).allMatch(row -> row.space() == Space.GROUND);
    Arrival building = read.rows.getFirst();
    assertThat(((Number) building.attributes().get("floors")).intValue()).isEqualTo(3);
    assertThat(building.confidence()).isEqualTo(0.5);
    assertThat(building.shape().parts()).hasSize(1);
    assertThat(building.shape().parts().getFirst()).hasSize(2);
    assertThat(building.shape().geometry().getArea()).isBetween(9.799e-5, 9.801e-5);
    assertThat(read.rows.get(1).shape().parts()).hasSize(2);
  }

  @Test
  void whatIsBrokenIsRefusedAndNeverReadBeyondItsEnd() throws Exception {
    byte[] gpkg = Files.readAllBytes(folder.resolve("labels.gpkg"));
    for (int cut : List.of(0, 50, 101, 5_000, gpkg.length / 2)) {
      refused(new GeoPackage(), Arrays.copyOf(gpkg, cut));
    }
    byte[] shp = Files.readAllBytes(folder.resolve("labels.shp"));
    refused(new Shapefile(), zip("a.shp", Arrays.copyOf(shp, shp.length - 20)));
    refused(new Shapefile(), zip("a.shp", new byte[20]));
    refused(new Shapefile(), zip("a.txt", new byte[20]));
    refused(new Shapefile(), new byte[20]);
    for (String xml :
        List.of(
            "",
            "<kml>",
            "<html/>",
            "<!DOCTYPE k [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><kml><Placemark>"
                + "<name>&e;</name></Placemark></kml>")) {
      refused(new Kml(), xml.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void refused(ImportFormat format, byte[] file) {
    assertThat(catchThrowableOfType(Fault.class, () -> Read.of(format, file))).isNotNull();
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
