package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.label.LabelImports.FoundClass;
import org.graticule.label.LabelImports.Preview;
import org.graticule.label.geojson.FeatureWriter;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.LabelFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

final class LabelImportsTest {
  private static final String DOTA =
      """
      10 10 30 10 30 30 10 30 plane 0
      50 10 70 10 70 30 50 30 ship 0
      90 10 99 10 99 30 90 30 plane 1
      """;

  private LabelWorld world;
  private LabelImports imports;
  private Subject ann;
  private UUID scene;

  @BeforeEach
  void open() {
    world = new LabelWorld(4);
    imports = new LabelImports(world.labels);
    ann = world.annotator("ann");
    scene = world.scene("OPEN");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aFileIsTriedFirstThenMappedThenBroughtIntoAModelsLayer() {
    Layer layer = world.layers.create(ann, world.project, Layer.Kind.MODEL, "v1", "detector 1");
    Preview tried = imports.preview(ann, scene, bytes(DOTA), ask("dota", Map.of(), layer));
    assertThat(tried.rows()).isEqualTo(3);
    assertThat(tried.valid()).isEqualTo(1);
    assertThat(tried.classes())
        .containsExactly(
            new FoundClass("plane", 2, null), new FoundClass("ship", 1, LabelWorld.SHIP));
    assertThat(world.elements()).isZero();

    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> imports.run(ann, scene, bytes(DOTA), ask("dota", Map.of(), layer), "0"));
    assertThat(fault.code()).isEqualTo("unknown-class");
    assertThat(world.elements()).as("nothing is half imported").isZero();

    ImportAsk mapped = ask("dota", Map.of("plane", LabelWorld.BUILDING), layer);
    assertThat(imports.run(ann, scene, bytes(DOTA), mapped, "0").count()).isEqualTo(3);
    assertThat(all()).allMatch(label -> label.layer().equals(layer.id()));
  }

  @Test
  void rowsOfAClassThatIsMappedToNoneAreLeftOut() {
    Map<String, Integer> mapping = LabelImportRoutes.mapping("plane:0");
    ImportAsk ask = new ImportAsk("dota", Space.PIXEL, null, null, mapping, null, List.of());
    Preview tried = imports.preview(ann, scene, bytes(DOTA), ask);
    assertThat(tried.rows()).isEqualTo(3);
    assertThat(tried.valid()).isEqualTo(1);
    assertThat(tried.findings()).isEmpty();
    assertThat(imports.run(ann, scene, bytes(DOTA), ask, "0").count()).isEqualTo(1);
  }

  @Test
  void namesWithCommasAndColonsCanBeMapped() {
    assertThat(LabelImportRoutes.mapping("a\\,b:1,c:d:2,e\\\\:3"))
        .isEqualTo(Map.of("a,b", 1, "c:d", 2, "e\\", 3));
  }

  @Test
  void confidenceComesAlongFromAModelsResults() {
    String yolo = "1 0.5 0.5 0.1 0.1 0.75";
    ImportAsk ask =
        new ImportAsk("yolo", Space.PIXEL, null, null, Map.of(), null, List.of("building", "ship"));
    imports.run(ann, scene, bytes(yolo), ask, "0");
    assertThat(all().getFirst().classId()).isEqualTo(LabelWorld.SHIP);
    assertThat(all().getFirst().confidence()).isEqualTo(0.75);
  }

  @Test
  void whatIsCutAtTheAntimeridianOnItsWayOutComesBackWhole() throws Exception {
    // Zone 60 at 45 degrees: the antimeridian runs through the scene.
    UUID dateline =
        world.scene(
            "OPEN",
            Georeference.of(Crs.ofEpsg(32660), new Affine(735_726, 0.5, 0, 5_000_000, 0, -0.5)),
            new double[] {0.5, 0.5});
    String wide = "[[[10,300],[990,310],[980,500],[500,420],[20,490],[10,300]]]";
    world.labels.save(ann, dateline, LabelsTest.batch(LabelsTest.create(UUID.randomUUID(), wide)));
    Label label = list(dateline).getFirst();
    assertThat(label.lonLat().getGeometryType()).isEqualTo("MultiPolygon");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FeatureWriter writer = new FeatureWriter(out, Space.GROUND, Map.of())) {
      writer.write(label.element().toString(), label.lonLat(), Map.of("class", 1));
    }
    UUID again =
        world.scene(
            "OPEN",
            Georeference.of(Crs.ofEpsg(32660), new Affine(735_726, 0.5, 0, 5_000_000, 0, -0.5)),
            new double[] {0.5, 0.5});
    imports.run(
        ann,
        again,
        new LabelFile.Held(out.toByteArray()),
        ImportAsk.geoJson(Space.GROUND, null),
        "0");
    Geometry back = list(again).getFirst().pixels();
    assertThat(back.getGeometryType()).isEqualTo("Polygon");
    assertThat(back.getNumPoints()).isEqualTo(6);
    assertThat(back.getArea()).isCloseTo(label.pixels().getArea(), within(60.0));
    for (Coordinate at : label.pixels().getCoordinates()) {
      assertThat(back.getFactory().createPoint(at).distance(back.getBoundary())).isLessThan(0.1);
    }
  }

  @Test
  void aFileOfSpaceNetWithEmptyOutlinesAndHeightsComesInWithoutThem() {
    String file =
        """
        {"type":"FeatureCollection","name":"AOI_2","xy_coordinate_resolution":1e-6,
         "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},
         "features":[
          {"type":"Feature","properties":{"BLDG_UID":"x","class":"building"},"geometry":
            {"type":"Polygon","coordinates":[[[15.0001,45.153,0.0],[15.0003,45.153,0.0],
             [15.0003,45.1528,0.0],[15.0001,45.1528,0.0],[15.0001,45.153,0.0]]]}},
          {"type":"Feature","properties":{"class":"building"},"geometry":
            {"type":"Polygon","coordinates":[]}},
          {"type":"Feature","properties":{"class":"building"},"geometry":
            {"type":"MultiPolygon","coordinates":[]}}]}
        """;
    LabelImports.Imported imported =
        imports.run(ann, scene, bytes("\uFEFF" + file), ImportAsk.geoJson(Space.GROUND, null), "0");
    assertThat(imported.count()).isEqualTo(1);
    assertThat(imported.leftOut()).isEqualTo(2);
    assertThat(imported.warnings()).extracting(found -> found.code()).containsOnly("left-out");
    assertThat(all()).hasSize(1);
  }

  @Test
  void wrongRowsAreLeftOutWhereTheCallerSaysSoAndTold() {
    String beyond = DOTA.replace("99 10 99 30", "99 10 1099 30") + "1 1 2 2 3 3 4 4 ship 0\n";
    ImportAsk asked = ask("dota", Map.of("plane", LabelWorld.BUILDING), null);
    assertThat(
            catchThrowableOfType(
                    Fault.class, () -> imports.run(ann, scene, bytes(beyond), asked, "0"))
                .code())
        .isEqualTo("labels-refused");
    assertThat(world.elements()).isZero();
    ImportAsk leaving =
        new ImportAsk("dota", Space.PIXEL, null, null, asked.mapping(), null, List.of(), true);
    LabelImports.Imported imported = imports.run(ann, scene, bytes(beyond), leaving, "0");
    assertThat(imported.count()).isEqualTo(2);
    assertThat(imported.leftOut()).isEqualTo(2);
    assertThat(imported.warnings()).extracting(found -> found.code()).contains("outside-scene");
    assertThat(all()).hasSize(2);
  }

  private static ImportAsk ask(String format, Map<String, Integer> mapping, @Nullable Layer layer) {
    UUID id = layer == null ? null : layer.id();
    return new ImportAsk(format, Space.PIXEL, null, id, mapping, null, List.of());
  }

  private static LabelFile bytes(String text) {
    return new LabelFile.Held(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Label> all() {
    return list(scene);
  }

  private List<Label> list(UUID of) {
    return world.labels.list(ann, of, Space.PIXEL, new Page(null, null, 100, 100_000)).labels();
  }
}
