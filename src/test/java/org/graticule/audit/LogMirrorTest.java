package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogMirrorTest {
  @TempDir Path data;
  private Path twin;
  private LogOptions options;

  @BeforeEach
  void aSecondFolder() {
    twin = data.resolve("twin");
    options = AuditFixture.options(data, 3000).with(null, twin, null);
  }

  @Test
  void theSecondFolderIsTheSameLogPackedSegmentsAndKeysIncluded() throws Exception {
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 30);
      log.rotateKey();
      log.packSealed();
      fill(log, 3);
    }
    assertSame(36);
  }

  @Test
  void aMirrorThatWasAwayCatchesUpAtTheNextStart() throws Exception {
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 3);
    }
    try (SegmentedLog log = AuditFixture.open(options.with(null, null, null))) {
      fill(log, 30);
      log.packSealed();
    }
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 1);
    }
    assertSame(40);
  }

  @Test
  void aMirrorThatVanishesStopsTheLogAndOnceBackTheyGoOnTogether() throws Exception {
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 3);
      Files.move(twin, data.resolve("away"));
      await(() -> log.health().state() == LogHealth.State.FAILED);
      assertThatThrownBy(() -> fill(log, 1)).hasRootCauseInstanceOf(Fault.class);
      Files.move(data.resolve("away"), twin);
      await(log::takesEvents);
      fill(log, 20);
    }
    assertSame(-1);
  }

  @Test
  void anotherLogIsNotOverwritten() throws Exception {
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 3);
    }
    AuditFixture.closedLog(data.resolve("other"), 3000, 4);
    LogOptions wrong = AuditFixture.options(data.resolve("other"), 3000).with(null, twin, null);
    assertThatThrownBy(() -> AuditFixture.open(wrong))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("does not hold the same log");
  }

  private static void fill(SegmentedLog log, int events) {
    for (int n = 0; n < events; n++) {
      log.append(AuditFixture.tile(n)).join();
    }
  }

  private void assertSame(long size) throws IOException {
    List<SegmentFile> ours = SegmentFile.all(options.folder());
    assertThat(SegmentFile.all(twin))
        .extracting(SegmentFile::name)
        .isEqualTo(ours.stream().map(SegmentFile::name).toList());
    for (SegmentFile file : ours) {
      assertThat(twin.resolve(file.name())).hasSameBinaryContentAs(file.path());
    }
    for (Path folder : List.of(options.folder(), twin)) {
      Verdict verdict = AuditFixture.verify(folder);
      assertThat(verdict.exitCode()).as("%s: %s", folder, verdict.lines()).isZero();
      assertThat(size < 0 || verdict.size() == size).as("%d records", verdict.size()).isTrue();
    }
  }

  private static void await(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }
}
