package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the files under a running log, for real, and watches it close and, where it can, reopen.
 */
final class LogFailureTest {
  private static final Duration DETECTED = Duration.ofSeconds(1);

  @TempDir Path data;

  private interface Harm {
    void to(Path segment) throws IOException;
  }

  @Test
  void aDeletedSegmentStopsTheLogWithinASecond() throws Exception {
    refusesAfter(Files::delete, "is gone");
  }

  @Test
  void aReplacedSegmentStopsTheLogWithinASecond() throws Exception {
    refusesAfter(
        segment -> {
          Path copy = Files.copy(segment, segment.resolveSibling("copy"));
          Files.move(copy, segment, StandardCopyOption.REPLACE_EXISTING);
        },
        "was replaced");
  }

  @Test
  void aTruncatedSegmentStopsTheLogWithinASecond() throws Exception {
    refusesAfter(LogFailureTest::halve, "was cut to");
  }

  @Test
  void aLineWrittenBySomebodyElseStopsTheLogWithinASecond() throws Exception {
    refusesAfter(
        segment -> Files.writeString(segment, "hello\n", StandardOpenOption.APPEND),
        "was written by somebody else");
  }

  @Test
  void aMissingFolderStopsTheLogWithinASecond() throws Exception {
    refusesAfter(
        segment -> Files.move(segment.getParent(), segment.getParent().resolveSibling("away")),
        "is gone");
  }

  @Test
  void aSegmentCutBetweenTwoEventsIsSeenBeforeTheSecondIsAcknowledged() throws Exception {
    try (SegmentedLog log = AuditFixture.open(AuditFixture.options(data, 1 << 20))) {
      log.append(AuditFixture.tile(1)).join();
      halve(SegmentFile.of(data.resolve("audit"), 0).path());
      assertRefused(log);
    }
  }

  @Test
  void aSegmentPutBackIsGoneOnWithInANewOneAndTheGapIsExplained() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    Path segment = SegmentFile.of(options.folder(), 0).path();
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(1)).join();
      Files.move(segment, data.resolve("away"));
      await(DETECTED, () -> log.health().state() == LogHealth.State.FAILED);
      assertRefused(log);
      Files.move(data.resolve("away"), segment);
      await(Duration.ofSeconds(5), () -> log.health().state() == LogHealth.State.OPEN);
      log.append(AuditFixture.tile(3)).join();
    }
    Verdict verdict = AuditFixture.verify(options.folder());
    assertThat(verdict.lines()).singleElement().asString().startsWith("good: 5 sound records");
    assertThat(SegmentFile.list(options.folder())).hasSize(2);
    assertThat(new AuditStats(options.folder()).lines()).contains("1 log.recovered SUCCESS");
  }

  @Test
  void aFullQueueIsRefusedNotWaitedFor() throws Exception {
    LogOptions small = AuditFixture.options(data, 1 << 20).withLimits(1, 0.95);
    int refused = 0;
    try (SegmentedLog log = AuditFixture.open(small)) {
      for (int n = 0; n < 20_000; n++) {
        refused += log.append(AuditFixture.tile(n)).isCompletedExceptionally() ? 1 : 0;
      }
    }
    assertThat(refused).isPositive();
    assertThat(AuditFixture.verify(small.folder()).exitCode()).isZero();
  }

  /** On a real file system of one megabyte. Mounting needs root; elsewhere the test is skipped. */
  @Test
  void aFullDeviceIsRefusedAndRoomMadeIsTakenUpAgainWithoutARestart() throws Exception {
    Path small = Files.createDirectory(data.resolve("small"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()));
    try {
      LogOptions options = AuditFixture.options(small, 100_000);
      try (SegmentedLog log = AuditFixture.open(options)) {
        log.append(AuditFixture.tile(0)).join();
        Path ballast = small.resolve("ballast");
        byte[] block = new byte[4096];
        assertThatThrownBy(
                () -> {
                  for (int n = 0; n < 1000; n++) {
                    Files.write(
                        ballast, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                  }
                })
            .isInstanceOf(IOException.class);
        await(DETECTED, () -> log.health().state() != LogHealth.State.OPEN);
        assertRefused(log);
        Files.delete(ballast);
        await(Duration.ofSeconds(5), () -> log.health().state() == LogHealth.State.OPEN);
        log.append(AuditFixture.tile(1)).join();
      }
      Verdict verdict = AuditFixture.verify(options.folder());
      assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
      assertThat(new AuditStats(options.folder()).lines()).contains("1 log.recovered SUCCESS");
    } finally {
      run("umount", "-l", small.toString());
    }
  }

  /** The device fills between two looks at it: the write itself fails. */
  @Test
  void aWriteThatFailsIsNotAcknowledgedAndItsRemainsAreCut() throws Exception {
    Path small = Files.createDirectory(data.resolve("small"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()));
    try {
      LogOptions blind = AuditFixture.options(small, 64L << 20).withLimits(65_536, 2.0);
      long acknowledged = 0;
      try (SegmentedLog log = AuditFixture.open(blind)) {
        try {
          for (int n = 0; n < 10_000; n++) {
            acknowledged = log.append(AuditFixture.tile(n)).join();
          }
        } catch (CompletionException e) {
          assertThat(e).hasRootCauseInstanceOf(Fault.class);
        }
        assertThat(acknowledged).isBetween(1000L, 9000L);
        assertThat(log.health().state()).isNotEqualTo(LogHealth.State.OPEN);
        run("mount", "-o", "remount,size=4m", small.toString());
        await(Duration.ofSeconds(5), () -> log.health().state() == LogHealth.State.OPEN);
        assertThat(log.append(AuditFixture.tile(1)).join()).isEqualTo(acknowledged + 2);
      }
      Verdict verdict = AuditFixture.verify(blind.folder());
      assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
    } finally {
      run("umount", "-l", small.toString());
    }
  }

  private void refusesAfter(Harm harm, String reason) throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(1)).join();
      harm.to(SegmentFile.of(options.folder(), 0).path());
      await(DETECTED, () -> log.health().state() == LogHealth.State.FAILED);
      assertThat(log.health().reason()).contains(reason);
      assertRefused(log);
    }
  }

  private static void assertRefused(SegmentedLog log) {
    assertThatThrownBy(() -> log.append(AuditFixture.tile(2)).get(5, TimeUnit.SECONDS))
        .rootCause()
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("audit-unavailable");
              assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE);
            });
  }

  private static void halve(Path segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
  }

  /** In time during which this process ran: a machine that stood still says nothing of the log. */
  private static void await(Duration most, BooleanSupplier condition) throws InterruptedException {
    for (long left = most.toMillis() / 10; !condition.getAsBoolean(); left--) {
      assertThat(left).as("looks left of %s", most).isPositive();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      System.err.println(String.join(" ", command) + ": " + said.strip());
    }
    return code == 0;
  }
}
