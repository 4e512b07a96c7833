package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.label.Labels.Result;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.LabelFile;
import org.graticule.work.Ontology.LabelClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

final class LabelsTest {
  private static final String SQUARE = "[[[10,10],[20,10],[20,20],[10,20],[10,10]]]";
  private static final String EXACT =
      "[[[10.1,10.000000000000002],[20.3,10],[20.7,20.123456789012344],[10.1,10.000000000000002]]]";
  private static final String BOW_TIE = "[[[10,10],[30,30],[30,10],[10,20],[10,10]]]";

  private LabelWorld world;
  private Subject ann;
  private UUID scene;

  @BeforeEach
  void open() {
    world = new LabelWorld(6);
    ann = world.annotator("ann");
    scene = world.scene("OPEN");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aVertexComesBackBitForBitAndTheGroundIsWhereItIs() {
    UUID label = UUID.randomUUID();
    save(create(label, EXACT));
    Label read = all().getFirst();
    assertThat(read.pixels().getCoordinates())
        .startsWith(new Coordinate(10.1, 10.000000000000002))
        .contains(new Coordinate(20.7, 20.123456789012344));
    assertThat(read.lonLat().getSRID()).isEqualTo(4326);
    // 500,005 E 4,999,995 N of zone 33: on the central meridian, 15 degrees east.
    assertThat(read.lonLat().getCoordinate().x).isCloseTo(15.0, within(1e-3));
    assertThat(read.lonLat().getCoordinate().y).isCloseTo(45.15, within(1e-2));
    double flat = read.pixels().getArea() * 0.25;
    assertThat(read.areaSquareMetres()).isCloseTo(flat, within(flat * 1e-3));
  }

  @Test
  void everyMutationIsAnEventAndARevision() {
    UUID label = UUID.randomUUID();
    save(create(label, SQUARE));
    save(update(label, 1, EXACT));
    save(delete(label, 2));
    assertThat(all()).isEmpty();
    assertThat(world.labels.history(ann, label).revisions())
        .extracting(Label::revision, Label::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(3, Operation.Kind.DELETE),
            org.assertj.core.groups.Tuple.tuple(2, Operation.Kind.UPDATE),
            org.assertj.core.groups.Tuple.tuple(1, Operation.Kind.CREATE));
    assertThat(world.types())
        .containsExactly(
            "label.created", "label.updated", "label.deleted", "label.read", "label.history-read");
  }

  @Test
  void staleRevisionIsRejectedWithBothRevisionsAndNothingOfTheBatchIsSaved() {
    UUID label = UUID.randomUUID();
    save(create(label, SQUARE));
    save(update(label, 1, EXACT));
    String mine = update(label, 1, "[[[1,1],[5,1],[5,5],[1,1]]]");
    Fault fault = refusal(create(UUID.randomUUID(), SQUARE), mine);
    assertThat(fault.kind()).isEqualTo(Kind.CONFLICT);
    Map<?, ?> conflict = (Map<?, ?>) ((List<?>) fault.details().get("conflicts")).getFirst();
    assertThat(((Map<?, ?>) conflict.get("mine")).get("base_rev")).isEqualTo(1);
    Map<?, ?> theirs = (Map<?, ?>) conflict.get("theirs");
    assertThat(((Map<?, ?>) theirs.get("properties")).get("revision")).isEqualTo(2);
    assertThat(theirs.toString()).contains("20.123456789012344");
    assertThat(world.elements()).isEqualTo(1);
    assertThat(world.revisions()).isEqualTo(2);
    assertThat(world.types()).containsExactly("label.created", "label.updated");
  }

  @Test
  void aReplayAnswersAsTheFirstTimeAndLeavesNothing() {
    UUID label = UUID.randomUUID();
    String first = create(label, "[[[10,10],[20,10],[20,10],[20,20],[10,10]]]");
    List<Result> once = save(first);
    save(update(label, 1, SQUARE));
    List<Result> twice = save(first);
    assertThat(twice).isEqualTo(once);
    assertThat(once.getFirst().warnings()).hasSize(1);
    assertThat(world.revisions()).isEqualTo(2);
    assertThat(world.types()).containsExactly("label.created", "label.updated");
  }

  @Test
  void aReplayMixedWithNewWorkDoesOnlyTheNewWork() {
    UUID label = UUID.randomUUID();
    String first = create(label, SQUARE);
    save(first);
    assertThat(save(first, update(label, 1, EXACT), create(UUID.randomUUID(), SQUARE)))
        .extracting(Result::revision)
        .containsExactly(1, 2, 1);
    assertThat(world.revisions()).isEqualTo(3);
  }

  @Test
  void anOpIdOfAnotherOperationIsRefused() {
    String first = create(UUID.randomUUID(), SQUARE);
    save(first);
    String other =
        first.replaceFirst("\"element\":\"[^\"]+\"", "\"element\":\"" + UUID.randomUUID() + "\"");
    assertThat(refusal(other).code()).isEqualTo("op-id-reused");
    assertThat(world.elements()).isEqualTo(1);
  }

  @Test
  void everyViolationOfEveryOperationComesBackAtOnceAndTheRefusalIsOnTheLog() {
    Fault fault =
        refusal(
            create(UUID.randomUUID(), BOW_TIE),
            create(UUID.randomUUID(), SQUARE),
            create(UUID.randomUUID(), "[[[990,10],[1010,10],[1000,20],[990,10]]]")
                .replace("\"class\":1", "\"class\":99"),
            "{\"op_id\":\"x\"}",
            create(UUID.randomUUID(), "[[[1,1],[\"2\",1],[2,2],[1,1]]]"));
    assertThat(fault.kind()).isEqualTo(Kind.UNACCEPTABLE);
    assertThat(fault.code()).isEqualTo("labels-refused");
    assertThat((List<?>) fault.details().get("violations"))
        .extracting(
            each -> ((Map<?, ?>) each).get("pointer") + " " + ((Map<?, ?>) each).get("code"))
        .containsExactlyInAnyOrder(
            "/operations/0/geometry/coordinates/0/0 self-intersection",
            "/operations/2/geometry/coordinates/0/1 outside-scene",
            "/operations/2/class unknown-class",
            "/operations/3/op_id bad-id",
            "/operations/4/geometry/coordinates/0/1/0 bad-coordinate");
    assertThat(world.elements()).isZero();
    assertThat(world.types()).containsExactly("label.refused");
  }

  @Test
  void validationSavesNothing() {
    Batch batch = batch(create(UUID.randomUUID(), BOW_TIE), create(UUID.randomUUID(), SQUARE));
    assertThat(world.labels.validate(ann, scene, batch)).hasSize(1);
    assertThat(world.elements()).isZero();
  }

  @Test
  void aDeletedLabelCanBeBroughtBackByUndoOrFromHistory() {
    UUID label = UUID.randomUUID();
    save(create(label, EXACT));
    save(delete(label, 1));
    assertThat(save(update(label, 2, SQUARE)).getFirst().revision()).isEqualTo(3);
    UUID op = UUID.randomUUID();
    Result restored = world.labels.restore(ann, op, label, 1, 3, null);
    assertThat(restored.revision()).isEqualTo(4);
    assertThat(world.labels.restore(ann, op, label, 1, 3, null)).isEqualTo(restored);
    assertThat(all().getFirst().pixels().getCoordinates())
        .contains(new Coordinate(20.7, 20.123456789012344));
  }

  @Test
  void deletingTwiceIsAConflictThatSaysItIsGone() {
    UUID label = UUID.randomUUID();
    save(create(label, SQUARE));
    save(delete(label, 1));
    Fault fault = refusal(delete(label, 2));
    assertThat(fault.kind()).isEqualTo(Kind.CONFLICT);
    Map<?, ?> conflict = (Map<?, ?>) ((List<?>) fault.details().get("conflicts")).getFirst();
    assertThat((Object) conflict.get("theirs")).isNull();
  }

  @Test
  void operationsOfOneBatchMayBuildOnEachOther() {
    UUID label = UUID.randomUUID();
    assertThat(save(create(label, SQUARE), update(label, 1, EXACT), delete(label, 2)))
        .extracting(Result::revision)
        .containsExactly(1, 2, 3);
    assertThat(all()).isEmpty();
    assertThat(world.labels.history(ann, label).revisions()).hasSize(3);
  }

  @Test
  void whatAnUpdateLeavesOutStays() {
    UUID label = UUID.randomUUID();
    save(
        create(label, EXACT)
            .replace("\"class\":1", "\"class\":4,\"attributes\":{\"deck\":\"flat\"}"));
    save(
        "{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":1,\"class\":1}"
            .formatted(UUID.randomUUID(), label));
    Label read = all().getFirst();
    assertThat(read.classId()).isEqualTo(1);
    assertThat(read.attributes()).isEqualTo(Map.of("deck", "flat"));
    assertThat(read.pixels().getCoordinate().y).isEqualTo(10.000000000000002);
  }

  @Test
  void whatWasAcceptedOnceIsAcceptedOnReplayThoughTheRulesChanged() {
    String first = create(UUID.randomUUID(), SQUARE);
    save(first);
    world.publish(new LabelClass(9, "other", null, "#000000", null, false, null));
    assertThat(save(first).getFirst().revision()).isEqualTo(1);
    assertThat(refusal(create(UUID.randomUUID(), SQUARE)).code()).isEqualTo("unknown-class");
  }

  @Test
  void aViewerMayNotSaveAndWhatIsHiddenIsNotThere() {
    Subject viewer = world.person("vic", Role.VIEWER, "OPEN");
    UUID hidden = world.scene("SEALED//CEDAR");
    Batch batch = batch(create(UUID.randomUUID(), SQUARE));
    assertThat(fault(() -> world.labels.save(viewer, scene, batch)).kind())
        .isEqualTo(Kind.FORBIDDEN);
    Fault absent = fault(() -> world.labels.save(ann, UUID.randomUUID(), batch));
    Fault invisible = fault(() -> world.labels.save(ann, hidden, batch));
    assertThat(absent.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(invisible.getMessage()).isEqualTo(absent.getMessage());
    assertThat(world.elements()).isZero();
  }

  @Test
  void aLabelMayBeMarkedAboveItsSceneAndNeverBelow() {
    Subject cleared = world.person("cleo", Role.ANNOTATOR, "OPEN", "GUARDED", "SEALED//CEDAR");
    UUID guarded = world.scene("GUARDED");
    UUID label = UUID.randomUUID();
    String high =
        create(label, SQUARE).replace("\"class\":1", "\"class\":1,\"mark\":\"SEALED//CEDAR\"");
    world.labels.save(cleared, guarded, batch(high));
    Subject below = world.person("bo", Role.ANNOTATOR, "OPEN", "GUARDED");
    Page page = new Page(null, null, 10, 1000);
    assertThat(world.labels.list(cleared, guarded, Space.PIXEL, page).labels()).hasSize(1);
    assertThat(world.labels.list(below, guarded, Space.PIXEL, page).labels()).isEmpty();
    assertThat(fault(() -> world.labels.history(below, label)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fault(() -> world.labels.save(below, guarded, batch(delete(label, 1)))).kind())
        .isEqualTo(Kind.NOT_FOUND);
    String low =
        create(UUID.randomUUID(), SQUARE).replace("\"class\":1", "\"class\":1,\"mark\":\"OPEN\"");
    assertThat(fault(() -> world.labels.save(cleared, guarded, batch(low))).code())
        .isEqualTo("mark-below-source");
    String lowered =
        update(label, 1, SQUARE).replace("\"class\":1", "\"class\":1,\"mark\":\"GUARDED\"");
    assertThat(fault(() -> world.labels.save(cleared, guarded, batch(lowered))).code())
        .isEqualTo("mark-lowered");
    String bad =
        create(UUID.randomUUID(), SQUARE).replace("\"class\":1", "\"class\":1,\"mark\":\"sealed\"");
    assertThat(fault(() -> world.labels.save(cleared, guarded, batch(bad))).code())
        .isEqualTo("bad-marking");
  }

  @Test
  void anElementOfAnotherSceneIsNotThere() {
    UUID label = UUID.randomUUID();
    save(create(label, SQUARE));
    UUID other = world.scene("OPEN");
    assertThat(fault(() -> world.labels.save(ann, other, batch(update(label, 1, SQUARE)))).kind())
        .isEqualTo(Kind.NOT_FOUND);
    assertThat(fault(() -> world.labels.save(ann, other, batch(create(label, SQUARE)))).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeatAndTheBoxFilters() {
    String[] many =
        IntStream.range(0, 25)
            .mapToObj(i ->
                create(
                    UUID.randomUUID(),
                    SQUARE
                        .replace("10,", 10 + 30 * (i % 5) + ",")
                        .replace("20,", 20 + 30 * (i % 5) + ",")))
            .toArray(String[]::new);
    save(many);
    List<UUID> seen = new ArrayList<>();
    UUID after = null;
    boolean more = true;
    while (more) {
      Labels.Listing listing =
          world.labels.list(ann, scene, Space.PIXEL, new Page(after, null, 7, 1_000_000));
      listing.labels().forEach(label -> seen.add(label.element()));
      after = listing.labels().getLast().element();
      more = listing.more();
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    Page boxed = new Page(null, new Envelope(45, 46, 12, 13), 100, 1_000_000);
    assertThat(world.labels.list(ann, scene, Space.PIXEL, boxed).labels()).hasSize(5);
    Page few = new Page(null, null, 100, 11);
    assertThat(world.labels.list(ann, scene, Space.PIXEL, few).labels()).hasSize(3);
  }

  @Test
  void groundLabelsAreImportedWhereTheyLieAndNothingIsHalfImported() {
    UUID source = UUID.randomUUID();
    save(create(source, EXACT));
    Label original = all().getFirst();
    StringBuilder ring = new StringBuilder();
    for (Coordinate at : original.lonLat().getCoordinates()) {
      ring.append(ring.isEmpty() ? "" : ",").append("[" + at.x + "," + at.y + "]");
    }
    String good =
        "{\"type\":\"Feature\",\"properties\":{\"class\":\"Building\",\"storeys\":3},\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":[["
            + ring
            + "]]}}";
    String far = good.replaceAll("\\[15\\.", "[16.");
    Fault fault =
        fault(() ->
            importGround(
                good,
                far,
                "{\"type\":\"Feature\",\"geometry\":null}",
                good.replace("Building", "barn")));
    assertThat((List<?>) fault.details().get("violations"))
        .extracting(
            each -> ((Map<?, ?>) each).get("pointer") + " " + ((Map<?, ?>) each).get("code"))
        .containsExactlyInAnyOrder(
            "/features/1/geometry/coordinates/0/1 outside-scene",
            "/features/0/geometry duplicate",
            "/features/2 left-out",
            "/features/3/properties/class unknown-class");
    assertThat(world.elements()).isEqualTo(1);

    assertThat(importGround(good, good.replace("\"Building\"", "4")).count()).isEqualTo(2);
    Label imported =
        all().stream()
            .filter(label -> !label.element().equals(source) && label.classId() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(imported.attributes()).isEqualTo(Map.of("storeys", 3L));
    assertThat(imported.pixels().norm().equalsExact(original.pixels().norm(), 1e-6)).isTrue();
    assertThat(world.types()).endsWith("label.refused", "label.imported", "label.read");
  }

  @Test
  void aSceneWithoutGroundIsLabelledInPixels() {
    UUID nowhere = world.sceneWithoutGround();
    world.labels.save(ann, nowhere, batch(create(UUID.randomUUID(), SQUARE)));
    Page page = new Page(null, null, 10, 1000);
    Label read = world.labels.list(ann, nowhere, Space.PIXEL, page).labels().getFirst();
    assertThat(read.lonLat() == null).isTrue();
    assertThat(read.areaSquareMetres()).isNull();
    assertThat(fault(() -> world.labels.list(ann, nowhere, Space.GROUND, page)).code())
        .isEqualTo("no-ground");
  }

  private LabelImports.Imported importGround(String... features) {
    String document =
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return new LabelImports(world.labels)
        .run(
            ann,
            scene,
            new LabelFile.Held(bytes),
            ImportAsk.geoJson(Space.GROUND, null),
            "0".repeat(64));
  }

  private List<Label> all() {
    return world
        .labels
        .list(ann, scene, Space.PIXEL, new Page(null, null, 1000, 1_000_000))
        .labels();
  }

  private List<Result> save(String... operations) {
    return world.labels.save(ann, scene, batch(operations));
  }

  private Fault refusal(String... operations) {
    return fault(() -> save(operations));
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call);
  }

  static Batch batch(String... operations) {
    String body = "{\"operations\":[" + String.join(",", operations) + "]}";
    return BatchReader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  static String create(UUID label, String coordinates) {
    return ("{\"op_id\":\"%s\",\"kind\":\"create\",\"element\":\"%s\",\"class\":1,\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":%s}}")
        .formatted(UUID.randomUUID(), label, coordinates);
  }

  static String update(UUID label, int base, String coordinates) {
    return ("{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":%d,\"class\":1,"
            + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s}}")
        .formatted(UUID.randomUUID(), label, base, coordinates);
  }

  static String delete(UUID label, int base) {
    return "{\"op_id\":\"%s\",\"kind\":\"delete\",\"element\":\"%s\",\"base_rev\":%d}"
        .formatted(UUID.randomUUID(), label, base);
  }
}
