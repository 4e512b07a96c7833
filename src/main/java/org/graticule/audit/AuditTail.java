package org.graticule.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log in order from some place on, and follows it as it grows. It checks each record's
 * checksum, not the chain: that is the verifier's work. Not thread-safe; keeps no file open.
 */
public final class AuditTail {
  private final Path folder;
  private final LongSupplier size;
  private final Frame frame = new Frame();
  private long next;
  private @Nullable SegmentFile segment;
  private long offset;

  /**
   * @param folder the log
   * @param from sequence number of the first event wanted
   * @param size durable events of a log that is being written, {@code () -> Long.MAX_VALUE} for one
   *     that is not: nothing at or above it is read
   */
  public AuditTail(Path folder, long from, LongSupplier size) {
    this.folder = folder;
    this.next = from;
    this.size = size;
  }

  /** Sequence number of the event that comes next. */
  public long next() {
    return next;
  }

  /**
   * The next events, at most {@code max}; empty at the end of the log, for now.
   *
   * @throws Fault UNAVAILABLE {@code audit-damaged} if a record is not what was written
   */
  public List<Recorded> read(int max) throws IOException {
    List<Recorded> found = new ArrayList<>();
    long end = size.getAsLong();
    while (found.size() < max && next < end) {
      int before = found.size();
      try {
        readSegment(found, max, end);
      } catch (NoSuchFileException e) {
        // Packed, or at the end of its time, since it was looked for.
        if (!advance()) {
          throw e;
        }
        continue;
      }
      if (found.size() == before && !advance()) {
        break;
      }
    }
    return found;
  }

  private void readSegment(List<Recorded> found, int max, long end) throws IOException {
    SegmentFile current = segment;
    if (current == null) {
      return;
    }
    if (current.form() == SegmentFile.Form.LEAVES) {
      return;
    }
    try (LineReader lines = new LineReader(current, offset)) {
      boolean header = offset == 0;
      while (found.size() < max && next < end && lines.next() == LineReader.Step.LINE) {
        if (header) {
          header = false;
          offset = lines.end();
          continue;
        }
        int jsonEnd = lines.to() - Frame.TRAILER;
        boolean intact = frame.intact(lines.buffer(), lines.from(), lines.to());
        if (!intact && lines.hasRoom()) {
          // Being written, or cut off while it was.
          break;
        }
        long seq = intact ? frame.seq(lines.buffer(), lines.from(), jsonEnd) : -1;
        if (seq > next || seq < 0) {
          throw damaged(current, seq);
        }
        offset = lines.end();
        if (seq == next) {
          int length = jsonEnd - lines.from();
          found.add(
              new Recorded(
                  seq, new String(lines.buffer(), lines.from(), length, StandardCharsets.UTF_8)));
          next++;
        }
      }
    }
  }

  /** Goes to the segment that holds the next event, if that is another one. */
  private boolean advance() throws IOException {
    List<SegmentFile> segments = SegmentFile.list(folder);
    if (segments.isEmpty()) {
      return false;
    }
    SegmentFile holding = segments.get(ChainWalk.holding(segments, next));
    if (holding.form() == SegmentFile.Form.LEAVES) {
      holding = firstKept(segments);
      next = Math.max(next, holding.first());
    }
    if (holding.equals(segment)) {
      return false;
    }
    // A segment that was packed meanwhile is read on from the same place.
    offset = segment != null && segment.first() == holding.first() ? offset : 0;
    segment = holding;
    return true;
  }

  /** What is no more than hashes cannot be read; the log goes on after it. */
  private static SegmentFile firstKept(List<SegmentFile> segments) {
    return segments.stream()
        .filter(segment -> segment.form() != SegmentFile.Form.LEAVES)
        .findFirst()
        .orElse(segments.getLast());
  }

  private Fault damaged(SegmentFile current, long seq) {
    return Fault.unavailable(
        "audit-damaged",
        "%s: record %d is due, found %s; check the log with `graticule audit verify`"
            .formatted(current.name(), next, seq < 0 ? "a damaged one" : "record " + seq));
  }
}
