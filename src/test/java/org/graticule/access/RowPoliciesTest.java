package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.graticule.db.DatabaseAddress;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server's role sees when somebody makes it run SQL of their own. */
final class RowPoliciesTest {
  private static final String CONTENT_TABLES =
      """
      select c.relname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'content' and c.relkind in ('r', 'p')
      """;

  private static AccessWorld world;
  private static UUID project;
  private static UUID open;
  private static UUID sealed;
  private static UUID elsewhere;

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    project = world.project();
    open = world.scene(project, world.mark("OPEN"));
    sealed = world.scene(project, world.mark("SEALED//CEDAR"));
    elsewhere = world.scene(world.project(), world.mark("OPEN"));
    world.labels(open, 3, world.mark("OPEN"), world.mark("GUARDED"));
    world.labels(sealed, 2, world.mark("SEALED//CEDAR"));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void withoutATicketNoContentTableShowsARow() {
    try (Handle app = app()) {
      for (String table : app.createQuery(CONTENT_TABLES).mapTo(String.class).list()) {
        assertThat(count(app, "content." + table)).as(table).isZero();
      }
    }
  }

  @Test
  void aTicketThatNobodyIssuedShowsNothing() {
    try (Handle app = app()) {
      app.begin();
      app.execute("select set_config('graticule.ticket', 'guessed', true)");
      assertThat(count(app, "content.scene")).isZero();
      app.execute("select set_config('graticule.owner_work', 'on', true)");
      assertThat(count(app, "content.scene")).isZero();
      app.rollback();
    }
  }

  @Test
  void whatATicketShowsIsWhatItsHolderMaySee() {
    Subject low = world.person(project, Role.VIEWER, 0);
    Subject high = world.person(project, Role.VIEWER, 3, "CEDAR");
    assertThat(scenes(low)).containsExactly(open);
    assertThat(scenes(high)).containsExactlyInAnyOrder(open, sealed);
    assertThat(labels(low)).isEqualTo(1);
    assertThat(labels(high)).isEqualTo(5);
  }

  @Test
  void theTicketOfATransactionEndsWithIt() {
    Subject high = world.person(project, Role.VIEWER, 3, "CEDAR");
    try (Handle app = app()) {
      app.begin();
      app.execute("select set_config('graticule.ticket', ?, true)", high.ticket().secret());
      assertThat(count(app, "content.scene")).isEqualTo(2);
      app.commit();
      assertThat(count(app, "content.scene")).isZero();
    }
  }

  @Test
  void theServersRoleReachesNeitherTicketsNorAccountsNorGrants() {
    try (Handle app = app()) {
      for (String table :
          List.of("ticket", "account", "project_grant", "session", "api_token", "level")) {
        for (String attempt :
            List.of(
                "select * from authz." + table,
                "delete from authz." + table,
                "insert into authz." + table + " default values")) {
          assertThatThrownBy(() -> app.execute(attempt))
              .as(attempt)
              .hasMessageContaining("permission denied");
        }
      }
      for (String attempt :
          List.of(
              "select authz.marks_of(gen_random_uuid())",
              "select authz.shown()",
              "select authz.protect('content.scene', 'true')",
              "select * from content.whereabouts('scene', gen_random_uuid())",
              "alter table content.scene disable row level security",
              "create policy mine on content.scene using (true)",
              "set role graticule_owner",
              "set session authorization graticule_owner",
              "update authz.mark set level = 0",
              "create table content.copy as select 1",
              "truncate content.scene")) {
        assertThatThrownBy(() -> app.execute(attempt))
            .as(attempt)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
  }

  @Test
  void theRegistrarSeesNoContent() {
    DatabaseAddress registrar = world.addresses.roles().registrar();
    try (Handle handle = open(registrar)) {
      for (String table : handle.createQuery(CONTENT_TABLES).mapTo(String.class).list()) {
        assertThatThrownBy(() -> handle.execute("select * from content." + table))
            .as(table)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void aRowCannotBeWrittenWhereItsWriterCouldNotSeeIt() {
    Subject low = world.person(project, Role.PROJECT_LEAD, 0);
    int above = world.mark("SEALED//CEDAR");
    assertThatThrownBy(() ->
            world
                .database
                .as(low)
                .write(tx ->
                    tx.handle()
                        .execute("update content.scene set mark_id = ? where id = ?", above, open)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.deniedBy()).contains("row-policy"));
    int changed =
        world
            .database
            .as(low)
            .write(tx ->
                tx.handle().execute("update content.scene set name = 'x' where id = ?", sealed));
    assertThat(changed).isZero();
  }

  @Test
  void whatIsTakenAwayIsGoneForATicketThatIsStillHeld() {
    UUID account = world.account(3, List.of("CEDAR"), null);
    world.grant(account, project, Role.VIEWER);
    Subject held = world.sessions.onBehalfOf(account);
    assertThat(scenes(held)).contains(open, sealed);
    world.furnishing.write(tx ->
        tx.handle().execute("update authz.account set accesses = '{}' where id = ?", account));
    assertThat(scenes(held)).containsExactly(open);
    world.furnishing.write(
        tx -> tx.handle().execute("delete from authz.project_grant where account = ?", account));
    assertThat(scenes(held)).isEmpty();
  }

  @Test
  void aDisabledAccountsTicketShowsNothing() {
    UUID account = world.account(3, List.of("CEDAR"), null);
    world.grant(account, project, Role.VIEWER);
    Subject held = world.sessions.onBehalfOf(account);
    world.furnishing.write(
        tx -> tx.handle().execute("update authz.account set active = false where id = ?", account));
    assertThat(scenes(held)).isEmpty();
  }

  @Test
  void aMarkThatIsMadeInATransactionIsSeenInIt() {
    UUID own = world.project();
    UUID scene = world.scene(own, world.mark("OPEN"));
    Subject high = world.person(own, Role.PROJECT_LEAD, 3, "CEDAR", "EMBER");
    int changed =
        world
            .database
            .as(high)
            .write(tx -> {
              int fresh =
                  world.marks.intern(tx, world.vocabulary.parse("VEILED//CEDAR/EMBER")).id();
              return tx.handle()
                  .execute("update content.scene set mark_id = ? where id = ?", fresh, scene);
            });
    assertThat(changed).isEqualTo(1);
    assertThat(scenes(high)).containsExactly(scene);
  }

  @Test
  void aMarkIsNotLoweredByWhoeverCanWriteTheRow() {
    UUID own = world.project();
    UUID scene = world.scene(own, world.mark("GUARDED"));
    Subject lead = world.person(own, Role.PROJECT_LEAD, 3);
    int lower = world.mark("OPEN");
    assertThatThrownBy(() ->
            world
                .database
                .as(lead)
                .write(tx ->
                    tx.handle()
                        .execute(
                            "update content.scene set mark_id = ? where id = ?", lower, scene)))
        .isInstanceOf(Fault.class);
  }

  @Test
  void theServersRoleCanAskInItsHoldersNameAndForgeNoAgreement() {
    UUID own = world.project();
    UUID scene = world.scene(own, world.mark("GUARDED"));
    int lower = world.mark("OPEN");
    Subject lead = world.person(own, Role.PROJECT_LEAD, 3);
    Subject other = world.person(own, Role.PROJECT_LEAD, 3);
    UUID request = UUID.randomUUID();
    String ask =
        """
        insert into content.request
          (id, project, mark_id, kind, scene, wanted_mark, reason, state, asked_at, asked_by, asked_name)
        select ?, project, mark_id, 'lower-mark', id, %d, 'forged', 'open', now(), ?, 'x'
        from content.scene where id = '%s'
        """
            .formatted(lower, scene);
    assertThatThrownBy(() -> as(lead, ask, UUID.randomUUID(), other.account()))
        .hasMessageContaining("row-level security");
    as(lead, ask, request, lead.account());
    for (String forged :
        List.of(
            "update content.request set state = 'approved', decided_by = asked_by",
            "update content.request set asked_by = gen_random_uuid()",
            "select content.decide('%s', true, '%s', 'x', now())"
                .formatted(request, other.account()),
            """
            insert into content.request
              (id, project, mark_id, kind, scene, wanted_mark, reason, state, asked_at, asked_by,
               asked_name, decided_at, decided_by, decided_name)
            select gen_random_uuid(), project, mark_id, kind, scene, wanted_mark, reason, 'approved',
                   now(), asked_by, 'x', now(), gen_random_uuid(), 'y'
            from content.request
            """)) {
      assertThatThrownBy(() -> as(lead, forged))
          .as(forged)
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () -> as(lead, "update content.scene set mark_id = ? where id = ?", lower, scene))
        .hasMessageMatching("(?s).*(permission denied|takes two people).*");
  }

  @Test
  void theServersRoleCannotReleaseADatasetThatNobodyAgreedOn() {
    UUID own = world.project();
    Subject exporter = world.person(own, Role.EXPORTER, 3);
    String insert =
        """
        insert into content.dataset
          (id, project, name, version, state, recipe, ontology, mark_id, created_at, created_by,
           created_name, released_at)
        values (gen_random_uuid(), ?, 'x', ?, 'published', '{}', 1, ?, now(), ?, 'x', %s)
        """;
    int open = world.mark("OPEN");
    UUID by = exporter.account();
    assertThatThrownBy(() -> as(exporter, insert.formatted("now()"), own, 1, open, by))
        .hasMessageContaining("two people");
    as(exporter, insert.formatted("null"), own, 2, open, by);
    assertThatThrownBy(() -> as(exporter, "update content.dataset set released_at = now()"))
        .hasMessageContaining("two people");
  }

  private static void as(Subject subject, String sql, Object... arguments) {
    try (Handle app = app()) {
      app.begin();
      app.execute("select set_config('graticule.ticket', ?, true)", subject.ticket().secret());
      app.execute(sql, arguments);
      app.commit();
    }
  }

  @Test
  void whoOverseesProjectsKnowsThemAndNothingInThem() {
    for (Role role : List.of(Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER)) {
      Subject overseer = world.sessions.onBehalfOf(world.account(3, List.of("CEDAR"), role));
      assertThat(scenes(overseer)).isEmpty();
      assertThat(projects(overseer)).isGreaterThanOrEqualTo(2);
    }
    Subject auditor = world.sessions.onBehalfOf(world.account(3, List.of(), Role.AUDITOR));
    assertThat(projects(auditor)).isZero();
  }

  @Test
  void eachErrandSeesTheRowsItNeedsAndNoOthers() {
    Errands errands = new Errands(world.database, Clock.systemUTC());
    for (Errands.Errand errand : Errands.Errand.values()) {
      TicketHolder holder = errands.of(errand);
      // Labels and events are placed by where their scene lies, whoever may see it.
      assertThat(scenes(holder).isEmpty())
          .as("%s", errand)
          .isEqualTo(errand != Errands.Errand.RELOCATION && errand != Errands.Errand.AUDIT);
      assertThat(projects(holder) > 0).as("%s", errand).isEqualTo(errand == Errands.Errand.CONSOLE);
    }
  }

  @Test
  void aSceneElsewhereIsNotSeenWhateverTheClearance() {
    Subject high = world.person(project, Role.PROJECT_LEAD, 3, "CEDAR");
    assertThat(scenes(high)).doesNotContain(elsewhere);
  }

  private static List<UUID> scenes(TicketHolder holder) {
    return world
        .database
        .as(holder)
        .read(
            tx -> tx.handle().createQuery("select id from content.scene").mapTo(UUID.class).list());
  }

  private static int labels(TicketHolder holder) {
    return world.database.as(holder).read(tx -> count(tx.handle(), "content.revision"));
  }

  private static int projects(TicketHolder holder) {
    return world.database.as(holder).read(tx -> count(tx.handle(), "content.project"));
  }

  private static int count(Handle handle, String table) {
    return handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one();
  }

  private static Handle app() {
    return open(world.addresses.roles().app());
  }

  private static Handle open(DatabaseAddress address) {
    return Jdbi.create(address.url(), address.user(), address.password().reveal()).open();
  }
}
