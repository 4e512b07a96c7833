package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.graticule.access.Colleagues;
import org.graticule.access.Marks;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.Labels.Result;
import org.graticule.label.rule.Violation;
import org.graticule.work.ClassRules;
import org.graticule.work.Ontology.LabelClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class AreasTest {
  private static final String OUTSIDE = "outside-work-area";

  private LabelWorld world;
  private Areas areas;
  private Subject lead;
  private Subject ann;
  private Subject ben;

  @BeforeAll
  void open() {
    world = new LabelWorld(4);
    // Marks in memory are those of when they were opened.
    world.mark("SEALED");
    Marks marks = Marks.open(world.vocabulary, world.database);
    areas =
        new Areas(
            world.database,
            world.policy,
            world.catalogue,
            new Colleagues(world.database, world.policy, marks),
            Clock.systemUTC());
    lead = world.person("lea", Role.PROJECT_LEAD, "OPEN");
    ann = world.annotator("ann");
    ben = world.annotator("ben");
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void aDivisionIsAnExactPartition() {
    UUID scene = world.scene(1001, 777);
    List<Area> all = areas.divide(lead, scene, null, 3, 2);
    assertThat(all).extracting(Area::name).containsExactly("A1", "B1", "C1", "A2", "B2", "C2");
    assertThat(all.stream().mapToInt(each -> each.box().width() * each.box().height()).sum())
        .isEqualTo(1001 * 777);
    assertThat(all.get(0).box()).isEqualTo(new Area.Box(0, 0, 333, 388));
    assertThat(all.get(5).box()).isEqualTo(new Area.Box(667, 388, 1001, 777));
    List<Area> finer = areas.divide(lead, scene, all.get(5).id(), 2, 1);
    assertThat(finer)
        .hasSize(7)
        .extracting(Area::name)
        .contains("C2.A1", "C2.B1")
        .doesNotContain("C2");
    assertThat(finer.stream().mapToInt(each -> each.box().width() * each.box().height()).sum())
        .isEqualTo(1001 * 777);
    assertThat(code(() -> areas.divide(lead, scene, null, 2, 2))).isEqualTo("areas-there");
    areas.remove(lead, scene);
    assertThat(areas.of(ann, scene)).isEmpty();
  }

  @Test
  void aDivisionIntoNothingOrSliversIsRefused() {
    UUID scene = world.scene(1001, 777);
    for (int[] odd : new int[][] {{0, 4}, {1, 1}, {27, 1}, {2, 13}}) {
      assertThat(code(() -> areas.divide(lead, scene, null, odd[0], odd[1])))
          .isEqualTo("bad-division");
    }
    assertThat(areas.of(ann, scene)).isEmpty();
  }

  @Test
  void anAreaIsTakenByOneAndJudgedByAnother() {
    UUID scene = world.scene(1001, 777);
    UUID area = areas.divide(lead, scene, null, 2, 1).getFirst().id();
    assertThat(areas.change(ann, scene, area, "ann", null).assignee()).isEqualTo("ann");
    assertThat(code(() -> areas.change(ben, scene, area, "ben", null))).isEqualTo("area-forbidden");
    assertThat(code(() -> areas.change(ben, scene, area, null, AreaState.SUBMITTED)))
        .isEqualTo("area-forbidden");
    assertThat(code(() -> areas.change(lead, scene, area, null, AreaState.ACCEPTED)))
        .isEqualTo("area-not-submitted");
    assertThat(code(() -> areas.divide(lead, scene, area, 2, 1))).isEqualTo("area-taken");
    areas.change(ann, scene, area, null, AreaState.SUBMITTED);
    assertThat(code(() -> areas.change(ann, scene, area, null, AreaState.ACCEPTED)))
        .isEqualTo("area-forbidden");
    Subject judge = world.person("rae", Role.REVIEWER, "OPEN");
    assertThat(areas.change(judge, scene, area, null, AreaState.REJECTED).state())
        .isEqualTo(AreaState.REJECTED);
    areas.change(ann, scene, area, null, AreaState.SUBMITTED);
    assertThat(areas.change(judge, scene, area, null, AreaState.ACCEPTED).state())
        .isEqualTo(AreaState.ACCEPTED);
    assertThat(areas.change(lead, scene, area, "", AreaState.READY).isFree()).isTrue();
  }

  @Test
  void anAreaIsGivenOnlyToSomebodyWhoMayLabelTheScene() {
    UUID open = world.scene(1001, 777);
    UUID sealed = world.scene("SEALED");
    String viewer = world.username(world.person("vic", Role.VIEWER, "OPEN"));
    Subject cleared = world.person("cleo", Role.ANNOTATOR, "OPEN", "SEALED");
    Subject lena = world.person("lena", Role.PROJECT_LEAD, "OPEN", "SEALED");
    UUID here = areas.divide(lena, open, null, 2, 1).getFirst().id();
    UUID there = areas.divide(lena, sealed, null, 2, 1).getFirst().id();
    String ann = world.username(this.ann);
    assertThat(areas.change(lena, open, here, ann, null).assignee()).isEqualTo(ann);
    for (String nobody : List.of(viewer, "no-such-person")) {
      assertThat(code(() -> areas.change(lena, open, here, nobody, null)))
          .isEqualTo("bad-assignee");
    }
    assertThat(code(() -> areas.change(lena, sealed, there, ann, null))).isEqualTo("bad-assignee");
    assertThat(areas.people(lena, open)).contains(ann, world.username(cleared));
    assertThat(areas.people(lena, sealed))
        .contains(world.username(cleared))
        .doesNotContain(ann, viewer);
  }

  @Test
  void aDrawnAreaTakesWhatBelongsToNobodyAndIsDividedWithinItsOutline() {
    UUID scene = world.scene(1001, 777);
    Area first = areas.draw(lead, scene, ring(0, 0, 400, 0, 400, 400, 0, 400)).getFirst();
    assertThat(first.name()).isEqualTo("P1");
    Area second =
        areas.draw(lead, scene, ring(200, 100, 800, 100, 500, 700)).stream()
            .filter(area -> area.name().equals("P2"))
            .findFirst()
            .orElseThrow();
    assertThat(first.shape().intersection(second.shape()).getArea()).isLessThan(1e-6);
    assertThat(second.shape().getArea()).isBetween(1.0, 180_000.0 - 1);
    assertThat(code(() -> areas.draw(lead, scene, ring(10, 10, 300, 10, 10, 300))))
        .isEqualTo("nothing-free");
    List<Area> finer =
        areas.divide(lead, scene, second.id(), 2, 2).stream()
            .filter(area -> area.name().startsWith("P2."))
            .toList();
    assertThat(finer).hasSizeBetween(2, 4);
    assertThat(finer.stream().mapToDouble(area -> area.shape().getArea()).sum())
        .isCloseTo(second.shape().getArea(), within(1e-6));
    areas.remove(lead, scene, first.id());
    assertThat(areas.of(ann, scene)).extracting(Area::name).doesNotContain("P1");
    areas.change(ann, scene, finer.getFirst().id(), "ann", null);
    assertThat(code(() -> areas.remove(lead, scene, finer.getFirst().id())))
        .isEqualTo("area-taken");
  }

  @Test
  void anOutlineThatIsNoneIsRefused() {
    UUID scene = world.scene(1001, 777);
    for (List<List<Double>> odd :
        List.of(
            ring(0, 0, 100, 100),
            ring(0, 0, 100, 100, 0, 0),
            ring(0, 0, 100, 100, 100, 0, 0, 100),
            ring(0, 0, 1002, 0, 0, 100),
            ring(0, 0, Double.NaN, 0, 0, 100),
            List.of(List.of(1.0), List.of(2.0), List.of(3.0)))) {
      assertThat(code(() -> areas.draw(lead, scene, odd))).isEqualTo("bad-outline");
    }
    assertThat(code(() -> areas.draw(lead, scene, ring(0, 0, 5, 0, 0, 5))))
        .isEqualTo("nothing-free");
  }

  @Test
  void whatIsDrawnOutsideOnesAreasIsAWarningOrRefusedAsTheProjectSays() {
    UUID scene = world.scene(1001, 777);
    List<Area> halves = areas.divide(lead, scene, null, 2, 1);
    areas.change(ann, scene, halves.getFirst().id(), "ann", null);
    areas.change(ben, scene, halves.getLast().id(), "ben", null);
    UUID across = UUID.randomUUID();
    String mostlyAnns = "[[[400,10],[510,10],[510,50],[400,50],[400,10]]]";
    String bens = "[[[600,10],[650,10],[650,50],[600,50],[600,10]]]";
    assertThat(save(ann, scene, LabelsTest.create(across, mostlyAnns)).warnings()).isEmpty();
    assertThat(save(ann, scene, LabelsTest.create(UUID.randomUUID(), bens)).warnings())
        .extracting(Violation::code)
        .contains(OUTSIDE);
    assertThat(save(lead, scene, LabelsTest.create(UUID.randomUUID(), bens)).warnings())
        .extracting(Violation::code)
        .doesNotContain(OUTSIDE);
    world.publish(strict(OUTSIDE));
    assertThat(code(() -> save(ann, scene, LabelsTest.create(UUID.randomUUID(), bens))))
        .isEqualTo(OUTSIDE);
    assertThat(code(() -> save(ben, scene, LabelsTest.update(across, 1, bens)))).isEqualTo(OUTSIDE);
    assertThat(code(() -> save(ben, scene, LabelsTest.delete(across, 1)))).isEqualTo(OUTSIDE);
    assertThat(save(ann, scene, LabelsTest.delete(across, 1)).revision()).isEqualTo(2);
    world.publish(strict("none-such"));
  }

  private Result save(Subject by, UUID scene, String operation) {
    return world.labels.save(by, scene, LabelsTest.batch(operation)).getFirst();
  }

  private static LabelClass strict(String code) {
    ClassRules rules =
        new ClassRules(null, null, null, null, null, null, null, null, null, Map.of(code, "error"));
    return new LabelClass(
        LabelWorld.BUILDING,
        "building",
        null,
        "#112233",
        null,
        false,
        2.0,
        null,
        null,
        rules,
        null);
  }

  private static List<List<Double>> ring(double... xy) {
    return IntStream.range(0, xy.length / 2)
        .mapToObj(i -> List.of(xy[2 * i], xy[2 * i + 1]))
        .toList();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
