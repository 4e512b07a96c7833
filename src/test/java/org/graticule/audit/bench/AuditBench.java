package org.graticule.audit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.graticule.app.AuditedTiles;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.SegmentedLog;
import org.graticule.audit.Verdict;

/**
 * Tile reads onto a log, durable: at a steady 20,000 a second with their latencies, then as fast as
 * they go, then the speed of checking it all, then what the log costs tiles. Arguments: seconds of
 * each part (5), folder (a temporary one: give one on the device that matters), side of the scene
 * for tiles (8000; 0 leaves them out).
 */
public final class AuditBench {
  private static final int RATE = 20_000;
  private static final Origin ORIGIN =
      new Origin("b5f9d1c2-0b1e-4d2f-8a77-3f1f5a0c9d11", "mara", "192.0.2.7", "9f8e7d6c5b4a3921");
  private static final UUID SCENE = UUID.fromString("4a6e0c1e-2b77-4c7e-9a55-7c9d0f1e2a3b");

  private final SegmentedLog log;
  private final long[] nanos = new long[16 << 20];
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  private AuditBench(SegmentedLog log) {
    this.log = log;
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path data =
        args.length > 1
            ? Files.createTempDirectory(Path.of(args[1]), "audit-bench")
            : Files.createTempDirectory("audit-bench");
    LogOptions options = LogOptions.in(data);
    try (SegmentedLog log = new SegmentedLog(options, AuditEvents.load(), Clock.systemUTC())) {
      new AuditBench(log).steady(2);
      AuditBench steady = new AuditBench(log);
      steady.report("audit.p99_ms", steady.steady(seconds), true);
      AuditBench flood = new AuditBench(log);
      flood.report("audit.events_per_s", flood.flood(seconds), false);
    }
    verify(options.folder());
    delete(data);
    int side = args.length > 2 ? Integer.parseInt(args[2]) : 8000;
    if (side > 0) {
      Path tiles =
          Files.createTempDirectory(
              "audited-tiles",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      AuditedTiles.run(tiles, side);
      delete(tiles);
    }
  }

  private static void delete(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A tick each millisecond, as event loops would, whether or not the log keeps up. */
  private long steady(int seconds) {
    long start = System.nanoTime();
    for (int tick = 0; tick < seconds * 1000; tick++) {
      for (int n = 0; n < RATE / 1000; n++) {
        append(tick * 64 + n);
      }
      LockSupport.parkNanos(start + (tick + 1) * 1_000_000L - System.nanoTime());
    }
    return finish(start, seconds * RATE);
  }

  /** At most 8,192 in flight. */
  private long flood(int seconds) {
    long start = System.nanoTime();
    int sent = 0;
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      if (sent - done.get() < 8192) {
        append(sent++);
      } else {
        LockSupport.parkNanos(50_000);
      }
    }
    return finish(start, sent);
  }

  private long finish(long start, int sent) {
    while (done.get() < sent) {
      LockSupport.parkNanos(100_000);
    }
    return System.nanoTime() - start;
  }

  private void append(int n) {
    long asked = System.nanoTime();
    log.append(tile(n))
        .whenComplete((seq, fault) -> {
          if (fault != null) {
            failed.incrementAndGet();
          }
          nanos[done.getAndIncrement() % nanos.length] = System.nanoTime() - asked;
        });
  }

  private static Event tile(int n) {
    EventDraft draft = new EventDraft("tile.read", ORIGIN).scene(SCENE).project(SCENE).mark(3);
    draft.fact("z", 17).fact("x", n & 0xFFFF).fact("y", ThreadLocalRandom.current().nextInt(65536));
    return draft.fact("matrix_set", "native").fact("revision", 1).at(Clock.systemUTC());
  }

  private void report(String name, long elapsed, boolean steady) {
    int count = Math.min(done.get(), nanos.length);
    Arrays.sort(nanos, 0, count);
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"value\":%.2f,\"events_per_s\":%.0f,\"p50_ms\":%.2f,"
            + "\"p99_ms\":%.2f,\"max_ms\":%.1f,\"failed\":%d}%n",
        name,
        steady ? nanos[(int) (count * 0.99)] / 1e6 : done.get() * 1e9 / elapsed,
        done.get() * 1e9 / elapsed,
        nanos[count / 2] / 1e6,
        nanos[(int) (count * 0.99)] / 1e6,
        nanos[count - 1] / 1e6,
        failed.get());
  }

  private static void verify(Path folder) {
    long start = System.nanoTime();
    Verdict verdict = new AuditVerifier(folder, null, List.of()).verify();
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"audit.verify_per_s\",\"value\":%.0f,\"exit\":%d,\"events\":%d}%n",
        verdict.size() * 1e9 / (System.nanoTime() - start),
        verdict.exitCode(),
        verdict.size());
  }
}
