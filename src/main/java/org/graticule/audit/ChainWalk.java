package org.graticule.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from a segment on, recomputing every checksum and hash, until its end or the first
 * thing that is not right. Used to open a log, to recover one and to verify one. Not thread-safe.
 */
final class ChainWalk {

  /**
   * Sees each sound record; {@code [from, to)} is its JSON, empty where only its hash is kept, and
   * the chain stands after it.
   */
  interface Visitor {
    void record(Chain after, byte[] buffer, int from, int to);
  }

  /**
   * Where a walk ended.
   *
   * @param origin name of the log, null if not even one header could be read
   * @param head hash state after the last sound record
   * @param last the segment it ended in, null if there is none
   * @param length bytes of that segment up to and including the last sound line
   * @param torn bytes after it of a write that was cut off, 0 unless the log ends so
   * @param finding what stopped the walk, null if it came to the end
   * @param kept first record that is more than a hash
   */
  record End(
      @Nullable String origin,
      LogHead head,
      long kept,
      @Nullable SegmentFile last,
      long length,
      long torn,
      @Nullable Finding finding) {}

  private final List<SegmentFile> segments;
  private final long acknowledged;
  private final Visitor visitor;
  private final Chain chain = new Chain();
  private final Frame frame = new Frame();
  private @Nullable String origin;
  private boolean begun;
  private boolean fromStart;
  private int pruned;
  private long length;
  private long torn;
  private @Nullable Finding finding;

  /** A walk over records that were all acknowledged. */
  ChainWalk(List<SegmentFile> segments, Visitor visitor) {
    this(segments, Long.MAX_VALUE, visitor);
  }

  /**
   * @param acknowledged records that somebody was told are durable, as far as is known. What is not
   *     sound behind them, where the last segment has room, was being written: of such a write the
   *     loss of power leaves any part
   */
  ChainWalk(List<SegmentFile> segments, long acknowledged, Visitor visitor) {
    this(segments, null, acknowledged, visitor);
  }

  /**
   * @param origin name the log must have, null for that of its first segment
   */
  ChainWalk(
      List<SegmentFile> segments, @Nullable String origin, long acknowledged, Visitor visitor) {
    this.segments = segments;
    this.origin = origin;
    this.acknowledged = acknowledged;
    this.visitor = visitor;
  }

  /**
   * Walks segments {@code from} and after, and no further than {@code limit} records. From segment
   * 0 the log must start at record 0; from another one its header is believed.
   */
  End walk(int from, long limit) throws IOException {
    fromStart = from == 0;
    int at = from;
    for (; at < segments.size(); at++) {
      length = 0;
      switch (segments.get(at).form()) {
        case PLAIN -> segment(at, limit);
        case PACKED -> packed(at, limit);
        case LEAVES -> leaves(at, limit);
      }
      if (finding != null || torn > 0 || chain.size() >= limit) {
        break;
      }
    }
    SegmentFile last = segments.isEmpty() ? null : segments.get(Math.min(at, segments.size() - 1));
    long kept = pruned < segments.size() ? segments.get(pruned).first() : chain.size();
    return new End(origin, chain.head(), pruned == 0 ? 0 : kept, last, length, torn, finding);
  }

  /** Unpacked twice: a frame that is not whole says nothing about the records in it. */
  private void packed(int at, long limit) throws IOException {
    SegmentFile segment = segments.get(at);
    if (PackedSegment.isSound(segment.path())) {
      segment(at, limit);
    } else {
      found(Finding.Kind.EDIT, segment.first(), segment, "the compressed segment was changed");
    }
  }

  private void leaves(int at, long limit) throws IOException {
    SegmentFile segment = segments.get(at);
    if (segment.first() != chain.size()) {
      boolean missing = segment.first() > chain.size();
      found(
          missing ? Finding.Kind.GAP : Finding.Kind.REORDER,
          chain.size(),
          segment,
          "the segment starts at record " + segment.first());
      return;
    }
    pruned = at + 1;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(segment.path()), 1 << 16)) {
      while (chain.size() < limit) {
        byte[] leaf = in.readNBytes(32);
        if (leaf.length == 0) {
          return;
        }
        if (leaf.length < 32) {
          found(Finding.Kind.EDIT, chain.size(), segment, "it ends within a hash");
          return;
        }
        chain.append(leaf);
        visitor.record(chain, leaf, 0, 0);
      }
    }
  }

  private void segment(int at, long limit) throws IOException {
    SegmentFile segment = segments.get(at);
    boolean ends = at == segments.size() - 1 && segment.form() == SegmentFile.Form.PLAIN;
    try (LineReader lines = new LineReader(segment, 0)) {
      for (boolean header = true; header || chain.size() < limit; header = false) {
        LineReader.Step step = lines.next();
        if (step == LineReader.Step.END && !header) {
          if (!ends && lines.hasRoom()) {
            found(Finding.Kind.EDIT, chain.size(), segment, "empty lines after the last record");
          }
          return;
        }
        if (ends && (step == LineReader.Step.TORN || step == LineReader.Step.END)) {
          // An empty last segment is a header torn off whole.
          torn = Math.max(1, lines.to() - lines.from());
          return;
        }
        if (step != LineReader.Step.LINE) {
          found(
              Finding.Kind.EDIT, chain.size(), segment, "no whole line at byte " + lines.offset());
          return;
        }
        if (header ? !header(segment, lines) : !record(at, lines)) {
          if (finding == null) {
            torn = lines.length() - lines.offset();
          }
          return;
        }
        length = lines.end();
      }
    }
  }

  /** Whether the header is sound and carries on where the log stands. */
  private boolean header(SegmentFile segment, LineReader line) {
    Optional<SegmentHeader> read = SegmentHeader.parse(line.buffer(), line.from(), line.to());
    if (read.isEmpty()) {
      return found(Finding.Kind.EDIT, chain.size(), segment, "the segment header was changed");
    }
    SegmentHeader header = read.get();
    origin = origin == null ? header.origin() : origin;
    if (!begun && !fromStart) {
      chain.reset(header.before());
    }
    begun = true;
    long seq = header.before().size();
    if (seq > chain.size()) {
      return found(Finding.Kind.GAP, chain.size(), segment, "the segment starts at record " + seq);
    }
    if (seq < chain.size() || segment.first() != seq) {
      return found(
          Finding.Kind.REORDER, chain.size(), segment, "the segment starts at record " + seq);
    }
    SegmentHeader expected = new SegmentHeader(header.origin(), chain.head());
    if (!header.origin().equals(origin)) {
      return found(Finding.Kind.FORK, seq, segment, "a segment of another log: " + header.origin());
    }
    if (!expected.isAt(line.buffer(), line.from(), line.to())) {
      return found(
          Finding.Kind.EDIT,
          Math.max(0, seq - 1),
          segment,
          "the segment header does not follow from the record before it");
    }
    return true;
  }

  /** Whether the next record is sound and follows the one before; no finding if it was cut off. */
  private boolean record(int at, LineReader line) throws IOException {
    SegmentFile segment = segments.get(at);
    byte[] buffer = line.buffer();
    long expected = chain.size();
    if (!frame.intact(buffer, line.from(), line.to())) {
      boolean cutOff = expected >= acknowledged && at == segments.size() - 1 && line.hasRoom();
      return !cutOff && found(Finding.Kind.EDIT, expected, segment, "the checksum differs");
    }
    int end = line.to() - Frame.TRAILER;
    long seq = frame.seq(buffer, line.from(), end);
    if (seq < 0) {
      return found(Finding.Kind.EDIT, expected, segment, "the record has no sequence number");
    }
    if (seq != expected) {
      boolean later = seq > expected && holds(at, line, expected);
      return found(
          seq < expected || later ? Finding.Kind.REORDER : Finding.Kind.GAP,
          expected,
          segment,
          "record " + seq + " stands here");
    }
    if (!frame.follows(buffer, line.from(), end, chain.last())) {
      return unlinked(segment, line, expected);
    }
    chain.append(buffer, line.from(), end);
    visitor.record(chain, buffer, line.from(), end);
    return true;
  }

  /**
   * Record {@code seq} does not name the record before it. If the record after names it, it is as
   * it was written and the one before was changed; else it was changed itself. After a header the
   * record before is known to be right.
   */
  private boolean unlinked(SegmentFile segment, LineReader line, long seq) throws IOException {
    Chain alone = new Chain();
    alone.append(line.buffer(), line.from(), line.to() - Frame.TRAILER);
    boolean sound = seq > segment.first();
    try (LineReader next = new LineReader(segment, line.offset())) {
      next.next();
      if (next.next() == LineReader.Step.LINE) {
        sound &=
            frame.intact(next.buffer(), next.from(), next.to())
                && frame.follows(
                    next.buffer(), next.from(), next.to() - Frame.TRAILER, alone.last());
      }
    }
    return found(
        Finding.Kind.EDIT,
        sound ? Math.max(0, seq - 1) : seq,
        segment,
        "record " + seq + " does not name the record before it");
  }

  /** Whether an intact record {@code seq} stands anywhere after this line. */
  private boolean holds(int at, LineReader line, long seq) throws IOException {
    for (int i = at; i < segments.size(); i++) {
      if (segments.get(i).form() == SegmentFile.Form.LEAVES) {
        continue;
      }
      long offset = i == at ? line.offset() : 0;
      try (LineReader lines = new LineReader(segments.get(i), offset)) {
        while (lines.next() == LineReader.Step.LINE) {
          if (frame.intact(lines.buffer(), lines.from(), lines.to())
              && frame.seq(lines.buffer(), lines.from(), lines.to() - Frame.TRAILER) == seq
              && !SegmentHeader.parse(lines.buffer(), lines.from(), lines.to()).isPresent()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean found(Finding.Kind kind, long seq, SegmentFile segment, String message) {
    finding = new Finding(kind, seq, segment.name(), message);
    return false;
  }

  /** The segment that holds record {@code seq}, as an index; 0 if all start after it. */
  static int holding(List<SegmentFile> segments, long seq) {
    int at = 0;
    while (at + 1 < segments.size() && segments.get(at + 1).first() <= seq) {
      at++;
    }
    return at;
  }
}
