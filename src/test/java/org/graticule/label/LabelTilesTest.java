package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.VectorTile.Feature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Scenes are 1,000 x 800 px: zoom 1 is full resolution. */
@TestInstance(Lifecycle.PER_CLASS)
final class LabelTilesTest {
  private static final String SQUARE = "[[[100,100],[164,100],[164,164],[100,164],[100,100]]]";

  private LabelWorld world;
  private LabelTiles tiles;
  private Subject ann;

  @BeforeAll
  void open() {
    world = new LabelWorld(4);
    tiles =
        new LabelTiles(
            world.database,
            world.policy,
            world.catalogue,
            world.layers,
            world.marks,
            Clock.systemUTC());
    ann = world.annotator("ann");
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void anOutlineStandsWhereItIsInTheScenesOwnGridAndOnTheWebMercator() {
    UUID scene = world.scene("OPEN");
    UUID label = UUID.randomUUID();
    save(scene, LabelsTest.create(label, SQUARE));
    Map<String, List<Feature>> tile = read(scene, ask("native", 1, 0, 0));
    Feature outline = tile.get("labels").getFirst();
    assertThat(outline.properties())
        .containsEntry("id", label.toString())
        .containsEntry("class", 1L);
    // 4096 units on 512 pixels.
    assertThat(outline.x()).isIn(800, 1312);
    assertThat(outline.y()).isIn(800, 1312);
    assertThat(read(scene, ask("native", 0, 0, 0)).get("labels")).hasSize(1);
    assertThat(read(scene, ask("native", 1, 1, 1))).isEmpty();

    // 15.00064 degrees east, 45.153 degrees north at zoom 15.
    LabelTiles.Ask far = mercator(scene, 15);
    Feature onGround = read(scene, far).get("labels").getFirst();
    assertThat(onGround.properties()).containsEntry("id", label.toString());
    Coordinate corner = place(scene, 100, 100);
    double size = 2 * Math.PI * 6_378_137 / (1 << 15);
    assertThat((double) onGround.x())
        .isCloseTo((corner.x / size + (1 << 14) - far.x()) * 4096, within(220.0));
  }

  @Test
  void aTileIsNewWhenALabelIsAndOnlyThen() {
    UUID scene = world.scene("OPEN");
    UUID label = UUID.randomUUID();
    save(scene, LabelsTest.create(label, SQUARE));
    LabelTiles.Ask ask = ask("native", 1, 0, 0);
    LabelTiles.Answer first = tiles.tile(ann, scene, ask, Optional.empty());
    assertThat(first.open()).isTrue();
    assertThat(tiles.tile(ann, scene, ask, Optional.of(first.etag())).bytes()).isEmpty();
    save(scene, LabelsTest.delete(label, 1));
    LabelTiles.Answer second = tiles.tile(ann, scene, ask, Optional.of(first.etag()));
    assertThat(second.bytes()).hasValue(new byte[0]);
  }

  @Test
  void aTileShowsWhatItsCallerMaySeeAndNothingElse() {
    UUID scene = world.scene("OPEN");
    Subject cleared = world.person("cleo", Role.ANNOTATOR, "OPEN", "SEALED//CEDAR");
    world.labels.save(
        cleared,
        scene,
        LabelsTest.batch(
            LabelsTest.create(UUID.randomUUID(), SQUARE)
                .replace("\"class\":1", "\"class\":1,\"mark\":\"SEALED//CEDAR\"")));
    LabelTiles.Ask ask = ask("native", 1, 0, 0);
    assertThat(tiles.tile(ann, scene, ask, Optional.empty()).bytes()).hasValue(new byte[0]);
    LabelTiles.Answer hers = tiles.tile(cleared, scene, ask, Optional.empty());
    assertThat(VectorTile.read(hers.bytes().orElseThrow()).get("labels")).hasSize(1);
    assertThat(hers.open()).as("kept by a browser").isFalse();
    UUID hidden = world.scene("SEALED//CEDAR");
    assertThat(
            catchThrowableOfType(Fault.class, () -> tiles.tile(ann, hidden, ask, Optional.empty()))
                .code())
        .isEqualTo("not-found");
    assertThat(world.logged.getLast().type()).isEqualTo("label.tile-read");
  }

  @Test
  void whereLabelsAreVeryManyATileCountsThemAndItsSizeHasABound() {
    UUID scene = world.scene("OPEN");
    world.fill(scene, 20_000);
    byte[] bytes =
        tiles.tile(ann, scene, ask("native", 0, 0, 0), Optional.empty()).bytes().orElseThrow();
    List<Feature> cells = VectorTile.read(bytes).get("cells");
    assertThat(cells.stream().mapToLong(cell -> (long) cell.properties().get("count")).sum())
        .isEqualTo(20_000);
    assertThat(bytes).hasSizeLessThan(50_000);
    assertThat(
            read(scene, mercator(scene, 8)).get("cells").stream()
                .mapToLong(cell -> (long) cell.properties().get("count"))
                .sum())
        .isEqualTo(20_000);
    UUID fewer = world.scene("OPEN");
    world.fill(fewer, 3_500);
    assertThat(read(fewer, ask("native", 0, 0, 0)).get("centres")).hasSize(3_500);
  }

  @Test
  void countsFollowWhatBecomesOfLabels() {
    UUID scene = world.scene("OPEN");
    UUID label = UUID.randomUUID();
    save(scene, LabelsTest.create(label, SQUARE));
    save(scene, LabelsTest.update(label, 1, SQUARE.replace("1", "6")));
    assertThat(counted(scene)).isEqualTo("4,4:1");
    save(scene, LabelsTest.delete(label, 2));
    assertThat(counted(scene)).isEmpty();
  }

  @Test
  void aTileOfOneSceneLooksUpItsPlaceAmongAllScenes() {
    UUID scene = world.scene("OPEN");
    world.fill(scene, 3_000);
    world.fill(world.scene("OPEN"), 3_000);
    world.furnishing.write(tx -> tx.handle().execute("analyze content.element"));
    LabelTile tile =
        new LabelTile(
            scene,
            false,
            new Envelope(0, 64, 0, 64),
            new Envelope(0, 64, 0, 64),
            1,
            new Sight(ann.markIds(), new UUID[] {world.project}, null),
            new UUID[] {world.project},
            List.of());
    List<String> plan =
        world.database.as(ann).read(tx -> new LabelTileStore().plan(tx, tile, 12_001));
    assertThat(String.join("\n", plan)).contains("element_cell").doesNotContain("Seq Scan");
  }

  private String counted(UUID scene) {
    return world.furnishing.read(tx ->
        String.join(
            " ",
            tx.handle()
                .createQuery(
                    "select x || ',' || y || ':' || n from content.label_cell"
                        + " where scene = :scene and n <> 0")
                .bind("scene", scene)
                .mapTo(String.class)
                .list()));
  }

  private Coordinate place(UUID scene, double x, double y) {
    return LabelTile.metres(
        world.catalogue.find(ann, scene).orElseThrow().georeference().toLonLat(x, y).orElseThrow());
  }

  private LabelTiles.Ask mercator(UUID scene, int z) {
    Coordinate at = place(scene, 500, 400);
    double size = 2 * Math.PI * 6_378_137 / (1 << z);
    double half = (1 << z) / 2.0;
    return ask(
        "WebMercatorQuad",
        z,
        (int) Math.floor(at.x / size + half),
        (int) Math.floor(half - at.y / size));
  }

  private static LabelTiles.Ask ask(String grid, int z, int x, int y) {
    return new LabelTiles.Ask(grid, z, x, y, List.of(), List.of());
  }

  private Map<String, List<Feature>> read(UUID scene, LabelTiles.Ask ask) {
    return VectorTile.read(tiles.tile(ann, scene, ask, Optional.empty()).bytes().orElseThrow());
  }

  private void save(UUID scene, String... operations) {
    world.labels.save(ann, scene, LabelsTest.batch(operations));
  }
}
