package org.graticule.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java process that decodes one untrusted image, so that a crash, a flood of memory or an endless
 * loop of a decoder ends there. It speaks in lines of JSON on its standard output; it ends itself
 * when its standard input closes, which is when this process is gone. Whatever happens, an
 * unfinished pyramid is removed.
 *
 * <p>Known limits: the process has the rights of the server; a user of its own and a network
 * namespace are matters of deployment.
 */
public final class DecoderProcess {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderProcess.class);
  private static final int LONGEST_LINE = 16 << 20;
  private static final int MOST_NOISE = 8 << 10;

  private final Limits limits;

  /**
   * @param heapMib Java heap of the decoder, mebibytes
   * @param wallClock longest run
   * @param threads decoding and encoding at once
   */
  public record Limits(int heapMib, Duration wallClock, int threads) {
    public static Limits standard() {
      return new Limits(512, Duration.ofHours(2), Runtime.getRuntime().availableProcessors());
    }

    Limits withHeap(int mib) {
      return new Limits(mib, wallClock, threads);
    }
  }

  public DecoderProcess(Limits limits) {
    this.limits = limits;
  }

  SceneFacts run(
      Path original, List<Path> sidecars, Path folder, TileProfile profile, DoubleConsumer progress)
      throws IOException {
    Process process = new ProcessBuilder(command(original, sidecars, folder, profile)).start();
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = watch(process, late);
    StringBuilder noise = new StringBuilder();
    Thread errors = Thread.ofVirtual().start(() -> collect(process.getErrorStream(), noise));
    boolean done = false;
    try {
      SceneFacts facts = listen(process, progress);
      int exit = process.waitFor();
      errors.join(1000);
      if (facts == null || exit != 0) {
        throw broken(exit, late.get(), noise);
      }
      done = true;
      return facts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("ingest-stopped", "the ingest was stopped before it ended");
    } finally {
      process.destroyForcibly();
      watch.interrupt();
      await(process);
      Files.deleteIfExists(folder.resolve(IngestRun.PART));
      if (!done) {
        Files.deleteIfExists(folder.resolve(IngestRun.DISPLAY));
      }
    }
  }

  private List<String> command(
      Path original, List<Path> sidecars, Path folder, TileProfile profile) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + limits.heapMib() + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:+UseParallelGC");
    command.add("-Djava.awt.headless=true");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(IngestWorker.class.getName());
    command.add(profile.name());
    command.add(Integer.toString(limits.threads()));
    command.add(folder.toAbsolutePath().toString());
    command.add(original.toAbsolutePath().toString());
    sidecars.forEach(sidecar -> command.add(sidecar.toAbsolutePath().toString()));
    return command;
  }

  private Thread watch(Process process, AtomicBoolean late) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            if (!process.waitFor(limits.wallClock().toMillis(), TimeUnit.MILLISECONDS)) {
              late.set(true);
              process.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Reads lines until the process closes its output; null where it never told the facts. */
  private static @Nullable SceneFacts listen(Process process, DoubleConsumer progress)
      throws IOException {
    JsonMapper json = new JsonMapper();
    SceneFacts facts = null;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          line.append((char) c);
          if (line.length() > LONGEST_LINE) {
            throw Fault.unacceptable(
                "decoder-broken", "the decoder's answer exceeds " + LONGEST_LINE + " characters");
          }
          continue;
        }
        JsonNode message = message(json, line.toString());
        line.setLength(0);
        if (message.has("fault")) {
          throw new Fault(
              Fault.Kind.valueOf(message.path("kind").asText()),
              message.path("fault").asText(),
              message.path("message").asText());
        }
        if (message.has("progress")) {
          progress.accept(message.path("progress").asDouble());
        }
        if (message.has("facts")) {
          facts = json.treeToValue(message.path("facts"), SceneFacts.class);
        }
      }
    }
    return facts;
  }

  /** The Java runtime says its last words on standard output too; they are no message. */
  private static JsonNode message(JsonMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      LOG.warn("decoder said: {}", line);
      return json.createObjectNode();
    }
  }

  private Fault broken(int exit, boolean late, StringBuilder noise) {
    synchronized (noise) {
      LOG.warn("decoder ended with {}: {}", exit, noise);
    }
    if (late) {
      return Fault.unacceptable(
          "decoder-timeout",
          "decoding took longer than " + limits.wallClock() + " and was stopped");
    }
    if (exit == 3) {
      return Fault.unacceptable(
          "decoder-memory",
          "decoding needs more memory than the " + limits.heapMib() + " MiB allowed");
    }
    return Fault.unacceptable("decoder-broken", "the decoder ended with exit code " + exit);
  }

  private static void collect(InputStream errors, StringBuilder noise) {
    try (errors) {
      byte[] buffer = new byte[1024];
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        synchronized (noise) {
          if (noise.length() < MOST_NOISE) {
            noise.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("decoder's error output closed", e);
    }
  }

  private static void await(Process process) {
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
