package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocks of tiles that were open when a log ended without being closed: any of their tiles may have
 * been sent without being told. Found by reading the last seconds of the log.
 */
final class CutSpans {
  /**
   * Each telling of an open block is an event, and one block may miss a telling that just began.
   */
  private static final Duration REACH = SpanLog.EVERY.multipliedBy(3);

  /** What {@code tile.seen} says of the tiles alone, and {@code tile.span-opened} of the block. */
  private static final Set<String> OF_TILES =
      Set.of("z", "x", "y", "width", "height", "count", "tiles", "ms", "block");

  private final Path folder;
  private final long size;

  private final Set<Block> open = new LinkedHashSet<>();

  /** When the log first failed, of the failures met; the blocks open then were kept open. */
  private Instant failed = Instant.MAX;

  /** The time of the youngest record: events of changes may come late to the log. */
  private Instant ended = Instant.MIN;

  private CutSpans(Path folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  /**
   * An event for each such block, of the time at which the log ended; none where it was closed.
   *
   * @param size records of the log
   */
  static List<Event> of(Path folder, long size) throws IOException {
    if (size == 0) {
      return List.of();
    }
    CutSpans spans = new CutSpans(folder, size);
    Event last = spans.tail(size - 1).read(1).getFirst().event();
    if (last.type().equals("log.closed")) {
      return List.of();
    }
    Instant since = last.at().minus(REACH);
    spans.read(since);
    while (!spans.since().equals(since)) {
      since = spans.since();
      spans.read(since);
    }
    return spans.open.stream().map(block -> block.cut(spans.ended)).toList();
  }

  /** From when on a block that was open at the end has an event, by what was read. */
  private Instant since() {
    return Collections.min(List.of(ended, failed)).minus(REACH);
  }

  /** Reads what is younger than this. */
  private void read(Instant since) throws IOException {
    open.clear();
    failed = Instant.MAX;
    AuditTail tail = tail(segmentBefore(since));
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded record : some) {
        Event event = record.event();
        ended = Collections.max(List.of(ended, event.at()));
        if (!event.at().isBefore(since)) {
          see(event);
        }
      }
    }
  }

  private void see(Event event) {
    switch (event.type()) {
      case "tile.span-opened", "tile.seen" -> open.add(Block.of(event));
      // Told by a start that was cut short itself.
      case "tile.span-cut" -> open.remove(Block.of(event));
      case "log.recovered" -> {
        if (event.facts().get("failed_at") instanceof String at) {
          failed = Collections.min(List.of(failed, Instant.parse(at)));
        }
      }
      case "log.opened" -> {
        // What was open before was told when the log was closed, or before it was opened again.
        open.clear();
        failed = Instant.MAX;
      }
      default -> {}
    }
  }

  /** The first record of the newest segment that begins before this. */
  private long segmentBefore(Instant since) throws IOException {
    for (SegmentFile segment : SegmentFile.list(folder).reversed()) {
      List<Recorded> first = tail(segment.first()).read(1);
      if (segment.form() == SegmentFile.Form.LEAVES
          || (!first.isEmpty() && first.getFirst().event().at().isBefore(since))) {
        return segment.first();
      }
    }
    return 0;
  }

  private AuditTail tail(long seq) {
    return new AuditTail(folder, seq, () -> size);
  }

  /** A block of a scene that is open to somebody. */
  private record Block(Onlooker by, OpenBlock.Id id) {
    static Block of(Event event) {
      return new Block(
          Onlooker.of(event, OF_TILES),
          OpenBlock.Id.of(number(event, "z"), number(event, "x"), number(event, "y")));
    }

    private static long number(Event event, String fact) {
      return event.facts().get(fact) instanceof Number number ? number.longValue() : 0;
    }

    Event cut(Instant at) {
      return by.draft("tile.span-cut", id.facts()).at(at);
    }
  }
}
