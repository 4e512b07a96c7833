package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.testing.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log that ended in the middle of things says when it is opened again. */
final class CutSpansTest {
  private static final Instant START = Instant.parse("2026-11-22T09:16:14.000123Z");
  private static final UUID SCENE = UUID.fromString("5ce9e000-0000-4000-8000-000000000001");

  @TempDir Path folder;
  private final HandClock clock = new HandClock(START);

  @Test
  void blocksThatWereOpenAtACrashAreToldAsPerhapsSeenWhenItHappened() throws Exception {
    Path crashed = folder.resolve("crashed");
    try (SegmentedLog log = open(folder.resolve("first"), 1 << 20)) {
      SpanLog spans = spans(log);
      see(spans, "mara", 5, 3, 3);
      spans.flush();
      clock.goOn(Duration.ofSeconds(20));
      see(spans, "mara", 5, 9, 3);
      see(spans, "jon", 5, 9, 3);
      spans.flush();
      clock.goOn(Duration.ofSeconds(5));
      see(spans, "jon", 6, 40, 17);
      see(spans, "jon", 5, 10, 4);
      log.append(AuditFixture.signIn(new UUID(1, 1))).join();
      copy(folder.resolve("first"), crashed);
    }
    clock.goOn(Duration.ofMinutes(10));
    open(crashed, 1 << 20).close();
    List<Event> events = events(crashed);
    assertThat(cut(events)).containsExactly("mara 5/8/0", "jon 5/8/0", "jon 6/40/16");
    Event cut = events.stream().filter(e -> e.type().equals("tile.span-cut")).findAny().get();
    assertThat(cut.at()).isEqualTo(START.plusSeconds(25));
    assertThat(cut.mark()).isEqualTo(3);
    assertThat(cut.scene()).isEqualTo(SCENE);
    assertThat(cut.session()).isEqualTo("session of mara");
    assertThat(cut.facts()).containsEntry("block", 8L).containsEntry("grid", "native");
    assertThat(cut.facts()).doesNotContainKeys("tiles", "ms", "width", "height", "count");
    assertThat(AuditFixture.verify(crashed.resolve("audit")).exitCode()).isZero();
  }

  @Test
  void afterACrashBeforeAnythingNewNothingIsToldAgain() throws Exception {
    Path crashed = folder.resolve("crashed");
    try (SegmentedLog log = open(folder.resolve("first"), 1 << 20)) {
      see(spans(log), "mara", 5, 3, 3);
      copy(folder.resolve("first"), crashed);
    }
    Path again = folder.resolve("again");
    try (SegmentedLog log = open(crashed, 1 << 20)) {
      assertThat(log.health().size()).isEqualTo(4);
      copy(crashed, again);
    }
    open(again, 1 << 20).close();
    assertThat(cut(events(again))).containsExactly("mara 5/0/0");
  }

  @Test
  void aLogThatWasClosedToldItAll() throws Exception {
    Path data = folder.resolve("closed");
    try (SegmentedLog log = open(data, 1 << 20);
        SpanLog spans = spans(log)) {
      see(spans, "mara", 5, 3, 3);
    }
    open(data, 1 << 20).close();
    assertThat(cut(events(data))).isEmpty();
  }

  /**
   * Whether the log came back in time for the tile to be told, or not: one of both stands there.
   */
  @Test
  void whatALogThatTookNothingWasNotToldIsToldAsPerhapsSeen() throws Exception {
    Path data = folder.resolve("refusing");
    try (SegmentedLog log = open(data, 1 << 20)) {
      SpanLog spans = spans(log);
      see(spans, "mara", 5, 3, 3);
      log.refuse("the disk is full");
      spans.close();
    }
    open(data, 1 << 20).close();
    List<Event> events = events(data);
    assertThat(events).extracting(Event::type).containsAnyOf("tile.seen", "tile.span-cut");
  }

  @Test
  void whatAStartThatWasCutShortDidNotTellIsToldByTheNext() throws Exception {
    Path crashed = folder.resolve("crashed");
    try (SegmentedLog log = open(folder.resolve("first"), 1 << 20)) {
      SpanLog spans = spans(log);
      see(spans, "mara", 5, 3, 3);
      see(spans, "jon", 5, 3, 3);
      copy(folder.resolve("first"), crashed);
    }
    open(crashed, 1 << 20).close();
    // Opened, two blocks, and the first of the two tellings.
    List<Event> left = CutSpans.of(crashed.resolve("audit"), 4);
    assertThat(cut(left)).containsExactly("jon 5/0/0");
  }

  @Test
  void blocksKeptOpenWhileTheLogHadFailedAreTold() throws Exception {
    Path crashed = folder.resolve("crashed");
    Path first = folder.resolve("first");
    try (SegmentedLog log = open(first, 1 << 20)) {
      see(spans(log), "mara", 5, 3, 3);
      Path segment = SegmentFile.of(first.resolve("audit"), 0).path();
      Files.move(segment, folder.resolve("elsewhere"));
      while (log.takesEvents()) {
        Thread.sleep(10);
      }
      clock.goOn(Duration.ofMinutes(3));
      Files.move(folder.resolve("elsewhere"), segment);
      while (!log.takesEvents()) {
        Thread.sleep(10);
      }
      see(spans(log), "jon", 5, 3, 3);
      copy(first, crashed);
    }
    open(crashed, 1 << 20).close();
    assertThat(cut(events(crashed))).containsExactly("mara 5/0/0", "jon 5/0/0");
  }

  @Test
  void theLastSecondsMayLieInSeveralSegments() throws Exception {
    Path crashed = folder.resolve("crashed");
    List<String> expected = new ArrayList<>();
    try (SegmentedLog log = open(folder.resolve("first"), 2000)) {
      SpanLog spans = spans(log);
      see(spans, "mara", 5, 100, 100);
      clock.goOn(Duration.ofMinutes(1));
      for (int n = 0; n < 60; n++) {
        see(spans, "mara", 9, 8 * n, 3);
        expected.add("mara 9/%d/0".formatted(8 * n));
      }
      copy(folder.resolve("first"), crashed);
    }
    assertThat(SegmentFile.list(crashed.resolve("audit"))).hasSizeGreaterThan(5);
    open(crashed, 2000).close();
    assertThat(cut(events(crashed))).containsExactlyElementsOf(expected);
  }

  private SegmentedLog open(Path data, long segmentBytes) throws IOException {
    return new SegmentedLog(AuditFixture.options(data, segmentBytes), AuditFixture.TYPES, clock);
  }

  private SpanLog spans(SegmentedLog log) {
    return new SpanLog(log, mark -> true, clock, Duration.ofDays(1));
  }

  private void see(SpanLog spans, String who, int z, int x, int y) {
    Origin origin = new Origin("id of " + who, who, "192.0.2.7", "session of " + who);
    Map<String, Object> facts = Map.of("grid", "native", "revision", 1);
    spans.append(new TileRead(origin, SCENE, SCENE, 3, facts, z, x, y), clock).join();
  }

  /**
   * A log as a crash at this moment would leave it: what vouches for records before the records.
   */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("audit"));
    Files.createDirectories(to.resolve("keys"));
    for (String kind : List.of("keys", "audit/[^0]", "audit/0")) {
      String folder = kind.split("/")[0];
      try (var files = Files.list(from.resolve(folder))) {
        for (Path file : files.sorted().toList()) {
          if (!kind.contains("/")
              || file.getFileName().toString().matches(kind.split("/")[1] + ".*")) {
            Files.copy(file, to.resolve(folder).resolve(file.getFileName()));
          }
        }
      }
    }
  }

  private static List<Event> events(Path data) throws IOException {
    return new AuditTail(data.resolve("audit"), 0, () -> Long.MAX_VALUE)
        .read(10_000).stream().map(Recorded::event).toList();
  }

  /** Who may have seen which block: its first tile. */
  private static List<String> cut(List<Event> events) {
    return events.stream()
        .filter(event -> event.type().equals("tile.span-cut"))
        .map(event ->
            "%s %s/%s/%s"
                .formatted(
                    event.actorName(),
                    event.facts().get("z"),
                    event.facts().get("x"),
                    event.facts().get("y")))
        .toList();
  }
}
