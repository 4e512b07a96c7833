package org.graticule.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to sealed segments: they are packed when there is time, and when their time of
 * keeping is over only their leaf hashes stay, so that the tree and every old checkpoint can still
 * be checked. Nothing here is in the way of an event. For one thread.
 */
final class LogUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);

  /** While more events come than this in a minute, packing waits ... */
  private static final long QUIET = 120_000;

  /** ... unless so many segments wait. */
  private static final int WAITING = 64;

  private final SegmentedLog log;
  private final LogOptions options;
  private final LogWriter writer;
  private long seen;

  LogUpkeep(SegmentedLog log, LogOptions options, LogWriter writer) {
    this.log = log;
    this.options = options;
    this.writer = writer;
    this.seen = writer.durable().size();
  }

  /** What is due now; called once a minute. */
  void tick(Instant now) {
    try {
      long size = writer.durable().size();
      boolean quiet = size - seen < QUIET;
      seen = size;
      List<SegmentFile> plain = plain();
      if (!plain.isEmpty() && (quiet || plain.size() > WAITING)) {
        pack(plain.getFirst());
      }
      prune(now);
    } catch (IOException | RuntimeException e) {
      LOG.warn("sealed segments of the audit log stay as they are: {}", e.getMessage());
    }
  }

  /** Packs all that is sealed. */
  void packAll() throws IOException {
    for (SegmentFile segment : plain()) {
      pack(segment);
    }
  }

  private List<SegmentFile> plain() {
    return writer.sealed().stream()
        .filter(segment -> segment.form() == SegmentFile.Form.PLAIN)
        .toList();
  }

  private void pack(SegmentFile segment) throws IOException {
    PackedSegment.pack(segment);
    writer.replace(segment, segment.as(SegmentFile.Form.PACKED));
  }

  /** Takes away the records whose time is over, by whole segments, and says so on the log first. */
  void prune(Instant now) throws IOException {
    Retention kept = options.retention();
    if (kept == null) {
      return;
    }
    Instant until = kept.keptFrom(now);
    List<SegmentFile> all = SegmentFile.list(options.folder());
    int due = 0;
    while (due + 1 < all.size() && firstAt(all.get(due + 1)).orElse(Instant.MAX).isBefore(until)) {
      due++;
    }
    List<SegmentFile> old =
        all.subList(0, due).stream()
            .filter(segment -> segment.form() != SegmentFile.Form.LEAVES)
            .toList();
    if (old.isEmpty()) {
      return;
    }
    long from = old.getFirst().first();
    LogHead before = header(all.get(due)).before();
    log.tell(
        "log.pruned",
        Map.of(
            "from", from,
            "to", before.size() - 1,
            "segments", old.size(),
            "before", until.toString(),
            "profile", kept.toString()));
    log.moveHorizon(before);
    for (SegmentFile segment : old) {
      SegmentFile leaves = writeLeaves(segment, all.get(all.indexOf(segment) + 1));
      writer.replace(segment, leaves);
    }
  }

  /** When the first record of a segment was made; empty where it has none, or is only hashes. */
  private static Optional<Instant> firstAt(SegmentFile segment) throws IOException {
    if (segment.form() == SegmentFile.Form.LEAVES) {
      // Gone before, so older than anything that goes now.
      return Optional.of(Instant.MIN);
    }
    try (LineReader lines = new LineReader(segment, 0)) {
      if (lines.next() != LineReader.Step.LINE || lines.next() != LineReader.Step.LINE) {
        return Optional.empty();
      }
      int end = lines.to() - Frame.TRAILER;
      String at = new Frame().at(lines.buffer(), lines.from(), end);
      return at.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(at));
    }
  }

  private static SegmentHeader header(SegmentFile segment) throws IOException {
    try (LineReader lines = new LineReader(segment, 0)) {
      lines.next();
      return SegmentHeader.parse(lines.buffer(), lines.from(), lines.to())
          .orElseThrow(() -> new IOException(segment.name() + " has no header"));
    }
  }

  /** Only if the hashes lead to where the next segment begins. */
  private static SegmentFile writeLeaves(SegmentFile segment, SegmentFile next) throws IOException {
    SegmentFile leaves = segment.as(SegmentFile.Form.LEAVES);
    Path draft = leaves.path().resolveSibling(leaves.name() + ".new");
    Chain chain = new Chain(header(segment).before());
    try (FileChannel channel =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        LineReader lines = new LineReader(segment, 0)) {
      lines.next();
      while (lines.next() == LineReader.Step.LINE) {
        chain.append(lines.buffer(), lines.from(), lines.to() - Frame.TRAILER);
        out.write(chain.last());
      }
      out.flush();
      channel.force(true);
    }
    if (next.form() != SegmentFile.Form.LEAVES
        && !Arrays.equals(header(next).before().root(), chain.head().root())) {
      throw new IOException(segment.name() + " does not lead to " + next.name() + "; it stays");
    }
    DurableFile.move(draft, leaves.path());
    return leaves;
  }
}
