package org.graticule.image.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int GLANCE_MILLIS = 20;
  private static final int SEARCH_EVERY = 10;

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
    settle();
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
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(peaks));
    settle();
    double before = used();
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = used() - before;
    watch.interrupt();
    watch.join();
    long kib = peak(ProcessHandle.current().pid());
    for (long child : peaks.values()) {
      kib += child;
    }
    return new Cost(seconds, cpu, kib / 1024.0);
  }

  /** What others wrote before is on the disk, so that nobody's run waits for it. */
  private static void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").inheritIO().start().waitFor();
  }

  /** Looking for processes is dear, looking at one is not. */
  private static void watch(Map<Long, Long> peaks) {
    try {
      for (int i = 0; ; i++) {
        if (i % SEARCH_EVERY == 0) {
          ProcessHandle.current()
              .descendants()
              .forEach(child -> peaks.putIfAbsent(child.pid(), 0L));
        }
        peaks.replaceAll((pid, known) -> Math.max(known, peak(pid)));
        Thread.sleep(GLANCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of this process and of its children that have ended, in hundredths of a second. */
  private static double used() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = 0;
    for (int i = 11; i < 15; i++) {
      ticks += Double.parseDouble(fields[i]);
    }
    return ticks / 100;
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
    return median(costs.stream().mapToDouble(of).toArray());
  }

  static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }

  @Override
  public String toString() {
    return "%.2f s, %.2f s of processor, %.0f MiB".formatted(seconds, cpu, mib);
  }
}
