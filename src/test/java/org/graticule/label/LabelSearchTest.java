package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.graticule.access.AccessWorld;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** How the database looks for labels in a window when row policies stand before them. */
final class LabelSearchTest {
  private static final Envelope WINDOW = new Envelope(40_000, 42_000, 60_000, 62_000);

  private static AccessWorld world;
  private static UUID project;
  private static int low;
  private static int high;
  private static Subject viewer;

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    project = world.project();
    low = world.mark("OPEN");
    high = world.mark("SEALED//CEDAR");
    viewer = world.person(project, Role.VIEWER, 0);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void aWindowIsSearchedByCellsInAnIndexUnderTheRowPolicies() {
    UUID scene = world.scene(project, low);
    world.labels(scene, 20_000, low, low, low, high);
    assertSearchedByCells(scene);
    assertThat(found(scene)).isEqualTo(meeting(scene, low)).isPositive();
  }

  @Test
  @Tag("long")
  void aMillionLabelsAreSearchedTheSameWay() {
    UUID scene = world.scene(project, low);
    world.manyLabels(scene, 1_000_000, low, low, low, high);
    assertSearchedByCells(scene);
    assertThat(found(scene)).isEqualTo(meeting(scene, low)).isPositive();
  }

  private static void assertSearchedByCells(UUID scene) {
    String plan = String.join("\n", plan(scene));
    assertThat(plan)
        .contains("element_cell", "Index Cond: ((scene = ", "cell >= ", "cell <= ")
        .doesNotContain("Seq Scan on element", "Seq Scan on revision");
  }

  private static List<String> plan(UUID scene) {
    Page page = new Page(null, WINDOW, 500, 100_000);
    return world
        .database
        .as(viewer)
        .read(tx ->
            LabelListStore.pageQuery(tx, "explain ", scene, page, sight())
                .mapTo(String.class)
                .list());
  }

  private static Sight sight() {
    return new Sight(viewer.markIds(), new UUID[] {project}, null);
  }

  private static int found(UUID scene) {
    Page page = new Page(null, WINDOW, 5_000, 1_000_000);
    return world
        .database
        .as(viewer)
        .read(tx -> new LabelListStore().page(tx, scene, page, sight()))
        .labels()
        .size();
  }

  private static int meeting(UUID scene, int mark) {
    return world.furnishing.read(tx ->
        tx.handle()
            .createQuery(
                """
                select count(*)
                from content.element
                where scene = :scene
                  and mark_id = :mark
                  and envelope && st_makeenvelope(40000, 60000, 42000, 62000, 0)
                """)
            .bind("scene", scene)
            .bind("mark", mark)
            .mapTo(Integer.class)
            .one());
  }
}
