package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Opens a log that is already there, or refuses. The only thing it ever removes is what a write
 * left that was cut off: bytes that nobody was told were durable.
 */
final class LogRecovery {
  private final Path folder;
  private final SigningKey key;
  private final KeyRing keys;
  private final AuditEvents types;

  /**
   * A log that can be written again.
   *
   * @param head hash state after its last record
   * @param segment the segment to go on with
   * @param length sound bytes of it
   * @param cut bytes behind them, to be removed
   * @param recent ids for recognising repeats
   */
  record Opened(LogHead head, SegmentFile segment, long length, long cut, RecentIds recent) {}

  LogRecovery(Path folder, SigningKey key, KeyRing keys, AuditEvents types) {
    this.folder = folder;
    this.key = key;
    this.keys = keys;
    this.types = types;
  }

  /**
   * Finds the end of the log, or null where there never was one.
   *
   * @throws Fault UNAVAILABLE {@code audit-damaged} where the log is not what was written
   */
  @Nullable Opened open() throws IOException {
    List<SegmentFile> segments = SegmentFile.list(folder);
    Path file = folder.resolve(AuditVerifier.CHECKPOINT);
    if (segments.isEmpty() && !Files.exists(file)) {
      return null;
    }
    if (segments.isEmpty() || !Files.exists(file)) {
      // The first checkpoint is written before the first record is acknowledged.
      if (segments.size() == 1 && segments.getFirst().first() == 0) {
        return fresh(segments.getFirst());
      }
      throw damaged(segments.isEmpty() ? "all segments are gone" : file + " is gone");
    }
    Checkpoint signed = signed(file);
    int from = Math.max(0, ChainWalk.holding(segments, signed.size()) - 1);
    while (segments.get(from).form() == SegmentFile.Form.LEAVES && from < segments.size() - 1) {
      from++;
    }
    return walk(segments, from, signed);
  }

  private Opened walk(List<SegmentFile> segments, int from, Checkpoint signed) throws IOException {
    RecentIds recent = new RecentIds();
    Frame frame = new Frame();
    byte[][] root = new byte[1][];
    ChainWalk walk =
        new ChainWalk(
            segments,
            Math.max(signed.size(), marked()),
            (chain, buffer, at, to) -> {
              if (types.isClassA(frame.type(buffer, at, to))) {
                recent.add(UUID.fromString(frame.id(buffer, at, to)), chain.size() - 1);
              }
              if (chain.size() == signed.size()) {
                root[0] = chain.head().root();
              }
            });
    ChainWalk.End end = walk.walk(from, Long.MAX_VALUE);
    if (end.finding() != null) {
      throw damaged(end.finding().line());
    }
    if (!signed.origin().equals(end.origin()) && end.origin() != null) {
      throw damaged("the segments are of log " + end.origin() + ", not " + signed.origin());
    }
    if (end.head().size() < signed.size()) {
      throw damaged(
          "it ends after %d records; its checkpoint covers %d"
              .formatted(end.head().size(), signed.size()));
    }
    if (signed.size() > 0 && !Arrays.equals(root[0], signed.root())) {
      throw damaged("its records are not those its checkpoint was signed for");
    }
    requireMarked(end.head());
    return new Opened(end.head(), last(end), end.length(), end.torn(), recent);
  }

  /** Nothing that was acknowledged may be missing, not even what no checkpoint covers yet. */
  private void requireMarked(LogHead head) throws IOException {
    long marked = marked();
    if (marked > head.size()) {
      throw damaged(
          "it ends after %d records; %d were acknowledged".formatted(head.size(), marked));
    }
  }

  /** Records that the mark of the log's end says were acknowledged. */
  private long marked() throws IOException {
    try {
      return TailMark.read(folder)
          .filter(mark -> mark.isBy(key))
          .map(TailMark.Read::size)
          .orElse(0L);
    } catch (Checkpoint.Rejected e) {
      throw damaged(folder.resolve(TailMark.NAME) + ": " + e.getMessage());
    }
  }

  /** A log whose first start was cut short: one segment, and no checkpoint yet. */
  private Opened fresh(SegmentFile segment) throws IOException {
    ChainWalk.End end = new ChainWalk(List.of(segment), 0, (chain, b, f, t) -> {}).walk(0, 1);
    if (end.finding() != null || end.head().size() > 0) {
      throw damaged(folder.resolve(AuditVerifier.CHECKPOINT) + " is gone");
    }
    requireMarked(LogHead.EMPTY);
    return new Opened(LogHead.EMPTY, segment, end.length(), end.torn(), new RecentIds());
  }

  /**
   * Finds, in a log this process has been writing, the place up to which its events are durable.
   *
   * @throws Fault UNAVAILABLE {@code audit-damaged} if what is there is not what was written
   */
  ChainWalk.End find(LogHead durable) throws IOException {
    List<SegmentFile> segments = SegmentFile.list(folder);
    int from = ChainWalk.holding(segments, Math.max(0, durable.size() - 1));
    ChainWalk.End end =
        new ChainWalk(segments, (chain, buffer, at, to) -> {}).walk(from, durable.size());
    if (end.finding() != null) {
      throw damaged(end.finding().line());
    }
    if (end.head().size() != durable.size() || !Arrays.equals(end.head().root(), durable.root())) {
      throw damaged(
          "it ends after %d records of %d acknowledged"
              .formatted(end.head().size(), durable.size()));
    }
    return end;
  }

  private Checkpoint signed(Path file) throws IOException {
    try {
      return Checkpoint.open(Files.readAllBytes(file), keys);
    } catch (Checkpoint.Rejected e) {
      throw damaged(file + ": " + e.getMessage());
    }
  }

  private static SegmentFile last(ChainWalk.End end) {
    if (end.last() == null) {
      throw new IllegalStateException("a walk over segments ends in one");
    }
    return end.last();
  }

  private Fault damaged(String what) {
    return Fault.unavailable(
        "audit-damaged",
        "the audit log in %s is not what was written: %s. Check it with `graticule audit verify`, put"
                .formatted(folder, what)
            + " the right files back, or set the folder aside and begin a new log");
  }
}
