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
import org.graticule.work.AttributeType;
import org.graticule.work.Ontology.LabelClass;
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
  void geoJsonOfANamedSystemComesInWhereItLies() {
    // 10 m east and 20 m south of the corner of the scene, in its own zone and in Web Mercator.
    String zone =
        "[[500010,4999980],[500030,4999980],[500030,4999960],[500010,4999960],[500010,4999980]]";
    String mercator =
        "[[1669806.52,5645687.36],[1669834.85,5645687.36],[1669834.85,5645658.94],"
            + "[1669806.52,5645687.36]]";
    for (Map.Entry<String, String> file :
        Map.of("urn:ogc:def:crs:EPSG::32633", zone, "EPSG:3857", mercator).entrySet()) {
      UUID own = world.scene("OPEN");
      String text =
          ("{\"type\":\"FeatureCollection\",\"generator\":\"x\",\"crs\":{\"type\":\"name\","
                  + "\"properties\":{\"name\":\"%s\"}},\"features\":[{\"type\":\"Feature\","
                  + "\"geometry\":null,\"properties\":{\"class\":\"ship\"}},{\"type\":\"Feature\","
                  + "\"tippecanoe\":{},\"properties\":{\"class\":\"ship\"},\"geometry\":"
                  + "{\"type\":\"Polygon\",\"coordinates\":[%s]}}]}")
              .formatted(file.getKey(), file.getValue());
      LabelImports.Imported imported =
          imports.run(ann, own, bytes(text), ImportAsk.geoJson(Space.GROUND, null), "0");
      assertThat(imported.count()).as(file.getKey()).isEqualTo(1);
      assertThat(imported.warnings()).extracting(found -> found.code()).containsOnly("left-out");
      Coordinate corner = list(own).getFirst().pixels().getCoordinate();
      assertThat(corner.x).isCloseTo(20, within(0.05));
      assertThat(corner.y).isCloseTo(40, within(0.05));
    }
    for (String crs : List.of("EPSG:999999", "urn:ogc:def:crs:EPSG::", "local", "EPSG:4979x")) {
      String text =
          "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\""
              + crs
              + "\"}},\"features\":[]}";
      ImportAsk ask = ImportAsk.geoJson(Space.GROUND, null);
      assertThat(
              catchThrowableOfType(
                      Fault.class, () -> imports.run(ann, scene, bytes(text), ask, "0"))
                  .code())
          .isEqualTo("bad-crs");
    }
  }

  @Test
  void whatAFileSaysIsBroughtToTheAttributesOfTheClassAndTheRestLeftOut() {
    AttributeType difficult = attribute("difficult", "flag", null);
    AttributeType size = attribute("Size", "enum", List.of("small", "large"));
    world.publish(
        new LabelClass(
            LabelWorld.SHIP,
            "ship",
            null,
            "#445566",
            null,
            false,
            null,
            null,
            List.of(difficult, size, attribute("length", "number", null)),
            null,
            null));
    String file =
        """
        [{"category_id": 4, "bbox": [10,10,20,20], "iscrowd": 1,
          "attributes": {"difficult": 1, "size": "LARGE", "length": "12.5"}}]
        """;
    ImportAsk ask = ask("coco", Map.of("4", LabelWorld.SHIP), null);
    LabelImports.Imported imported = imports.run(ann, scene, bytes(file), ask, "0");
    assertThat(imported.warnings())
        .singleElement()
        .matches(note -> note.message().contains("iscrowd"));
    assertThat(all().getFirst().attributes())
        .isEqualTo(Map.of("difficult", true, "Size", "large", "length", 12.5));
    String wrong = file.replace("LARGE", "huge").replace("12.5", "long");
    assertThat(
            imports.preview(ann, scene, bytes(wrong), ask).findings().stream()
                .map(found -> found.violation().code()))
        .containsOnlyOnce("left-out")
        .contains("bad-attribute");
  }

  @Test
  void ofAFileOfManyImagesTheRowsOfTheSceneAreTakenHoweverManyTheOthersHave() {
    StringBuilder file = new StringBuilder(xview("", 0, ""));
    String wrong = "[[[0,0],[1,\"x\"]]]";
    file.append(feature("\"8.tif\"", 73, wrong)).append(',');
    for (int i = 0; i < 110_000; i++) {
      file.append(feature("\"" + (i % 5 + 10) + ".tif\"", 73, HOUSE)).append(',');
    }
    file.append(feature("\"scene.tif\"", 73, HOUSE)).append(',');
    file.append(feature("\"scene.tif\"", 18, HOUSE)).append("]}");
    ImportAsk ask =
        new ImportAsk(
            "geojson",
            Space.GROUND,
            null,
            null,
            Map.of("73", LabelWorld.BUILDING, "18", ImportAsk.LEFT_OUT),
            null,
            List.of());
    Preview tried = imports.preview(ann, scene, bytes(file.toString()), ask);
    assertThat(tried.rows()).isEqualTo(2);
    assertThat(tried.classes())
        .containsExactly(
            new FoundClass("18", 1, ImportAsk.LEFT_OUT),
            new FoundClass("73", 1, LabelWorld.BUILDING));
    assertThat(tried.findings())
        .extracting(found -> found.violation().message())
        .anyMatch(message -> message.startsWith("110001 features of other images"));
    assertThat(imports.run(ann, scene, bytes(file.toString()), ask, "0").count()).isEqualTo(1);
  }

  @Test
  void whichImageOfAFileTheSceneIsMustBeSaidWhereItCannotBeTold() {
    Map<String, Integer> mapping = Map.of("73", LabelWorld.BUILDING);
    String one = xview("\"2355.tif\"", 73, HOUSE) + "]}";
    ImportAsk plain = new ImportAsk("geojson", Space.GROUND, null, null, mapping, null, List.of());
    assertThat(imports.run(ann, scene, bytes(one), plain, "0").count())
        .as("the only image there is")
        .isEqualTo(1);
    String two = xview("\"2355.tif\"", 73, HOUSE) + "," + feature("7", 73, HOUSE) + "]}";
    assertThat(
            catchThrowableOfType(Fault.class, () -> imports.run(ann, scene, bytes(two), plain, "0"))
                .code())
        .isEqualTo("unknown-image");
    ImportAsk said = new ImportAsk("geojson", Space.GROUND, null, null, mapping, "7", List.of());
    assertThat(imports.run(ann, scene, bytes(two), said, "0").count()).isEqualTo(1);
    ImportAsk byAnother =
        new ImportAsk("geojson", Space.GROUND, null, null, mapping, "9", "tile", List.of(), false);
    String tiles = two.replace("image_id\":7", "tile\":9").replace("image_id\":\"", "tile\":\"");
    assertThat(imports.run(ann, scene, bytes(tiles), byAnother, "0").count()).isEqualTo(1);
  }

  @Test
  void aTileWithoutObjectsBringsNoneIn() {
    String file = "{\"type\":\"FeatureCollection\",\"name\":\"img7\",\"features\":[]}";
    ImportAsk ask = ImportAsk.geoJson(Space.GROUND, LabelWorld.BUILDING);
    assertThat(imports.run(ann, scene, bytes(file), ask, "0").count()).isZero();
  }

  private static final String HOUSE =
      "[[[15.0001,45.153],[15.0003,45.153],[15.0003,45.1528],[15.0001,45.1528],[15.0001,45.153]]]";

  /** The beginning of a file of xView. */
  private static String xview(String image, int type, String rings) {
    String head = "{\"type\":\"FeatureCollection\",\"features\":[";
    return image.isEmpty() ? head : head + feature(image, type, rings);
  }

  private static String feature(String image, int type, String rings) {
    return "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s},\"properties\":{\"bounds_imcoords\":\"1,2,3,4\",\"type_id\":%d,\"image_id\":%s}}"
        .formatted(rings, type, image);
  }

  private static AttributeType attribute(String name, String type, @Nullable List<String> choices) {
    return new AttributeType(name, type, false, choices, null, null, null, null);
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
        new ImportAsk(
            "dota", Space.PIXEL, null, null, asked.mapping(), null, null, List.of(), true);
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
