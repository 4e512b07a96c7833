package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.DatabaseAddress;
import org.graticule.db.Ticket;
import org.graticule.testing.SharedCluster;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the searchable copy of the log shows to SQL as the server's role. */
final class LogByTicketTest {
  private static final List<String> PLACES =
      List.of("audit.event", "audit.whole_event", "audit.person", "audit.hour");

  private static SharedCluster.Addresses addresses;
  private static Database furnishing;

  @BeforeAll
  static void furnish() {
    addresses = SharedCluster.get().database();
    furnishing =
        Database.open(addresses.furnishing(), 2, event -> CompletableFuture.completedFuture(0L));
    furnishing.write(tx -> {
      tx.handle().execute("select audit.make_month(now())");
      for (String table :
          List.of("person (actor_name, actor)", "hour (actor_name, events, hour, tiles, denied)")) {
        tx.handle()
            .execute(
                "insert into audit.%s select name, %s from unnest(array['mara', 'mara@harbour', 'nils@quay']) name"
                    .formatted(table, table.startsWith("person") ? "'x'" : "1, now(), 0, 0"));
      }
      return tx.handle()
          .execute(
              """
              insert into audit.event
                (seq, id, at, type, outcome, actor, actor_name, source, facts, agency)
              select n, gen_random_uuid(), now(), 'tile.read', 'SUCCESS', 'x', 'x', 'x', '{}', agency
              from unnest(array['', 'harbour', 'quay']) with ordinality as a (agency, n)
              """);
    });
  }

  @AfterAll
  static void close() {
    furnishing.close();
  }

  @Test
  void withoutATicketNothingOfTheLogIsShown() {
    assertThat(shown(Ticket.NONE)).containsExactly(0, 0, 0, 0);
    assertThat(shown(new Ticket("guessed"))).containsExactly(0, 0, 0, 0);
  }

  @Test
  void theHousesAuditorsAndAdministratorsReadAllOfIt() {
    assertThat(shown(reader("petra", Role.AUDITOR))).containsExactly(3, 3, 3, 3);
    assertThat(shown(reader("paul", Role.SYSTEM_ADMIN))).containsExactly(3, 3, 3, 3);
  }

  @Test
  void anAgencysAuditorsReadTheirPartAndKnowTheHousesPeopleByName() {
    assertThat(shown(reader("petra@harbour", Role.AUDITOR))).containsExactly(1, 0, 2, 1);
  }

  @Test
  void nobodyElseReadsAnyOfIt() {
    assertThat(shown(reader("lea", Role.PROJECT_LEAD))).containsExactly(0, 0, 0, 0);
    assertThat(shown(reader("omar", Role.SECURITY_OFFICER))).containsExactly(0, 0, 0, 0);
    Subject disabled = reader("dora", Role.AUDITOR);
    furnishing.write(tx ->
        tx.handle().execute("update authz.account set active = false where username = 'dora'"));
    assertThat(shown(disabled)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aTokenThatIsNotGoodForTheLogReadsNoneOfIt() {
    Subject auditor = reader("tilda", Role.AUDITOR);
    furnishing.write(tx ->
        tx.handle()
            .execute(
                """
                with made as (
                  insert into authz.api_token
                    (id, secret_hash, account, name, actions, created_at, expires_at)
                  select gen_random_uuid(), 'x', id, 'x', '{ACCOUNT_READ}', now(), now() + interval '1 day'
                  from authz.account where username = 'tilda'
                  returning id, account)
                update authz.ticket t set token = made.id from made where t.account = made.account
                """));
    assertThat(shown(auditor)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void whatLeaksIsNotAskedBeforeTheTicketIs() {
    // A condition that tells of the row it stands on by failing.
    String telling = "select count(*) from %s where (actor_name || seq)::int = 1";
    for (String place : List.of("audit.event", "audit.whole_event")) {
      assertThat(count(reader("lea", Role.PROJECT_LEAD).ticket(), telling.formatted(place)))
          .isZero();
      assertThatThrownBy(
              () -> count(reader("petra", Role.AUDITOR).ticket(), telling.formatted(place)))
          .hasMessageContaining("invalid input syntax");
    }
  }

  @Test
  void nobodysTicketWritesTheLogOrReachesItsMonthsOrWhatIsOnItsWay() {
    Ticket auditor = reader("petra", Role.AUDITOR).ticket();
    String month =
        "audit.event_"
            + java.time.YearMonth.now(java.time.ZoneOffset.UTC).toString().replace('-', '_');
    for (String attempt :
        List.of(
            "insert into audit.event (seq, id, at, type, outcome, actor, actor_name, source, facts)"
                + " values (9, gen_random_uuid(), now(), 'x', 'x', 'x', 'x', 'x', '{}')",
            "insert into audit.person values ('x', 'x')",
            "update audit.event set actor = 'x'",
            "delete from audit.event",
            "truncate audit.event",
            "select event from audit.outbox",
            "update audit.outbox set event = 'x'",
            "insert into audit.saved_search values (gen_random_uuid(), gen_random_uuid(), 'x', 'x',"
                + " now())")) {
      assertThatThrownBy(() -> count(auditor, attempt))
          .as(attempt)
          .hasMessageMatching("(?s).*(permission denied|row-level security).*");
    }
    for (String part : List.of("audit.event_rest", month)) {
      assertThat(readable(auditor, part)).as(part).isZero();
    }
  }

  private static Subject reader(String username, Role role) {
    return Reader.of(furnishing, username, role);
  }

  private static List<Integer> shown(Subject reader) {
    return shown(reader.ticket());
  }

  private static List<Integer> shown(Ticket ticket) {
    return PLACES.stream().map(place -> count(ticket, "select count(*) from " + place)).toList();
  }

  /** Rows of a table, none where it may not be read at all. */
  private static int readable(Ticket ticket, String table) {
    return count(
        ticket,
        """
        select case when has_table_privilege('%s', 'select')
          then (xpath('/row/n/text()', query_to_xml('select count(*) as n from %s', false, true, '')))[1]::text::int
          else 0 end
        """
            .formatted(table, table));
  }

  private static int count(Ticket ticket, String sql) {
    DatabaseAddress app = addresses.roles().app();
    try (Handle handle = Jdbi.create(app.url(), app.user(), app.password().reveal()).open()) {
      return handle.inTransaction(tx -> {
        tx.execute("select set_config('graticule.ticket', ?, true)", ticket.secret());
        return sql.startsWith("select")
            ? tx.createQuery(sql).mapTo(Integer.class).one()
            : tx.execute(sql);
      });
    }
  }
}
