package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.fault.Fault;
import org.graticule.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpanLogTest {
  private static final UUID SCENE = UUID.fromString("5ce9e000-0000-4000-8000-000000000001");

  @TempDir Path data;
  private SegmentedLog log;
  private SpanLog spans;

  @BeforeEach
  void open() throws IOException {
    log = AuditFixture.open(AuditFixture.options(data, 1 << 20));
    spans =
        new SpanLog(log, mark -> mark == null || mark < 5, Clock.systemUTC(), Duration.ofDays(1));
  }

  @AfterEach
  void close() throws IOException {
    spans.close();
    log.close();
  }

  @Test
  void thatSomebodyLooksAtABlockIsDurableBeforeItsFirstTileAndEachTileFollowsAsABit()
      throws Exception {
    see(tile(17, 70_003, 309));
    assertThat(types()).containsExactly("log.opened", "tile.span-opened");
    assertThat(events().getLast().facts())
        .containsEntry("z", 17L)
        .containsEntry("x", 70_003L)
        .containsEntry("y", 309L)
        .containsEntry("block", 8L);
    long before = log.health().size();
    Set<String> seen = new TreeSet<>(List.of("17/70003/309"));
    for (int n = 0; n < 400; n++) {
      int x = 70_000 + n * 5 % 8;
      int y = 304 + n * 3 % 7;
      see(tile(17, x, y));
      seen.add("17/%d/%d".formatted(x, y));
    }
    assertThat(log.health().size()).as("nothing is written for each").isEqualTo(before);
    spans.flush();
    assertThat(told()).isEqualTo(seen);
  }

  @Test
  void eachBlockOfEachZoomIsOpenedByItself() throws Exception {
    Set<String> blocks = new LinkedHashSet<>();
    Set<String> seen = new TreeSet<>();
    for (int n = 0; n < 400; n++) {
      int x = 70_000 + n * 7 % 300;
      int y = 300 + n * 3 % 200;
      for (int z = 17; z > 14; z--) {
        see(tile(z, x >> 17 - z, y >> 17 - z));
        if (blocks.add("%d/%d/%d".formatted(z, x >> 20 - z, y >> 20 - z))) {
          assertThat(log.health().size()).isEqualTo(1 + blocks.size());
        }
        seen.add("%d/%d/%d".formatted(z, x >> 17 - z, y >> 17 - z));
      }
    }
    assertThat(opened()).containsExactlyElementsOf(blocks);
    spans.flush();
    assertThat(told()).isEqualTo(seen);
  }

  @Test
  void aSpanEndsWhenNothingIsSeenAndTheNextTileOpensAnother() throws Exception {
    see(tile(3, 1, 1));
    spans.flush();
    spans.flush();
    see(tile(3, 1, 1));
    assertThat(types())
        .containsExactly("log.opened", "tile.span-opened", "tile.seen", "tile.span-opened");
  }

  @Test
  void aBlockEndsWhenNothingOfItIsSeenThoughTheNextOneIs() throws Exception {
    see(tile(3, 1, 1));
    spans.flush();
    see(tile(6, 40, 1));
    spans.flush();
    see(tile(3, 1, 1));
    assertThat(opened()).containsExactly("3/0/0", "6/5/0", "3/0/0");
  }

  @Test
  void whatManySeeWhileItIsToldIsToldOnce() throws Exception {
    List<Thread> people = new ArrayList<>();
    for (int person = 0; person < 4; person++) {
      int column = person;
      people.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int row = 0; row < 500; row++) {
                  see(tile(12, column, row));
                }
              }));
    }
    while (people.stream().anyMatch(Thread::isAlive)) {
      spans.flush();
    }
    spans.flush();
    assertThat(told()).hasSize(4 * 500);
  }

  @Test
  void noTileIsSeenWhileTheLogTakesNothingThoughASpanIsOpen() throws Exception {
    see(tile(3, 1, 1));
    Path segment = SegmentFile.of(data.resolve("audit"), 0).path();
    Files.move(segment, data.resolve("elsewhere"));
    while (log.takesEvents()) {
      Thread.sleep(10);
    }
    assertThatThrownBy(() -> see(tile(3, 1, 2))).hasCauseInstanceOf(Fault.class);
    spans.flush();
    Files.move(data.resolve("elsewhere"), segment);
    while (!log.takesEvents()) {
      Thread.sleep(10);
    }
    spans.flush();
    assertThat(told()).as("what was seen before is told once there is a log").contains("3/1/1");
  }

  @Test
  void aTileAndTheEventOfATileAreTheSameToASpan() throws Exception {
    TileRead tile = tile(3, 1, 1);
    see(tile);
    spans.append(tile.at(Clock.systemUTC())).join();
    spans.append(tile(3, 2, 1).at(Clock.systemUTC())).join();
    spans.flush();
    assertThat(types()).containsExactly("log.opened", "tile.span-opened", "tile.seen");
    assertThat(told()).containsExactly("3/1/1", "3/2/1");
  }

  @Test
  void tilesOfMarksThatAreNotForSpansAreAnEventEach() throws Exception {
    see(tile(3, 1, 1, 5));
    see(tile(3, 1, 1, 4));
    see(tile(3, 2, 1, 5));
    spans.append(tile(3, 3, 1, 5).at(Clock.systemUTC())).join();
    assertThat(types())
        .containsExactly("log.opened", "tile.read", "tile.span-opened", "tile.read", "tile.read");
  }

  @Test
  void whenEachTileWasSeenIsToldWithItsBit() throws Exception {
    HandClock clock = new HandClock(Instant.parse("2026-11-22T09:16:14.000123Z"));
    try (SpanLog timed = new SpanLog(log, mark -> true, clock, Duration.ofDays(1))) {
      List<String> tiles = List.of("9/3/7", "9/1/2", "9/6/7", "9/1/4");
      Map<String, Instant> first = new TreeMap<>();
      for (int n = 0; n < 20; n++) {
        String[] at = tiles.get(n % 4).split("/");
        first.putIfAbsent(tiles.get(n % 4), clock.instant());
        timed.append(tile(9, Integer.parseInt(at[1]), Integer.parseInt(at[2])), clock).join();
        clock.goOn(Duration.ofMillis(137));
      }
      timed.flush();
      assertThat(times(events().getLast())).isEqualTo(first);
    }
  }

  @Test
  void whatTheLogDidNotTakeIsToldLater() throws Exception {
    Refusing refusing = new Refusing(log);
    try (SpanLog told = new SpanLog(refusing, mark -> true, Clock.systemUTC())) {
      told.append(tile(3, 1, 1), Clock.systemUTC()).join();
      refusing.refuses = true;
      told.flush();
      told.append(tile(3, 2, 1), Clock.systemUTC()).join();
      told.flush();
      refusing.refuses = false;
      told.flush();
      assertThat(told()).containsExactly("3/1/1", "3/2/1");
    }
  }

  /** A log that takes no event, though it seemed to be well when it was asked. */
  private static final class Refusing implements AuditLog {
    private final AuditLog log;
    volatile boolean refuses;

    Refusing(AuditLog log) {
      this.log = log;
    }

    @Override
    public CompletableFuture<Long> append(Event event) {
      return refuses
          ? CompletableFuture.failedFuture(Fault.unavailable("audit-unavailable", "full"))
          : log.append(event);
    }
  }

  private void see(TileRead tile) {
    spans.append(tile, Clock.systemUTC()).join();
  }

  private static TileRead tile(int z, int x, int y) {
    return tile(z, x, y, 3);
  }

  private static TileRead tile(int z, int x, int y, int mark) {
    Event tile = AuditFixture.tile(1);
    Origin origin = new Origin(tile.actor(), tile.actorName(), tile.source(), tile.session());
    Map<String, Object> facts = Map.of("grid", "native", "revision", 1);
    return new TileRead(origin, SCENE, SCENE, mark, facts, z, x, y);
  }

  /** Blocks opened so far, z/x/y of each. */
  private List<String> opened() throws IOException {
    return events().stream()
        .filter(event -> event.type().equals("tile.span-opened"))
        .map(Event::facts)
        .map(facts ->
            "%s/%d/%d"
                .formatted(facts.get("z"), (long) facts.get("x") / 8, (long) facts.get("y") / 8))
        .toList();
  }

  /** Tiles told as bits so far. */
  private Set<String> told() throws IOException {
    Set<String> told = new TreeSet<>();
    for (Event event : events()) {
      if (event.type().equals("tile.seen")) {
        assertThat(event.facts()).containsEntry("grid", "native");
        unpack(event.facts(), told);
      }
    }
    return told;
  }

  /** When each tile of an event was seen first. */
  private static Map<String, Instant> times(Event event) {
    Set<String> tiles = new LinkedHashSet<>();
    unpack(event.facts(), tiles);
    ByteBuffer ago = ByteBuffer.wrap(Base64.getDecoder().decode((String) event.facts().get("ms")));
    Map<String, Instant> times = new TreeMap<>();
    tiles.forEach(
        tile -> times.put(tile, event.at().minusMillis(Short.toUnsignedInt(ago.getShort()))));
    assertThat(ago.hasRemaining()).isFalse();
    return times;
  }

  private static void unpack(Map<String, Object> facts, Set<String> into) {
    byte[] bits = Base64.getDecoder().decode((String) facts.get("tiles"));
    int width = ((Number) facts.get("width")).intValue();
    int height = ((Number) facts.get("height")).intValue();
    long x = ((Number) facts.get("x")).longValue();
    long y = ((Number) facts.get("y")).longValue();
    for (int at = 0; at < width * height; at++) {
      if ((bits[at / 8] & 0x80 >> at % 8) != 0) {
        into.add("%s/%d/%d".formatted(facts.get("z"), x + at % width, y + at / width));
      }
    }
  }

  private List<String> types() throws IOException {
    return events().stream().map(Event::type).toList();
  }

  private List<Event> events() throws IOException {
    // What waits for no answer may still be on its way.
    log.append(AuditFixture.signIn(new UUID(1, log.health().size()))).join();
    List<Event> events = new ArrayList<>();
    AuditTail tail = new AuditTail(data.resolve("audit"), 0, () -> log.health().size());
    for (var some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded record : some) {
        if (!record.event().type().equals("session.signed-in")) {
          events.add(record.event());
        }
      }
    }
    return events;
  }
}
