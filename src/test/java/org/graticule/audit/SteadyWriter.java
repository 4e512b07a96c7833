package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Path;

/** A process that appends an event every few milliseconds and prints what it was told. */
final class SteadyWriter {
  private SteadyWriter() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (SegmentedLog log = AuditFixture.open(AuditFixture.options(Path.of(args[0]), 1 << 20))) {
      for (int n = 0; ; n++) {
        String told =
            log.append(AuditFixture.tile(n)).handle((seq, fault) -> fault == null).join()
                ? "durable"
                : "refused";
        System.out.println(told);
        Thread.sleep(20);
      }
    }
  }
}
