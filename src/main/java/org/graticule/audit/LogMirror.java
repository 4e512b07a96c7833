package org.graticule.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graticule.fault.Fault;

/**
 * The same log in a second folder, best on another device: the same files, byte for byte. Part of
 * what durable means: when the second device fails, the log takes no events. The sequencer writes;
 * {@link #damage} may be asked by any thread.
 */
final class LogMirror implements AutoCloseable {
  private final Path primary;
  private final Path folder;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("audit-mirror").unstarted(task));
  private final SigningKey key;
  private volatile Segment segment;

  /** Its own, so that the second folder can be checked by itself. */
  private TailMark tail;

  private LogMirror(Path primary, Path folder, SigningKey key, Segment segment) throws IOException {
    this.primary = primary;
    this.folder = folder;
    this.key = key;
    this.segment = segment;
    this.tail = TailMark.open(folder, key);
  }

  /**
   * Brings the second folder up to the first and opens its last segment.
   *
   * @param key that the log's end is marked with
   * @param current the segment being written, its file as long as the log
   * @throws Fault UNAVAILABLE {@code audit-damaged} if the second folder holds another log
   */
  static LogMirror open(Path primary, Path folder, SigningKey key, Segment current)
      throws IOException {
    Files.createDirectories(folder);
    dropCutOff(folder, primary);
    align(primary, folder);
    SegmentFile file = SegmentFile.of(folder, current.file().first());
    return new LogMirror(primary, folder, key, Segment.resume(file, current.length()));
  }

  /**
   * Removes what a write to the second device left that was cut off, as after the loss of power.
   */
  private static void dropCutOff(Path folder, Path primary) throws IOException {
    List<SegmentFile> there = SegmentFile.list(folder);
    long acknowledged;
    try {
      acknowledged = TailMark.read(primary).map(TailMark.Read::size).orElse(0L);
    } catch (Checkpoint.Rejected e) {
      throw other(folder, TailMark.NAME + " in " + primary + ": " + e.getMessage());
    }
    ChainWalk walk = new ChainWalk(there, acknowledged, (chain, buffer, from, to) -> {});
    ChainWalk.End end = walk.walk(Math.max(0, there.size() - 1), Long.MAX_VALUE);
    if (end.torn() > 0 && end.last() != null) {
      cut(end.last().path(), end.length());
    }
  }

  private static void align(Path primary, Path folder) throws IOException {
    List<SegmentFile> ours = SegmentFile.list(primary);
    for (SegmentFile there : SegmentFile.all(folder)) {
      Optional<SegmentFile> same =
          ours.stream().filter(file -> file.first() == there.first()).findFirst();
      if (same.isEmpty()) {
        throw other(folder, there.name() + " is not in " + primary);
      }
      if (same.get().form() == there.form() && !agree(same.get(), there)) {
        throw other(folder, there.name() + " differs from the one in " + primary);
      }
    }
    for (SegmentFile file : ours) {
      SegmentFile copy = SegmentFile.of(folder, file.first(), file.form());
      long size = Files.size(file.path());
      if (!Files.exists(copy.path()) || copy.length() < file.length()) {
        DurableFile.copy(file.path(), copy.path());
      } else if (Files.size(copy.path()) > size) {
        cut(copy.path(), size);
      }
      for (SegmentFile.Form form : SegmentFile.Form.values()) {
        if (form != file.form()) {
          Files.deleteIfExists(folder.resolve(file.as(form).name()));
        }
      }
    }
  }

  /** Whether the shorter file is the beginning of the longer: a crash may have cut either. */
  private static boolean agree(SegmentFile a, SegmentFile b) throws IOException {
    long at = Files.mismatch(a.path(), b.path());
    return at < 0 || at >= Math.min(a.length(), b.length());
  }

  void write(byte[] bytes, int length) throws IOException {
    segment.write(bytes, length);
  }

  /** Begins to make what was written durable, beside the first device. */
  Future<?> force() {
    Segment current = segment;
    return thread.submit(() -> {
      current.force();
      return null;
    });
  }

  static void await(Future<?> forced) throws IOException {
    try {
      forced.get();
    } catch (ExecutionException e) {
      throw new IOException("mirror: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the mirror was written", e);
    }
  }

  /** Marks how far the log has got. */
  void mark(LogHead durable) throws IOException {
    tail.write(durable);
  }

  void rotate(SegmentHeader header) throws IOException {
    segment.seal();
    segment = Segment.create(folder, header);
  }

  /** After a failure: catches up with the first folder and begins a new segment. */
  void reopen(SegmentHeader header) throws IOException {
    segment.close();
    Path next = SegmentFile.of(folder, header.before().size()).path();
    Files.deleteIfExists(next);
    for (SegmentFile file : SegmentFile.list(primary)) {
      Path copy = folder.resolve(file.name());
      if (Files.exists(copy) && Files.size(copy) > Files.size(file.path())) {
        cut(copy, Files.size(file.path()));
      }
    }
    align(primary, folder);
    segment = Segment.create(folder, header);
    // Perhaps another device is mounted there by now.
    tail.close();
    tail = TailMark.open(folder, key);
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  /** Gives the second folder a file that the first has, in place of others. */
  void replace(Path file, List<Path> others) throws IOException {
    DurableFile.copy(file, folder.resolve(file.getFileName()));
    for (Path other : new ArrayList<>(others)) {
      Files.deleteIfExists(folder.resolve(other.getFileName()));
    }
  }

  Optional<String> damage() {
    return segment.damage().map(what -> "mirror: " + what);
  }

  private static Fault other(Path folder, String what) {
    return Fault.unavailable(
        "audit-damaged",
        "the mirror of the audit log in %s does not hold the same log: %s. Check both with"
                .formatted(folder, what)
            + " `graticule audit verify`, and set the wrong one aside");
  }

  @Override
  public void close() throws IOException {
    thread.shutdown();
    segment.seal();
    tail.close();
  }
}
