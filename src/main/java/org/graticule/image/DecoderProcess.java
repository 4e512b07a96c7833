package org.graticule.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.confine.OuterWalls;
import org.graticule.image.confine.OuterWalls.Budget;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java process that decodes one untrusted image, so that a crash, a flood of memory or an endless
 * loop of a decoder ends there, and so that a decoder taken over by its input reaches nothing: see
 * {@link OuterWalls} and {@link org.graticule.image.confine.InnerWalls}. It speaks in lines of JSON
 * on its standard output; it ends itself when its standard input closes, which is when this process
 * is gone. What it leaves unfinished is removed, unless this process was stopped: then the next
 * attempt takes it up.
 */
public final class DecoderProcess {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderProcess.class);
  private static final String SCRATCH = ".tmp";

  /** Where GeoTools keeps its registry of coordinate systems, unpacked once for all. */
  private static final Path REGISTRY =
      Path.of(System.getProperty("java.io.tmpdir"), "GeoTools", "Databases", "HSQL");

  private static final int MOST_NOISE = 64 << 10;
  private static final int NOISE_LOGGED = 4 << 10;
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final Limits limits;
  private final OuterWalls walls;
  private final String program;
  private final int part;

  /**
   * @param heapMib Java heap of the decoder, mebibytes
   * @param wallClock longest run
   * @param threads decoding and encoding at once
   * @param stall longest time without a word from the decoder
   * @param nativeMib memory beside the heap: the Java runtime's own, stacks, native libraries
   * @param fileMib longest file it may write
   * @param checkpoint least time between two entries in the journal
   * @param cpu processor time of all threads together
   */
  public record Limits(
      int heapMib,
      Duration wallClock,
      int threads,
      Duration stall,
      int nativeMib,
      long fileMib,
      Duration cpu,
      Duration checkpoint) {
    private static final Duration STALL = Duration.ofMinutes(15);
    private static final Duration CHECKPOINT = Duration.ofSeconds(15);

    public Limits(int heapMib, Duration wallClock, int threads) {
      this(heapMib, wallClock, threads, STALL, 1024, 256L << 10);
    }

    public Limits(
        int heapMib, Duration wallClock, int threads, Duration stall, int nativeMib, long fileMib) {
      Duration cpu = wallClock.multipliedBy(threads).plusMinutes(1);
      this(heapMib, wallClock, threads, stall, nativeMib, fileMib, cpu, CHECKPOINT);
    }

    public static Limits standard() {
      return new Limits(512, Duration.ofHours(2), Runtime.getRuntime().availableProcessors());
    }

    Limits withHeap(int mib) {
      return new Limits(mib, wallClock, threads, stall, nativeMib, fileMib, cpu, checkpoint);
    }

    public Limits withCheckpoint(Duration every) {
      return new Limits(heapMib, wallClock, threads, stall, nativeMib, fileMib, cpu, every);
    }

    Budget budget() {
      // The collector's tables grow with the heap.
      long memory = heapMib + heapMib / 8 + (long) nativeMib;
      return new Budget(memory, cpu.toSeconds(), fileMib);
    }
  }

  public DecoderProcess(Limits limits) {
    this(limits, new OuterWalls(), IngestWorker.class.getName(), 0);
  }

  /**
   * @param program class whose {@code main} decodes
   * @param part which image of the original
   */
  DecoderProcess(Limits limits, OuterWalls walls, String program, int part) {
    this.limits = limits;
    this.walls = walls;
    this.program = program;
    this.part = part;
  }

  SceneFacts run(
      Path original,
      List<Path> sidecars,
      Path folder,
      TileProfile profile,
      IngestPhase.Listener progress)
      throws IOException {
    List<Path> own = new ArrayList<>(List.of(original.toAbsolutePath()));
    sidecars.forEach(sidecar -> own.add(sidecar.toAbsolutePath()));
    try (FolderLock _ = FolderLock.take(folder)) {
      return run(own, folder.toAbsolutePath(), profile, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private SceneFacts run(
      List<Path> own, Path folder, TileProfile profile, IngestPhase.Listener progress)
      throws IOException, InterruptedException {
    Process process = start(own, folder, profile);
    DecoderTalk talk =
        new DecoderTalk(
            walls,
            (phase, share) -> {
              progress.at(phase, share);
              if (Thread.currentThread().isInterrupted()) {
                throw stopped();
              }
            });
    AtomicReference<String> late = new AtomicReference<>();
    Thread watch = watch(process, talk, late);
    StringBuilder noise = new StringBuilder();
    Thread errors = Thread.ofVirtual().start(() -> collect(process.getErrorStream(), noise));
    boolean done = false;
    try {
      SceneFacts facts = talk.listen(process.getInputStream());
      int exit = process.waitFor();
      errors.join(1000);
      if (facts == null || exit != 0 || !Files.isRegularFile(folder.resolve(IngestRun.DISPLAY))) {
        throw broken(exit, late.get(), noise);
      }
      done = true;
      return facts;
    } finally {
      process.destroyForcibly();
      watch.interrupt();
      await(process);
      walls.takeBack(folder);
      clear(folder.resolve(SCRATCH));
      Path spool = folder.resolve(IngestRun.SPOOL);
      if (!Thread.currentThread().isInterrupted() || !Files.exists(spool.resolve(Journal.NAME))) {
        clear(spool);
      }
      Files.deleteIfExists(folder.resolve(IngestRun.PART));
      Files.deleteIfExists(folder.resolve(IngestRun.ANALYTIC_PART));
      if (!done) {
        Files.deleteIfExists(folder.resolve(IngestRun.DISPLAY));
        Files.deleteIfExists(folder.resolve(IngestRun.ANALYTIC));
      }
    }
  }

  private static Fault stopped() {
    return Fault.unavailable("ingest-stopped", "the ingest was stopped before it ended");
  }

  private Process start(List<Path> own, Path folder, TileProfile profile) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve(SCRATCH));
    walls.handOver(own, folder);
    List<Path> readable = new ArrayList<>(own);
    if (Files.isDirectory(REGISTRY)) {
      readable.add(REGISTRY);
    }
    archive().ifPresent(readable::add);
    List<String> command =
        walls.around(command(own, folder, scratch, profile), readable, folder, limits.budget());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    OuterWalls.clear(builder.environment());
    builder.environment().putAll(JpegCodec.environment());
    return builder.start();
  }

  private List<String> command(List<Path> own, Path folder, Path scratch, TileProfile profile) {
    List<String> command = new ArrayList<>();
    command.addAll(DecoderRuntime.command(limits.heapMib()));
    command.add(1, "-Djava.io.tmpdir=" + scratch);
    // A user without an entry has no home, and Java would make itself one among the results.
    command.add(1, "-Duser.home=" + scratch);
    command.add(2, "-DEPSG-HSQL.directory=" + REGISTRY);
    archive().ifPresent(file -> command.add(3, "-XX:AOTCache=" + file));
    command.add(program);
    command.add(profile.name());
    command.add(Integer.toString(limits.threads()));
    command.add(limits.checkpoint().toString());
    command.add(Integer.toString(part));
    command.add(folder.toString());
    own.forEach(path -> command.add(path.toString()));
    return command;
  }

  private static Optional<Path> archive() {
    return DecoderRuntime.archive().filter(Files::isReadable);
  }

  /** Ends a decoder that takes too long or has fallen silent. */
  private Thread watch(Process process, DecoderTalk talk, AtomicReference<String> late) {
    long end = System.nanoTime() + limits.wallClock().toNanos();
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (!process.waitFor(glance(end), TimeUnit.NANOSECONDS)) {
              if (System.nanoTime() >= end) {
                late.set("decoding took longer than " + limits.wallClock() + " and was stopped");
              } else if (talk.silence().compareTo(limits.stall()) > 0) {
                late.set("the decoder made no progress for " + limits.stall() + " and was stopped");
              } else {
                continue;
              }
              process.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static long glance(long end) {
    return Math.max(1, Math.min(GLANCE.toNanos(), end - System.nanoTime()));
  }

  private Fault broken(int exit, @Nullable String late, StringBuilder noise) {
    String said;
    synchronized (noise) {
      said = noise.toString();
    }
    LOG.warn(
        "decoder ended with {}: {}",
        exit,
        said.substring(0, Math.min(NOISE_LOGGED, said.length())));
    if (late != null) {
      return Fault.unacceptable("decoder-timeout", late);
    }
    return DecoderEnd.fault(exit, said, limits);
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

  private static void clear(Path scratch) throws IOException {
    if (!Files.isDirectory(scratch, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
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
