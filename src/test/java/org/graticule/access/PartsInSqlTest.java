package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.db.DatabaseAddress;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

/**
 * What SQL as the server's role sees of a scene that lies partly in an area, held against JTS,
 * which knows nothing of the policies.
 */
final class PartsInSqlTest {
  private static final String AREA =
      "POLYGON ((13 47, 14.7 47, 14.2 48.9, 13 49.5, 13 47), (14.1 48.2, 14.3 48.2, 14.2 48.4, 14.1"
          + " 48.2))";
  private static final String OTHER = "POLYGON ((14.8 48.8, 15.5 48.8, 15.5 49.5, 14.8 48.8))";

  private static AccessWorld world;
  private static UUID project;
  private static UUID scene;
  private static int open;

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    project = world.project();
    open = world.mark("OPEN");
    scene = world.scene(project, open);
    place(scene);
    world.furnishing.write(tx -> {
      tx.handle()
          .execute(
              """
              insert into content.element
                (id, scene, layer, class_id, head, live, mark_id, envelope, ground)
              select gen_random_uuid(), ?, ?, 1, 1, true, ?, st_makeenvelope(n, n, n + 1, n + 1, 0),
                     st_makeenvelope(x, y, x + side, y + side, 4326)
              from (
                select n, 14 + random() as x, 48 + random() as y, random() * 0.05 as side
                from generate_series(1, 2000) as n) strewn
              """,
              scene,
              project,
              open);
      return tx.handle()
          .execute(
              """
              insert into content.revision
                (element, n, kind, class_id, geom_px, geom_ground, layer, mark_id, ontology, actor,
                 actor_name, at, op_id)
              select e.id, r, case r when 1 then 'create' else 'update' end, 1, e.envelope,
                     st_translate(e.ground, (r - 1) * 0.3, 0), e.layer, e.mark_id, 1, s.created_by,
                     'founder', now(), gen_random_uuid()
              from content.element e, content.scene s, generate_series(1, 2) as r
              where e.scene = ? and s.id = e.scene
              """,
              scene);
    });
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static void place(UUID where) {
    world.furnishing.write(tx ->
        tx.handle()
            .execute(
                "update content.scene set footprint = st_makeenvelope(14, 48, 15, 49, 4326)"
                    + " where id = ?",
                where));
  }

  private static void limit(UUID account, UUID to, Role role, String area) {
    world.grant(account, to, role);
    world.furnishing.write(tx ->
        tx.handle()
            .execute(
                "update authz.project_grant set area = st_geomfromtext(?, 4326)"
                    + " where account = ? and project = ? and role = ?",
                area,
                account,
                to,
                role.label()));
  }

  private static Subject person(String... areas) {
    UUID account = world.account(3, List.of(), null);
    Role[] roles = {Role.VIEWER, Role.ANNOTATOR};
    for (int i = 0; i < areas.length; i++) {
      limit(account, project, roles[i], areas[i]);
    }
    world.epoch.refresh();
    return world.sessions.onBehalfOf(account);
  }

  private static List<String> seen(Subject subject, String sql) {
    DatabaseAddress app = world.addresses.roles().app();
    try (Handle handle = Jdbi.create(app.url(), app.user(), app.password().reveal()).open()) {
      handle.begin();
      handle.execute("select set_config('graticule.ticket', ?, true)", subject.ticket().secret());
      List<String> rows = handle.createQuery(sql).mapTo(String.class).list();
      handle.rollback();
      return rows;
    }
  }

  private static Set<String> inside(String sql, String... areas) throws Exception {
    Geometry whole = new WKTReader().read(areas[0]);
    for (String area : areas) {
      whole = whole.union(new WKTReader().read(area));
    }
    Geometry area = whole;
    return world
        .furnishing
        .read(tx ->
            tx.handle()
                .createQuery(sql)
                .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                .list())
        .stream()
        .filter(row -> covers(area, row[1]))
        .map(row -> row[0])
        .collect(Collectors.toSet());
  }

  private static boolean covers(Geometry area, String wkt) {
    try {
      return area.covers(new WKTReader().read(wkt));
    } catch (org.locationtech.jts.io.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theLabelsOfAPartAreThoseThatLieInIt() throws Exception {
    for (String[] areas : List.of(new String[] {AREA}, new String[] {AREA, OTHER})) {
      Subject subject = person(areas);
      assertThat(seen(subject, "select id from content.scene")).containsExactly(scene.toString());
      Set<String> labels = inside("select id::text, st_astext(ground) from content.element", areas);
      assertThat(labels).hasSizeBetween(200, 1_900);
      assertThat(seen(subject, "select id from content.element"))
          .containsExactlyInAnyOrderElementsOf(labels);
      Set<String> revisions =
          inside(
              """
              select r.element || ' ' || r.n, st_astext(st_collect(r.geom_ground, e.ground))
              from content.revision r join content.element e on e.id = r.element
              """,
              areas);
      assertThat(seen(subject, "select element || ' ' || n from content.revision"))
          .containsExactlyInAnyOrderElementsOf(revisions);
    }
  }

  /** As the server's role, past all that the server itself would say. */
  private static void draw(Subject subject, double west) {
    DatabaseAddress app = world.addresses.roles().app();
    try (Handle handle = Jdbi.create(app.url(), app.user(), app.password().reveal()).open()) {
      handle.begin();
      handle.execute("select set_config('graticule.ticket', ?, true)", subject.ticket().secret());
      handle.execute(
          """
          insert into content.element
            (id, scene, project, layer, class_id, head, live, mark_id, envelope, ground)
          values (gen_random_uuid(), ?, ?, ?, 1, 1, true, ?, st_makeenvelope(0, 0, 1, 1, 0),
            st_makeenvelope(?, 48.5, ?, 48.6, 4326))
          """,
          scene,
          project,
          project,
          open,
          west,
          west + 0.05);
      handle.rollback();
    }
  }

  @Test
  void labelsOfAPartAreDrawnInItAlone() {
    Subject subject = person(OTHER, AREA);
    draw(subject, 14.1);
    for (double west : new double[] {14.28, 14.6}) {
      assertThatThrownBy(() -> draw(subject, west)).hasMessageContaining("row-level security");
    }
  }

  @Test
  void aPartThatIsSeenIsNotDrawnOnForThat() {
    Subject viewer = person(AREA);
    assertThatThrownBy(() -> draw(viewer, 14.1)).hasMessageContaining("row-level security");
    Subject both = person(AREA, OTHER);
    assertThatThrownBy(() -> draw(both, 14.1)).hasMessageContaining("row-level security");
    List<String> seen = seen(both, "select id from content.element order by id");
    List<String> changed =
        seen(both, "update content.element set class_id = 2 where live returning id");
    assertThat(seen).containsAll(changed).hasSizeGreaterThan(changed.size());
    assertThat(changed)
        .containsExactlyInAnyOrderElementsOf(seen(person(OTHER), "select id from content.element"));
  }

  @Test
  void whatIsKeptOfTheWholeSceneIsNotThere() {
    Subject subject = person(AREA);
    for (String table : List.of("label_cell", "lease", "note", "job", "dataset", "upload")) {
      assertThat(seen(subject, "select 1 from content." + table)).as(table).isEmpty();
    }
    assertThat(seen(subject, "select 1 from content.label_cell")).isEmpty();
  }

  @Test
  void anAreaOfAnotherProjectShowsNothingHere() {
    UUID other = world.project();
    UUID there = world.scene(other, open);
    place(there);
    UUID account = world.account(3, List.of(), null);
    limit(account, project, Role.VIEWER, OTHER);
    limit(account, other, Role.VIEWER, AREA);
    world.epoch.refresh();
    Subject subject = world.sessions.onBehalfOf(account);
    List<String> corner = seen(subject, "select id from content.element");
    assertThat(corner)
        .containsExactlyInAnyOrderElementsOf(seen(person(OTHER), "select id from content.element"));
    assertThat(subject.cutout(scene).orElseThrow().key())
        .isNotEqualTo(subject.cutout(there).orElseThrow().key());
  }

  @Test
  void anUnlimitedRoleShowsAll() {
    UUID account = world.account(3, List.of(), null);
    limit(account, project, Role.VIEWER, AREA);
    world.grant(account, project, Role.ANNOTATOR);
    world.epoch.refresh();
    Subject subject = world.sessions.onBehalfOf(account);
    assertThat(subject.cutout(scene)).isEmpty();
    assertThat(seen(subject, "select id from content.element")).hasSize(2_000);
  }
}
