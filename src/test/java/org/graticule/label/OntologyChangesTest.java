package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.OntologyChanges.Outcome;
import org.graticule.label.geojson.Space;
import org.graticule.work.Ontology.LabelClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OntologyChangesTest {
  private static final String SQUARE = "[[[10,10],[20,10],[20,20],[10,20],[10,10]]]";

  private LabelWorld world;
  private OntologyChanges changes;
  private Subject lead;
  private Subject ann;
  private UUID scene;

  @BeforeEach
  void open() {
    world = new LabelWorld(4);
    changes = new OntologyChanges(world.database, world.policy, world.projects, Clock.systemUTC());
    lead = world.person("lea", Role.PROJECT_LEAD, "OPEN");
    ann = world.annotator("ann");
    scene = world.scene("OPEN");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMergeIsTriedFirstThenDoneThenTakenBack() {
    UUID first = UUID.randomUUID();
    save(LabelsTest.create(first, SQUARE), LabelsTest.create(UUID.randomUUID(), SQUARE));
    List<OntologyStep> merge =
        List.of(new OntologyStep("merge", LabelWorld.BUILDING, null, LabelWorld.SHIP, null, null));
    Outcome dry = changes.change(lead, world.project, 1, merge, true);
    assertThat(dry.moved().getFirst().labels()).isEqualTo(2);
    assertThat(classes()).containsOnly(LabelWorld.BUILDING);

    Outcome done = changes.change(lead, world.project, 1, merge, false);
    assertThat(done.ontology().version()).isEqualTo(2);
    assertThat(done.ontology().find(LabelWorld.BUILDING).map(LabelClass::mergedInto))
        .hasValue(LabelWorld.SHIP);
    assertThat(classes()).containsOnly(LabelWorld.SHIP);
    assertThat(world.labels.history(ann, first).revisions()).hasSize(2);
    save(LabelsTest.update(first, 2, SQUARE).replace("\"class\":1", "\"class\":4"));

    Outcome undone = changes.undo(lead, world.project, 2, false);
    assertThat(undone.moved().getFirst().labels()).as("the other was touched since").isEqualTo(1);
    assertThat(classes()).containsOnly(LabelWorld.SHIP, LabelWorld.BUILDING);
    assertThat(undone.ontology().find(LabelWorld.BUILDING).map(LabelClass::retired))
        .hasValue(false);
    assertThat(world.labels.changes(ann, scene, 0, Labels.LAST, 10).changed()).hasSize(2);
  }

  @Test
  void aClassThatIsRenamedAndRetiredTellsWhichLabelsKeepIt() {
    save(LabelsTest.create(UUID.randomUUID(), SQUARE));
    List<OntologyStep> steps =
        List.of(
            new OntologyStep("rename", LabelWorld.BUILDING, "house", null, null, null),
            new OntologyStep("retire", LabelWorld.BUILDING, null, null, null, null));
    assertThat(changes.change(lead, world.project, 1, steps, true).kept())
        .containsExactly(new OntologyChanges.Kept(LabelWorld.BUILDING, 1, 1));
  }

  @Test
  void aSplitGoesByAnAttributeAndTheRestStays() {
    save(
        LabelsTest.create(UUID.randomUUID(), SQUARE)
            .replace("\"class\":1", "\"class\":1,\"attributes\":{\"roof\":\"flat\"}"),
        LabelsTest.create(UUID.randomUUID(), SQUARE));
    OntologyStep split =
        new OntologyStep(
            "split",
            LabelWorld.BUILDING,
            null,
            null,
            "roof",
            List.of(new OntologyStep.Part(9, "flat building", null, "flat")));
    changes.change(lead, world.project, 1, List.of(split), false);
    assertThat(classes()).containsExactlyInAnyOrder(LabelWorld.BUILDING, 9);
    changes.undo(lead, world.project, 2, false);
    assertThat(classes()).containsOnly(LabelWorld.BUILDING);
  }

  @Test
  void whatCannotBeDoneIsRefusedAndNothingChanges() {
    List<OntologyStep> rename =
        List.of(new OntologyStep("rename", LabelWorld.BUILDING, "house", null, null, null));
    assertThat(code(() -> changes.change(lead, world.project, 7, rename, false)))
        .isEqualTo("stale-ontology");
    assertThat(code(() -> changes.change(ann, world.project, 1, rename, true)))
        .isEqualTo("not-permitted");
    List<OntologyStep> unknown =
        List.of(new OntologyStep("merge", 77, null, LabelWorld.SHIP, null, null));
    assertThat(code(() -> changes.change(lead, world.project, 1, unknown, false)))
        .isEqualTo("unknown-class");
    changes.change(lead, world.project, 1, rename, false);
    assertThat(code(() -> changes.change(lead, world.project, 1, rename, false)))
        .isEqualTo("stale-ontology");
  }

  private List<Integer> classes() {
    return world
        .labels
        .list(ann, scene, Space.PIXEL, new Page(null, null, 100, 100_000))
        .labels()
        .stream()
        .map(Label::classId)
        .toList();
  }

  private void save(String... operations) {
    world.labels.save(ann, scene, LabelsTest.batch(operations));
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
