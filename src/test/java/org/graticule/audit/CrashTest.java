package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed with no warning while it writes; what it acknowledged must be there. */
final class CrashTest {
  @TempDir Path data;

  @Test
  void everyEventAcknowledgedBeforeAKillIsOnTheLogAndTheLogOpensAgain() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    for (int round = 0; round < 3; round++) {
      long newest = Collections.max(killAfter(3000 + 1777 * round));
      SegmentedLog log = AuditFixture.open(options);
      assertThat(log.health().size()).isGreaterThan(newest + 1);
      log.close();
      Verdict verdict = AuditFixture.verify(options.folder());
      assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
    }
  }

  /** Places the process was told, at least {@code count} of them. */
  private List<Long> killAfter(int count) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> told = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.add(Long.valueOf(line));
        if (told.size() == count) {
          process.destroyForcibly();
        }
      }
    } catch (IOException | NumberFormatException e) {
      // The pipe ends where the process did, perhaps within a line.
    }
    process.waitFor();
    assertThat(told).hasSizeGreaterThanOrEqualTo(count);
    return told;
  }
}
