package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class AreasTest {
  private LabelWorld world;
  private Areas areas;
  private Subject lead;
  private Subject ann;
  private Subject ben;

  @BeforeAll
  void open() {
    world = new LabelWorld(4);
    areas = new Areas(world.database, world.policy, world.catalogue, Clock.systemUTC());
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
    areas.change(lead, scene, area, "ben", AreaState.READY);
    assertThat(areas.of(ben, scene).getFirst().assignee()).isEqualTo("ben");
    assertThat(areas.change(ben, scene, area, "", null).assignee()).isNull();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(Fault.class, call).code();
  }
}
