package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.rule.Violation;
import org.graticule.work.ClassRules;
import org.graticule.work.LabelRules;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a project asks of all its labels, and what a class says otherwise. */
final class LabelRulesTest {
  /** 9 square metres. */
  private static final String SMALL = "[[[10,10],[16,10],[16,16],[10,16],[10,10]]]";

  private static final int CRANE = 9;

  private LabelWorld world;
  private Subject lead;
  private UUID scene;

  @BeforeEach
  void open() {
    world = new LabelWorld(3);
    lead = world.person("lea", Role.PROJECT_LEAD, "OPEN");
    scene = world.scene("OPEN");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatAProjectAsksHoldsWhereTheClassSaysNothingElse() {
    assertThat(codes(LabelWorld.SHIP)).isEmpty();
    publish(0, new LabelRules(0, 50.0, null));
    assertThat(codes(LabelWorld.SHIP)).containsExactly("too-small");
    // A building is asked 2 square metres by its class.
    assertThat(codes(LabelWorld.BUILDING)).isEmpty();
    publish(1, new LabelRules(1, null, severity("too-small", "off")));
    assertThat(codes(LabelWorld.SHIP)).isEmpty();
  }

  @Test
  void aClassMayBeStricterThanItsProjectAboutOneCodeAndKeepTheRest() {
    world.publish(
        new LabelClass(LabelWorld.SHIP, "ship", null, "#445566", null, false, null),
        new LabelClass(
            CRANE,
            "crane",
            null,
            "#445577",
            null,
            false,
            null,
            null,
            null,
            severity("duplicate", "error"),
            null));
    publish(
        0,
        new LabelRules(
            0,
            null,
            new ClassRules(
                5.0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("too-large", "warning", "duplicate", "off"))));
    save(LabelWorld.SHIP);
    save(CRANE);
    assertThat(found(LabelWorld.SHIP))
        .extracting(Violation::code, Violation::severity)
        .containsExactly(tuple("too-large", Violation.Severity.WARNING));
    assertThat(found(CRANE))
        .extracting(Violation::code, Violation::severity)
        .containsExactlyInAnyOrder(
            tuple("too-large", Violation.Severity.WARNING),
            tuple("duplicate", Violation.Severity.ERROR));
  }

  @Test
  void aVersionIsPublishedOnceAndOnTheLog() {
    LabelRules first = publish(0, new LabelRules(0, 3.0, null));
    assertThat(first.version()).isEqualTo(1);
    assertThat(world.projects.labelRules(lead, world.project)).isEqualTo(first);
    assertThat(world.logged).extracting(event -> event.type()).contains("label-rules.published");
    Fault stale = refusal(lead, new LabelRules(0, 4.0, null));
    assertThat(stale.code()).isEqualTo("stale-label-rules");
    assertThat(world.projects.labelRules(lead, world.project)).isEqualTo(first);
  }

  @Test
  void onlyALeadPublishesAndOnlyWhatMakesSense() {
    assertThat(refusal(world.annotator("ann"), new LabelRules(0, 3.0, null)).kind())
        .isEqualTo(Fault.Kind.FORBIDDEN);
    assertThat(refusal(lead, new LabelRules(0, -1.0, null)))
        .hasMessage("minimum_area_m2 -1.0 must be 0.0 to 1.0E12");
    assertThat(refusal(lead, new LabelRules(0, null, severity("duplicate", "loud"))))
        .hasMessage("a severity is one of off, warning, error");
    assertThat(world.projects.labelRules(lead, world.project)).isEqualTo(LabelRules.NONE);
  }

  private LabelRules publish(int version, LabelRules rules) {
    LabelRules edited = new LabelRules(version, rules.minimumAreaM2(), rules.rules());
    return world.projects.publish(lead, world.project, edited);
  }

  private Fault refusal(Subject by, LabelRules rules) {
    return catchThrowableOfType(
        Fault.class, () -> world.projects.publish(by, world.project, rules));
  }

  private static ClassRules severity(String code, String severity) {
    return new ClassRules(
        null, null, null, null, null, null, null, null, null, Map.of(code, severity));
  }

  private static org.assertj.core.groups.Tuple tuple(@Nullable Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private void save(int classId) {
    world.labels.save(lead, scene, LabelsTest.batch(create(classId)));
  }

  private List<String> codes(int classId) {
    return found(classId).stream().map(Violation::code).toList();
  }

  private List<Violation> found(int classId) {
    return world.labels.validate(lead, scene, LabelsTest.batch(create(classId))).stream()
        .map(Batch.Finding::violation)
        .toList();
  }

  private static String create(int classId) {
    return LabelsTest.create(UUID.randomUUID(), SMALL)
        .replace("\"class\":1", "\"class\":" + classId);
  }
}
