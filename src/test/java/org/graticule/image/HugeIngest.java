package org.graticule.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graticule.geo.TileProfile;

/**
 * What a server does with one original, as a process of its own so that its memory can be told:
 * hashes it and has it decoded. Prints the most resident memory of itself and of its decoder, in
 * kibibytes as the kernel says it, then the milliseconds it took.
 */
final class HugeIngest {
  private HugeIngest() {}

  public static void main(String[] args) throws Exception {
    Map<Long, Long> peaks = new TreeMap<>();
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (true) {
                ProcessHandle.current()
                    .descendants()
                    .forEach(child -> peaks.merge(child.pid(), peak(child.pid()), Math::max));
                try {
                  Thread.sleep(100);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    long start = System.nanoTime();
    String hash = Sha256.of(Path.of(args[0]));
    new Ingest(
            TileProfile.named("default"), new DecoderProcess.Limits(512, Duration.ofMinutes(30), 2))
        .run(Path.of(args[0]), hash, List.of(), Path.of(args[1]), (phase, share) -> {});
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    watch.interrupt();
    watch.join();
    long decoder = peaks.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.println(peak(ProcessHandle.current().pid()) + " " + decoder + " " + millis);
  }

  /** High-water mark of a process; 0 where it is gone. */
  private static long peak(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
