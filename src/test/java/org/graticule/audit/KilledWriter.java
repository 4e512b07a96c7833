package org.graticule.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A process that appends as fast as it can and prints each place it was told is durable. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    LinkedBlockingQueue<Long> told = new LinkedBlockingQueue<>();
    SegmentedLog log = AuditFixture.open(AuditFixture.options(Path.of(args[0]), 1 << 20));
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          for (int n = 0; ; n++) {
            log.append(AuditFixture.tile(n))
                .whenComplete((seq, fault) -> {
                  if (fault == null) {
                    told.add(seq);
                  }
                });
            if (n % 256 == 0) {
              LockSupport.parkNanos(2_000_000);
            }
          }
        });
    PrintStream out = new PrintStream(System.out, true);
    while (true) {
      out.println(told.take());
    }
  }
}
