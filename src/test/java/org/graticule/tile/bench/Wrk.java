package org.graticule.tile.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs of wrk against one server over a list of paths, in turn and again from the start. */
public final class Wrk {
  /**
   * What a server that has just started is given before it counts: for that long half of its
   * processor time goes into compiling itself, which a server that runs for days does once.
   */
  static final int WARM_UP_SECONDS = 20;

  private static final Pattern RESULT =
      Pattern.compile("FIGURES (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  private final Path folder;
  private final URI base;
  private final List<ProcessHandle> servers;
  private final List<String> paths;

  /**
   * @param folder for wrk's script
   * @param server whose processor time is told, with that of its descendants
   */
  public Wrk(Path folder, URI base, ProcessHandle server, List<String> paths) {
    this(folder, base, List.of(server), paths);
  }

  Wrk(Path folder, URI base, List<ProcessHandle> servers, List<String> paths) {
    this.folder = folder;
    this.base = base;
    this.servers = servers;
    this.paths = paths;
  }

  /**
   * What came of it.
   *
   * @param perSecond answers
   * @param p99 milliseconds
   * @param cpuMillis processor time of the server for one answer
   * @param failures answers of 400 and above, and broken connections
   */
  public record Figures(
      double perSecond, double p50, double p99, double cpuMillis, double megabytes, long failures) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f/s p50 %.2f p99 %.2f ms, CPU %.4f ms, %.0f MB/s%s",
          perSecond,
          p50,
          p99,
          cpuMillis,
          megabytes,
          failures == 0 ? "" : ", " + failures + " FAILED");
    }
  }

  public Figures run(Map<String, String> headers, int connections, int seconds)
      throws IOException, InterruptedException {
    Path list = Files.write(folder.resolve("paths.txt"), paths);
    StringBuilder script = new StringBuilder("local paths = {}\n");
    script.append("for line in io.lines(\"%s\") do paths[#paths + 1] = line end\n".formatted(list));
    headers.forEach(
        (name, value) -> script.append("wrk.headers[\"%s\"] = \"%s\"\n".formatted(name, value)));
    script.append(
        """
        local threads = 0
        function setup(thread) thread:set("id", threads); threads = threads + 1 end
        local at = 0
        local requests = {}
        function init(args)
          for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path) end
          at = id * math.floor(#requests / 2)
        end
        function request() at = at % #requests + 1; return requests[at] end
        function done(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("FIGURES %d %d %d %d %d %d\\n", summary.requests, summary.duration,
            summary.bytes, latency:percentile(50), latency:percentile(99),
            e.connect + e.read + e.write + e.status + e.timeout))
        end
        """);
    Path lua = Files.writeString(folder.resolve("wrk.lua"), script);
    double before = cpuSeconds();
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t2",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                lua.toString(),
                base.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    double used = cpuSeconds() - before;
    Matcher m = RESULT.matcher(said);
    if (!m.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    double duration = Long.parseLong(m.group(2)) / 1e6;
    long answers = Long.parseLong(m.group(1));
    return new Figures(
        answers / duration,
        Long.parseLong(m.group(4)) / 1e3,
        Long.parseLong(m.group(5)) / 1e3,
        used * 1e3 / answers,
        Long.parseLong(m.group(3)) / 1e6 / duration,
        Long.parseLong(m.group(6)));
  }

  private double cpuSeconds() {
    return servers.stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(time -> time.toMillis() / 1e3)
        .sum();
  }
}
