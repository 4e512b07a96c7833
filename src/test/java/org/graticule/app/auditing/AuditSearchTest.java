package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.graticule.access.Errands;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.SegmentedLog;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditSearchTest {
  private static final AuditFilter ALL = Filters.by(null, null, null);
  private static final UUID SCENE = UUID.randomUUID();
  private static final Ground NOWHERE = new Ground(id -> Optional.empty());
  private static final AuditSearchStore.After NEWEST =
      new AuditSearchStore.After(Instant.parse("9999-01-01T00:00:00Z"), 0);

  @TempDir Path data;
  private final Clock clock = Clock.systemUTC();
  private SegmentedLog log;
  private Database database;
  private Database furnishing;
  private PolicyEpoch epoch;
  private AuditIndex index;
  private AuditSearch search;

  @BeforeEach
  void open() throws IOException {
    log = new SegmentedLog(LogOptions.in(data), AuditEvents.load(), clock);
    SharedCluster.Addresses addresses = SharedCluster.get().database();
    database = Database.open(addresses.roles(), 4, log);
    furnishing =
        Database.open(addresses.furnishing(), 2, event -> CompletableFuture.completedFuture(0L));
    epoch = new PolicyEpoch(database);
    index = index(data.resolve("audit"), log);
    search =
        new AuditSearch(database, index, NOWHERE, AuditEvents.load(), new Policy(epoch), clock);
  }

  @AfterEach
  void close() throws IOException {
    index.close();
    epoch.close();
    database.close();
    furnishing.close();
    log.close();
  }

  @Test
  void whatJustHappenedIsFoundNewestFirstAndTheSearchIsItselfAnEvent() {
    append("mara", "label.created", Map.of("class", "airfield"));
    append("nils", "tile.read", Map.of("z", 17, "x", 3, "y", 4));
    assertThat(search(ALL))
        .extracting(AuditRow::type)
        .containsExactly("tile.read", "label.created", "log.opened");
    AuditRow searched = search(ALL).getFirst();
    assertThat(searched.type()).isEqualTo("audit.searched");
    assertThat(searched.actorName()).isEqualTo("petra");
    assertThat(searched.facts()).containsEntry("count", 3);
  }

  @Test
  void filtersNarrowByPersonTypeOutcomeSceneAndTime() {
    append("mara", "label.created", Map.of());
    append("mara", "label.deleted", Map.of());
    append("tamara", "tile.read", Map.of());
    Instant start = Instant.EPOCH;
    assertThat(search(Filters.by("mara", null, null))).hasSize(3);
    assertThat(search(Filters.by("tam", null, null))).hasSize(1);
    assertThat(search(Filters.by("m%a", null, null))).isEmpty();
    assertThat(search(Filters.by(null, "label.", null))).hasSize(2);
    assertThat(search(Filters.by(null, "label.created", null))).hasSize(1);
    assertThat(search(Filters.by(null, "label", null))).isEmpty();
    assertThat(search(Filters.by("' or 1=1--", "\0", null))).isEmpty();
    Optional<UUID> scene = Optional.of(SCENE);
    assertThat(search(with(Optional.of(Event.Outcome.DENIED), scene, start))).isEmpty();
    assertThat(search(with(Optional.of(Event.Outcome.SUCCESS), scene, start))).hasSize(3);
    assertThat(search(with(Optional.empty(), Optional.of(UUID.randomUUID()), start))).isEmpty();
    assertThat(search(with(Optional.empty(), scene, clock.instant()))).isEmpty();
  }

  @Test
  void pagesJoinWithoutGapOrRepeatThoughEventsKeepComing() {
    for (int n = 0; n < 25; n++) {
      append("mara", "tile.read", Map.of("x", n));
    }
    AuditFilter tiles = Filters.by(null, "tile.read", null);
    AuditSearch.Page first = search.search(reader(Role.AUDITOR), tiles, NEWEST, 10);
    append("mara", "tile.read", Map.of("x", 99));
    AuditSearch.Page second = next(tiles, first);
    AuditSearch.Page third = next(tiles, second);
    assertThat(List.of(first, second, third))
        .flatExtracting(AuditSearch.Page::events)
        .extracting(row -> row.facts().get("x"))
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(n -> 24 - n).toList());
    assertThat(third.next()).isEmpty();
  }

  @Test
  void onlyWhoMayReadTheLogCanSearchItAndNothingIsAnswered() {
    for (Role role : List.of(Role.SECURITY_OFFICER, Role.PROJECT_LEAD)) {
      assertThatThrownBy(() -> search.search(reader(role), ALL, NEWEST, 10))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN));
    }
    assertThat(search.search(reader(Role.SYSTEM_ADMIN), ALL, NEWEST, 10).events()).hasSize(1);
  }

  @Test
  void aNameWithAZeroByteDoesNotStopTheIndex() {
    append("a\0b", "session.sign-in-failed", Map.of("reason", "\0"));
    append("mara", "tile.read", Map.of());
    assertThat(search(Filters.by("b", null, null)))
        .singleElement()
        .satisfies(row -> assertThat(row.actorName()).isEqualTo("a\uFFFDb"));
    assertThat(search(Filters.by("mara", null, null))).hasSize(1);
  }

  @Test
  void anIndexGoesOnWhereItStoodAndRefusesAnotherLog() throws IOException {
    append("mara", "tile.read", Map.of());
    assertThat(search(ALL)).hasSize(2);
    append("mara", "tile.read", Map.of());
    AuditIndex again = index(data.resolve("audit"), log);
    again.catchUp(Duration.ofSeconds(5));
    assertThat(again.indexed()).isEqualTo(log.health().size());
    Path other = data.resolve("other");
    try (SegmentedLog fresh = new SegmentedLog(LogOptions.in(other), AuditEvents.load(), clock)) {
      AuditIndex wrong = index(other.resolve("audit"), fresh);
      assertThatThrownBy(() -> wrong.catchUp(Duration.ofSeconds(1)))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("another log");
    }
  }

  private AuditSearch.Page next(AuditFilter filter, AuditSearch.Page page) {
    String[] cursor = page.next().orElseThrow().split("_");
    AuditSearchStore.After after =
        new AuditSearchStore.After(Instant.parse(cursor[0]), Long.parseLong(cursor[1]));
    return search.search(reader(Role.AUDITOR), filter, after, 10);
  }

  private AuditIndex index(Path folder, SegmentedLog of) {
    TicketHolder errand = new Errands(database, clock).of(Errands.Errand.AUDIT);
    return new AuditIndex(
        database, errand, folder, () -> of.health().size(), NOWHERE, Optional.empty());
  }

  private List<AuditRow> search(AuditFilter filter) {
    return search.search(reader(Role.AUDITOR), filter, NEWEST, 100).events();
  }

  private void append(String name, String type, Map<String, Object> facts) {
    EventDraft draft = new EventDraft(type, new Origin("-", name, "192.0.2.7", null)).scene(SCENE);
    facts.forEach(draft::fact);
    log.append(draft.at(clock)).join();
  }

  private static AuditFilter with(
      Optional<Event.Outcome> outcome, Optional<UUID> scene, Instant from) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        outcome,
        scene,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.empty(),
        Optional.empty());
  }

  private Subject reader(Role role) {
    return Reader.of(furnishing, "petra", role);
  }
}
