package org.graticule.image.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What a run took.
 *
 * @param seconds wall clock
 * @param cpu seconds of all processes and threads
 * @param mib most memory resident at once, the sum over processes of each one's most
 */
record Cost(double seconds, double cpu, double mib) {
  private static final int GLANCE_MILLIS = 15;

  /** Work of ours. */
  interface Work {
    void run() throws Exception;
  }

  /** A program, by GNU time. */
  static Cost of(Path folder, List<String> program) throws IOException, InterruptedException {
    Path notes = folder.resolve("time.txt");
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/time", "-f", "%e %U %S %M", "-o", notes.toString()));
    command.addAll(program);
    long began = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(program + " ended with " + exit);
    }
    String[] told = Files.readString(notes).trim().split(" ");
    double cpu = Double.parseDouble(told[1]) + Double.parseDouble(told[2]);
    return new Cost(seconds, cpu, Double.parseDouble(told[3]) / 1024);
  }

  /** Work in this process and those it starts. */
  static Cost of(Work work) throws Exception {
    Map<Long, Long> peaks = new ConcurrentHashMap<>();
    Map<Long, Double> times = new ConcurrentHashMap<>();
    double before = cpu(ProcessHandle.current());
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!Thread.interrupted()) {
                ProcessHandle.current()
                    .descendants()
                    .forEach(child -> {
                      peaks.merge(child.pid(), peak(child.pid()), Math::max);
                      times.put(child.pid(), cpu(child));
                    });
                try {
                  Thread.sleep(GLANCE_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    watch.interrupt();
    watch.join();
    long kib = peak(ProcessHandle.current().pid());
    for (long child : peaks.values()) {
      kib += child;
    }
    double cpu = cpu(ProcessHandle.current()) - before;
    for (double child : times.values()) {
      cpu += child;
    }
    return new Cost(seconds, cpu, kib / 1024.0);
  }

  private static double cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
  }

  /** The kernel's own high-water mark, KiB; 0 for a process that has ended. */
  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
    double[] sorted = costs.stream().mapToDouble(of).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }

  @Override
  public String toString() {
    return "%.2f s, %.2f s of processor, %.0f MiB".formatted(seconds, cpu, mib);
  }
}
