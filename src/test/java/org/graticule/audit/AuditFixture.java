package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A log in a folder of the test's own, and events to put on it. */
final class AuditFixture {
  static final AuditEvents TYPES = AuditEvents.load();
  private static final UUID SCENE = UUID.fromString("4a6e0c1e-2b77-4c7e-9a55-7c9d0f1e2a3b");
  private static final Instant START = Instant.parse("2026-11-22T09:16:14.000123Z");

  private AuditFixture() {}

  static LogOptions options(Path data, long segmentBytes) {
    return LogOptions.in(data).withSegmentBytes(segmentBytes);
  }

  static SegmentedLog open(LogOptions options) throws IOException {
    return new SegmentedLog(options, TYPES, Clock.systemUTC());
  }

  /** The n-th tile somebody looked at. */
  static Event tile(int n) {
    return event(
        new UUID(0x7000L, n),
        START.plus(Duration.ofMillis(n)),
        "tile.read",
        Map.of("z", 17, "x", n, "y", 2L * n, "matrix_set", "native", "revision", 1));
  }

  static Event event(UUID id, Instant at, String type, Map<String, Object> facts) {
    return new Event(
        id,
        at,
        type,
        Event.Outcome.SUCCESS,
        "b5f9d1c2",
        "mara",
        "192.0.2.7",
        "9f8e7d6c",
        null,
        SCENE,
        3,
        new TreeMap<>(facts));
  }

  static Event signIn(UUID id) {
    return event(id, START, "session.signed-in", Map.of());
  }

  /** A closed log of {@code events} tile reads between its own first and last event. */
  static Path closedLog(Path data, long segmentBytes, int events) throws IOException {
    LogOptions options = options(data, segmentBytes);
    try (SegmentedLog log = open(options)) {
      for (int n = 0; n < events; n++) {
        log.append(tile(n)).join();
      }
    }
    return options.folder();
  }

  /** Returns when there is room behind the records of the segment being written. */
  static void awaitRoom(Path folder) throws Exception {
    SegmentFile open = SegmentFile.list(folder).getLast();
    for (int look = 0; Files.size(open.path()) - open.length() < 1 << 15; look++) {
      assertThat(look).as("looks for room").isLessThan(2000);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  static VerifierKey key(Path folder) throws IOException {
    return VerifierKey.parse(Files.readString(folder.resolve("key.pub"))).orElseThrow();
  }

  static Verdict verify(Path folder) {
    return new AuditVerifier(folder, null, List.of()).verify();
  }
}
