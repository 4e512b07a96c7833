package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.image.LabelCountStore;
import org.graticule.label.Page.Filter;
import org.graticule.label.Page.Outline;
import org.graticule.label.geojson.Space;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LayersTest {
  private static final String SQUARE = "[[[10,10],[20,10],[20,20],[10,20],[10,10]]]";

  private LabelWorld world;
  private Subject ann;
  private Subject bob;
  private Subject lead;
  private UUID scene;

  @BeforeEach
  void open() {
    world = new LabelWorld(4);
    ann = world.annotator("ann");
    bob = world.annotator("bob");
    lead = world.person("lea", Role.PROJECT_LEAD, "OPEN");
    scene = world.scene("OPEN");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aLabelLiesInTheProjectsFirstLayerUnlessItSaysOtherwise() {
    Layer model = world.layers.create(ann, world.project, Layer.Kind.MODEL, "v1", "unet 1");
    save(ann, LabelsTest.create(UUID.randomUUID(), SQUARE));
    UUID predicted = UUID.randomUUID();
    save(ann, in(model, LabelsTest.create(predicted, SQUARE)));
    assertThat(world.layers.list(ann, world.project))
        .extracting(Layer::name)
        .containsExactly("Labels", "v1");
    assertThat(list(ann, in(List.of(model.id()))))
        .extracting(Label::element)
        .containsExactly(predicted);
    assertThat(list(ann, Filter.in(null))).hasSize(2);
    save(ann, LabelsTest.update(predicted, 1, SQUARE));
    assertThat(list(ann, in(List.of(model.id())))).extracting(Label::revision).containsExactly(2);
  }

  @Test
  void aReplicaIsSeenByItsOwnerAndTheLeadAndGoldByTheLeadAlone() {
    Layer replica = world.layers.create(ann, world.project, Layer.Kind.REPLICA, "ann's", null);
    Layer gold = world.layers.create(lead, world.project, Layer.Kind.GOLD, "truth", null);
    assertThat(code(() -> world.layers.create(ann, world.project, Layer.Kind.GOLD, "x", null)))
        .isEqualTo("layer-forbidden");
    UUID hers = UUID.randomUUID();
    UUID truth = UUID.randomUUID();
    save(ann, in(replica, LabelsTest.create(hers, SQUARE)));
    save(lead, in(gold, LabelsTest.create(truth, SQUARE)));
    assertThat(list(ann, Filter.in(null))).extracting(Label::element).containsExactly(hers);
    assertThat(list(bob, Filter.in(null))).isEmpty();
    assertThat(list(lead, Filter.in(null))).hasSize(2);
    assertThat(world.layers.list(bob, world.project)).hasSize(1);
    assertThat(List.of(counted(ann), counted(bob), counted(lead))).containsExactly(1, 0, 2);
    assertThat(changes(bob).changed()).isEmpty();
    assertThat(code(() -> world.labels.history(bob, hers))).isEqualTo("not-found");
    assertThat(code(() -> save(bob, LabelsTest.update(truth, 1, SQUARE)))).isEqualTo("not-found");
    assertThat(code(() -> save(bob, in(gold, LabelsTest.create(UUID.randomUUID(), SQUARE)))))
        .isEqualTo("unknown-layer");
    assertThat(code(() -> save(lead, LabelsTest.update(hers, 1, SQUARE))))
        .isEqualTo("layer-forbidden");
  }

  private int counted(Subject by) {
    return world.database.as(by).read(tx -> LabelCountStore.ofProject(tx, world.project, by, null));
  }

  @Test
  void aLockedLayerTakesNothing() {
    UUID label = UUID.randomUUID();
    save(ann, LabelsTest.create(label, SQUARE));
    world.layers.change(lead, world.project, world.project, null, true);
    assertThat(code(() -> save(ann, LabelsTest.delete(label, 1)))).isEqualTo("layer-locked");
    assertThat(code(() -> save(ann, LabelsTest.create(UUID.randomUUID(), SQUARE))))
        .isEqualTo("layer-locked");
    world.layers.change(lead, world.project, world.project, "Ours", false);
    save(ann, LabelsTest.delete(label, 1));
  }

  @Test
  void theObjectListIsFilteredByWhatAPersonAsks() {
    UUID tall = UUID.randomUUID();
    save(
        ann,
        LabelsTest.create(tall, SQUARE)
            .replace("\"class\":1", "\"class\":1,\"attributes\":{\"roof\":\"Hip_roof\"}"));
    save(bob, LabelsTest.create(UUID.randomUUID(), SQUARE).replace("\"class\":1", "\"class\":4"));
    assertThat(list(ann, filter(List.of(1), null, null))).hasSize(1);
    assertThat(list(ann, filter(List.of(1, 4), null, null))).hasSize(2);
    assertThat(list(ann, filter(null, "bob", null))).hasSize(1);
    assertThat(list(ann, filter(null, null, "hip_ROOF")))
        .extracting(Label::element)
        .containsExactly(tall);
    assertThat(list(ann, filter(null, null, "hip%"))).isEmpty();
    Instant later = Instant.now().plusSeconds(60);
    assertThat(list(ann, new Filter(null, null, null, null, null, later, null))).isEmpty();
    Page boxed = new Page(null, Filter.in(null), 10, 1000, Outline.ENVELOPE);
    assertThat(
            world
                .labels
                .list(ann, scene, Space.PIXEL, boxed)
                .labels()
                .getFirst()
                .pixels()
                .toString())
        .isEqualTo("POLYGON ((10 10, 10 20, 20 20, 20 10, 10 10))");
  }

  @Test
  void whoFollowsChangesHearsOfEachOnceAndOfWhatIsGone() {
    UUID kept = UUID.randomUUID();
    UUID lost = UUID.randomUUID();
    save(ann, LabelsTest.create(kept, SQUARE), LabelsTest.create(lost, SQUARE));
    long version = changes(bob).version();
    assertThat(changes(bob, version).changed()).isEmpty();
    save(ann, LabelsTest.update(kept, 1, SQUARE));
    save(ann, LabelsTest.delete(lost, 1));
    Labels.Changes changes = changes(bob, version);
    assertThat(changes.changed())
        .extracting(LabelListStore.Changed::element)
        .containsExactly(kept, lost);
    assertThat(changes.changed().getFirst().label().revision()).isEqualTo(2);
    assertThat(changes.changed().getLast().label()).isNull();
  }

  @Test
  void pagesOfChangesEndWhereTheyBegan() {
    String[] many = new String[25];
    for (int i = 0; i < many.length; i++) {
      many[i] = LabelsTest.create(UUID.randomUUID(), SQUARE);
    }
    save(ann, many);
    long since = 0;
    UUID after = Labels.LAST;
    int seen = 0;
    Labels.Changes page;
    do {
      page = world.labels.changes(bob, scene, since, after, 10);
      seen += page.changed().size();
      since = page.changed().getLast().version();
      after = page.changed().getLast().element();
    } while (page.more());
    assertThat(seen).isEqualTo(25);
  }

  @Test
  void pointsAndLinesAreLabelsToo() {
    UUID point = UUID.randomUUID();
    UUID line = UUID.randomUUID();
    save(ann, shaped(point, "Point", "[10.5,20.25]"), shaped(line, "LineString", "[[1,1],[9,9]]"));
    assertThat(list(ann, Filter.in(null)))
        .extracting(label -> label.pixels().toString())
        .containsExactlyInAnyOrder("POINT (10.5 20.25)", "LINESTRING (1 1, 9 9)");
    assertThat(list(ann, Filter.in(null))).noneMatch(label -> label.lonLat() == null);
    String bad = shaped(UUID.randomUUID(), "LineString", "[[1,1],[1,1]]");
    assertThat(code(() -> save(ann, bad))).isEqualTo("too-few-points");
  }

  private static String shaped(UUID label, String type, String coordinates) {
    return LabelsTest.create(label, coordinates)
        .replace("\"class\":1", "\"class\":4")
        .replace("Polygon", type);
  }

  private static String in(Layer layer, String operation) {
    return operation.replace("\"class\":1", "\"class\":1,\"layer\":\"" + layer.id() + "\"");
  }

  private static Filter in(List<UUID> layers) {
    return new Filter(null, null, layers, null, null, null, null);
  }

  private static Filter filter(List<Integer> classes, String author, String text) {
    return new Filter(null, classes, null, author, text, null, null);
  }

  private List<Label> list(Subject by, Filter filter) {
    return world
        .labels
        .list(
            by, scene, Space.PIXEL, new Page(null, filter, 100, 100_000, Outline.PIXELS_AND_GROUND))
        .labels();
  }

  private Labels.Changes changes(Subject by) {
    return changes(by, 0);
  }

  private Labels.Changes changes(Subject by, long since) {
    return world.labels.changes(by, scene, since, Labels.LAST, 100);
  }

  private void save(Subject by, String... operations) {
    world.labels.save(by, scene, LabelsTest.batch(operations));
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
