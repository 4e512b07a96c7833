package org.graticule.audit;

import java.time.Clock;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A log that takes tiles as spans: that somebody begins to look at a scene is durable before their
 * first tile; which tiles they then saw follows every five seconds, as bitmaps. A crash can lose
 * those last seconds of detail, never that they looked. Everything else goes to the log as it is.
 * Thread-safe.
 */
public final class SpanLog implements AuditLog, AutoCloseable {
  private static final long EVERY_SECONDS = 5;

  /** Tiles of one zoom in one bitmap: a block of so many a side. */
  private static final int BLOCK = 256;

  private static final CompletableFuture<Long> SEEN = CompletableFuture.completedFuture(-1L);

  private final AuditLog log;
  private final Clock clock;
  private final Map<Key, Span> spans = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("audit-spans").unstarted(task));

  /** What does not change within a span. */
  private record Key(
      String actor,
      String actorName,
      String source,
      @Nullable String session,
      @Nullable UUID project,
      @Nullable UUID scene,
      @Nullable Integer mark,
      SortedMap<String, Object> facts) {}

  private record Block(long z, long x, long y) {}

  public SpanLog(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
    thread.scheduleWithFixedDelay(this::flush, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletableFuture<Long> append(Event event) {
    if (!event.type().equals("tile.read")
        || !(event.facts().get("z") instanceof Number z)
        || !(event.facts().get("x") instanceof Number x)
        || !(event.facts().get("y") instanceof Number y)) {
      return log.append(event);
    }
    if (!log.takesEvents()) {
      return CompletableFuture.failedFuture(
          Fault.unavailable("audit-unavailable", "The audit log takes no events."));
    }
    Span span = spans.computeIfAbsent(key(event), Span::new);
    CompletableFuture<Long> opened = span.see(z.longValue(), x.longValue(), y.longValue());
    if (opened.isCompletedExceptionally()) {
      spans.remove(span.key, span);
    }
    return opened.isDone() && !opened.isCompletedExceptionally() ? SEEN : opened;
  }

  @Override
  public boolean takesEvents() {
    return log.takesEvents();
  }

  private static Key key(Event event) {
    TreeMap<String, Object> facts = new TreeMap<>(event.facts());
    facts.keySet().removeAll(Set.of("z", "x", "y"));
    return new Key(
        event.actor(),
        event.actorName(),
        event.source(),
        event.session(),
        event.project(),
        event.scene(),
        event.mark(),
        facts);
  }

  /** Puts on the log what was seen since the last time; spans without anything new end. */
  void flush() {
    for (Span span : spans.values()) {
      Map<Block, BitSet> seen = span.take();
      if (seen.isEmpty()) {
        spans.remove(span.key, span);
        // Somebody may have seen a tile in between: that is told now, and the next opens anew.
        seen = span.take();
      }
      seen.forEach((block, bits) -> log.append(seen(span.key, block, bits)));
    }
  }

  private Event seen(Key key, Block block, BitSet bits) {
    int left = BLOCK;
    int right = 0;
    for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(at + 1)) {
      left = Math.min(left, at % BLOCK);
      right = Math.max(right, at % BLOCK);
    }
    int top = bits.nextSetBit(0) / BLOCK;
    int width = right - left + 1;
    int height = (bits.length() - 1) / BLOCK - top + 1;
    byte[] packed = new byte[(width * height + 7) / 8];
    for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(at + 1)) {
      int place = (at / BLOCK - top) * width + at % BLOCK - left;
      packed[place / 8] |= (byte) (0x80 >> place % 8);
    }
    Map<String, Object> facts = new HashMap<>(key.facts());
    facts.put("z", block.z());
    facts.put("x", block.x() * BLOCK + left);
    facts.put("y", block.y() * BLOCK + top);
    facts.put("width", width);
    facts.put("height", height);
    facts.put("count", bits.cardinality());
    facts.put("tiles", Base64.getEncoder().encodeToString(packed));
    return event("tile.seen", key, facts);
  }

  private Event event(String type, Key key, Map<String, Object> facts) {
    return new Event(
        UUID.randomUUID(),
        clock.instant(),
        type,
        Event.Outcome.SUCCESS,
        key.actor(),
        key.actorName(),
        key.source(),
        key.session(),
        key.project(),
        key.scene(),
        key.mark(),
        new TreeMap<>(facts));
  }

  /** Somebody looking at something. */
  private final class Span {
    private final Key key;
    private Map<Block, BitSet> seen = new HashMap<>();
    private @Nullable CompletableFuture<Long> opened;

    Span(Key key) {
      this.key = key;
    }

    synchronized CompletableFuture<Long> see(long z, long x, long y) {
      seen.computeIfAbsent(new Block(z, x / BLOCK, y / BLOCK), block -> new BitSet())
          .set((int) (y % BLOCK) * BLOCK + (int) (x % BLOCK));
      CompletableFuture<Long> known = opened;
      if (known == null) {
        Map<String, Object> facts = new HashMap<>(key.facts());
        facts.put("z", z);
        facts.put("x", x);
        facts.put("y", y);
        known = log.append(event("tile.span-opened", key, facts));
        opened = known;
      }
      return known;
    }

    synchronized Map<Block, BitSet> take() {
      Map<Block, BitSet> taken = seen;
      seen = new HashMap<>();
      return taken;
    }
  }

  /** Tells what was seen in the last seconds. The log itself stays open. */
  @Override
  public void close() {
    thread.shutdown();
    flush();
  }
}
