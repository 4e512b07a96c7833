package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harms the device under a running log, for real: read-only, dead, hung, and fsync that fails. */
final class LogDeviceTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final Duration BACK = Duration.ofSeconds(10);

  @TempDir Path data;

  private interface Harm {
    void done() throws Exception;
  }

  @Test
  void aDeviceTurnedReadOnlyIsNoticedIdleAndTakenUpAgainOnceItIsMountedAnew() throws Exception {
    try (LoopVolume volume = LoopVolume.mount(data, 16)) {
      refusesAndRecovers(volume, volume::turnReadOnly, A_SECOND);
    }
  }

  @Test
  void aDeadDeviceIsNoticedIdleAndTakenUpAgainOnceItIsMountedAnew() throws Exception {
    try (LoopVolume volume = LoopVolume.mount(data, 16)) {
      refusesAndRecovers(volume, volume::die, A_SECOND);
    }
  }

  @Test
  void aHungDeviceIsNoticedInTwoSecondsAndEventsFlowAgainWhenItAnswers() throws Exception {
    try (LoopVolume volume = LoopVolume.mount(data, 16)) {
      LogOptions options = options(volume);
      try (SegmentedLog log = AuditFixture.open(options)) {
        log.append(AuditFixture.tile(0)).join();
        volume.freeze();
        try {
          CompletableFuture<Long> waiting = log.append(AuditFixture.tile(1));
          await(TWO_SECONDS, () -> !log.takesEvents());
          assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
              .as("who waited is told")
              .hasCauseInstanceOf(Fault.class);
          assertRefused(log);
        } finally {
          volume.thaw();
        }
        await(BACK, log::takesEvents);
        log.append(AuditFixture.tile(2)).join();
      }
      assertGood(options);
    }
  }

  /** In a process of its own, under a shim that makes fdatasync fail and watches for another. */
  @Test
  void anFsyncThatFailedIsNeverTriedAgainAndTheLogGoesOnInANewSegment() throws Exception {
    Path shim = data.resolve("shim.so");
    Path source = Path.of("src/test/c/failing_disk.c");
    assumeTrue(
        LoopVolume.run("cc", "-shared", "-fPIC", "-o", shim.toString(), source.toString(), "-ldl"),
        "a C compiler is needed");
    Path control = Files.createDirectory(data.resolve("control"));
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SteadyWriter.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    child.environment().put("LD_PRELOAD", shim.toString());
    child.environment().put("FAILING_DISK", control.toString());
    Process process = child.start();
    try (BufferedReader lines = process.inputReader()) {
      skipTo(lines, "durable", 5);
      Files.createFile(control.resolve("eio"));
      skipTo(lines, "refused", 5);
      Files.delete(control.resolve("eio"));
      skipTo(lines, "durable", 5);
      Files.createFile(control.resolve("hang"));
      skipTo(lines, "refused", 5);
      Files.delete(control.resolve("hang"));
      skipTo(lines, "durable", 5);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(control.resolve("retried")).doesNotExist();
    LogOptions options = AuditFixture.options(data, 1 << 20);
    AuditFixture.open(options).close();
    assertGood(options);
    assertThat(SegmentFile.list(options.folder())).hasSizeGreaterThan(1);
  }

  private void refusesAndRecovers(LoopVolume volume, Harm harm, Duration noticed) throws Exception {
    LogOptions options = options(volume);
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(0)).join();
      // Idle from here on: nobody's event finds out, the log does.
      harm.done();
      await(noticed, () -> !log.takesEvents());
      assertRefused(log);
      volume.detach();
      assertThat(volume.mountAgain()).isTrue();
      await(BACK, log::takesEvents);
      log.append(AuditFixture.tile(1)).join();
    }
    assertGood(options);
  }

  private LogOptions options(LoopVolume volume) {
    LogOptions there = LogOptions.in(volume.path());
    LogOptions here = LogOptions.in(data);
    return new LogOptions(
        there.folder(),
        here.keyFile(),
        null,
        null,
        null,
        1 << 20,
        there.queue(),
        there.checkpointEvery(),
        there.stuckAfter(),
        there.fullAt());
  }

  private static void assertGood(LogOptions options) {
    Verdict verdict =
        new AuditVerifier(options.folder(), null, List.of(), options.keyFile()).verify();
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }

  private static void assertRefused(SegmentedLog log) {
    assertThatThrownBy(() -> log.append(AuditFixture.tile(9)).get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Fault.class);
  }

  private static void skipTo(BufferedReader lines, String word, int times) throws IOException {
    int seen = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen += line.equals(word) ? 1 : 0;
      if (seen == times) {
        return;
      }
    }
    throw new AssertionError("the process ended before it was " + word);
  }

  /** In time during which this process ran: a machine that stood still says nothing of the log. */
  private static void await(Duration most, BooleanSupplier condition) throws InterruptedException {
    for (long left = most.toMillis() / 5; !condition.getAsBoolean(); left--) {
      assertThat(left).as("looks left of %s", most).isPositive();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
