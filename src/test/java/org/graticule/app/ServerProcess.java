package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code graticule serve} in a process of its own, which can be killed. */
final class ServerProcess {
  private static final String READY = "Graticule serves on ";

  /** It does not live long enough to be worth more. */
  private static final List<String> QUICK = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Returns once it says where it serves. */
  static ServerProcess start(Map<String, String> environment) throws IOException {
    return start(environment, Path.of("."));
  }

  /**
   * @param first classes that stand before those of the same name
   */
  static ServerProcess start(Map<String, String> environment, Path first) throws IOException {
    return start(environment, first, 0, QUICK);
  }

  /** As one that lives long: its hot paths become as fast as they get. */
  static ServerProcess startCompiled(Map<String, String> environment) throws IOException {
    return start(environment, Path.of("."), 0, List.of("-Xmx1g"));
  }

  /** Where one served before that is dead now. */
  static ServerProcess startAgain(Map<String, String> environment, ServerProcess dead)
      throws IOException {
    return start(environment, Path.of("."), dead.address.getPort(), QUICK);
  }

  private static ServerProcess start(
      Map<String, String> environment, Path first, int port, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(first + File.pathSeparator + System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "serve", "--port", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IllegalStateException("the server ended before it served");
    }
    Thread.ofPlatform().daemon().start(() -> out.lines().forEach(said -> {}));
    return new ServerProcess(process, URI.create(line.substring(READY.length())));
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** As a power cut does to a process: no handler runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As an operator does. */
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stopped within a minute").isTrue();
  }
}
