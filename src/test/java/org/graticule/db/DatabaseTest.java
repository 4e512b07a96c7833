package org.graticule.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.fault.Fault;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

final class DatabaseTest {
  private final List<Event> logged = new ArrayList<>();
  private boolean logWorks = true;
  private Database database;

  private final AuditLog log =
      event -> {
        if (!logWorks) {
          return CompletableFuture.failedFuture(Fault.unavailable("audit-unavailable", "down"));
        }
        logged.add(event);
        return CompletableFuture.completedFuture((long) logged.size());
      };

  @BeforeEach
  void open() {
    database = Database.open(SharedCluster.get().database().roles(), 4, log);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aWriteReturnsOnlyOnceItsEventIsOnTheLogAndTheOutboxIsEmpty() {
    database.write(tx -> {
      tx.record(event());
      return null;
    });
    assertThat(logged).extracting(Event::type).containsExactly("project.created");
    assertThat(outbox()).isZero();
  }

  @Test
  void aChangeWhoseEventCannotBeLoggedIsNotAcknowledgedAndItsEventIsRelayedLater() {
    logWorks = false;
    assertThatThrownBy(() ->
            database.write(tx -> {
              tx.record(event());
              return null;
            }))
        .isInstanceOf(Fault.class);
    assertThat(outbox()).isEqualTo(1);
    logWorks = true;
    assertThat(database.relayLeftovers(Duration.ZERO)).isEqualTo(1);
    assertThat(logged).hasSize(1);
    assertThat(outbox()).isZero();
  }

  @Test
  void whoWaitsInVainForAConnectionIsToldToAskAgain() {
    try (Database small = Database.open(SharedCluster.get().database().roles(), 1, log)) {
      Fault read = small.read(tx -> inVain(() -> small.<String>read(inner -> "never")));
      Fault write = small.read(tx -> inVain(() -> small.<String>write(inner -> "never")));
      for (Fault fault : List.of(read, write)) {
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE);
        assertThat(fault.code()).isEqualTo("database-unavailable");
      }
      assertThat(small.<String>read(tx -> "again")).isEqualTo("again");
    }
  }

  /** On a thread of its own: one thread's transactions share a connection. */
  private static Fault inVain(Supplier<String> work) {
    return CompletableFuture.supplyAsync(() -> catchThrowableOfType(Fault.class, work::get)).join();
  }

  @Test
  void aRolledBackChangeLeavesNoEvent() {
    assertThatThrownBy(() ->
            database.write(tx -> {
              tx.record(event());
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(logged).isEmpty();
    assertThat(outbox()).isZero();
  }

  @Test
  void noHolderActsWithinTheTransactionOfAnother() {
    Transactions one = database.as(() -> new Ticket("one"));
    Transactions other = database.as(() -> new Ticket("other"));

    assertThat(one.<String>write(tx -> one.write(inner -> "the same"))).isEqualTo("the same");
    assertThatThrownBy(() -> one.write(tx -> other.write(inner -> "another")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("within that of another");
    assertThat(other.<String>read(tx -> "afterwards")).isEqualTo("afterwards");
  }

  @Test
  void geometryTravelsExactlyWithItsSrid() throws Exception {
    Geometry sent =
        new WKTReader()
            .read(
                "POLYGON ((0.1 0.2, 1e-9 3, 4.000000000000001 5, 0.1 0.2), (1 1, 2 1, 2 2, 1 1))");
    sent.setSRID(4326);
    Geometry got =
        database.read(tx ->
            tx.handle()
                .createQuery("select cast(:g as geometry)")
                .bind("g", sent)
                .mapTo(Geometry.class)
                .one());
    assertThat(got.equalsExact(sent)).isTrue();
    assertThat(got.getSRID()).isEqualTo(4326);
  }

  @Test
  void theServersRoleCannotRewriteARevision() {
    assertThatThrownBy(() ->
            database.write(
                tx -> tx.handle().execute("update content.revision set actor_name = 'x'")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aFailureTellsNothingOfWhatWasBound() {
    assertThatThrownBy(() ->
            database.read(tx ->
                tx.handle()
                    .createQuery("select 1 / length(:secret)")
                    .bind("secret", "")
                    .mapTo(Integer.class)
                    .one()))
        .hasMessageContaining("division by zero")
        .hasMessageNotContaining("secret");
  }

  private int outbox() {
    return database.read(tx ->
        tx.handle().createQuery("select count(*) from audit.outbox").mapTo(Integer.class).one());
  }

  private static Event event() {
    return new EventDraft("project.created", Origin.local("test"))
        .fact("name", "a")
        .at(Clock.systemUTC());
  }
}
