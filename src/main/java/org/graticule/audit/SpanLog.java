package org.graticule.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that takes tiles as spans: that somebody begins to look at a block of tiles ({@link
 * OpenBlock}) is durable before their first tile of it; which of its tiles they then saw, and when,
 * follows every five seconds. A crash can lose those last seconds of detail, never in which blocks
 * they looked. Everything else goes to the log as it is. Thread-safe.
 */
public final class SpanLog implements AuditLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanLog.class);

  static final Duration EVERY = Duration.ofSeconds(5);

  private static final CompletableFuture<Long> SEEN = CompletableFuture.completedFuture(-1L);

  private final AuditLog log;
  private final Predicate<@Nullable Integer> spanned;
  private final Clock clock;
  private final Map<Onlooker, Span> spans = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("audit-spans").unstarted(task));

  /** Tellings that the log did not take; they are told again. */
  private final Queue<Event> untold = new ConcurrentLinkedQueue<>();

  /**
   * @param spanned ids of marks, null for none, whose tiles are spans; others are an event each
   */
  public SpanLog(AuditLog log, Predicate<@Nullable Integer> spanned, Clock clock) {
    this(log, spanned, clock, EVERY);
  }

  /**
   * @param every how often is told which tiles were seen
   */
  SpanLog(AuditLog log, Predicate<@Nullable Integer> spanned, Clock clock, Duration every) {
    this.log = log;
    this.spanned = spanned;
    this.clock = clock;
    long nanos = every.toNanos();
    thread.scheduleWithFixedDelay(this::flushOrSay, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletableFuture<Long> append(Event event) {
    if (!event.type().equals(TileRead.TYPE)
        || !spanned.test(event.mark())
        || !(event.facts().get("z") instanceof Number z)
        || !(event.facts().get("x") instanceof Number x)
        || !(event.facts().get("y") instanceof Number y)) {
      return log.append(event);
    }
    Onlooker by = Onlooker.of(event, Set.of("z", "x", "y"));
    return see(by, z.longValue(), x.longValue(), y.longValue());
  }

  @Override
  public CompletableFuture<Long> append(TileRead tile, Clock at) {
    return spanned.test(tile.mark())
        ? see(Onlooker.of(tile), tile.z(), tile.x(), tile.y())
        : log.append(tile, at);
  }

  private CompletableFuture<Long> see(Onlooker by, long z, long x, long y) {
    if (!log.takesEvents()) {
      return CompletableFuture.failedFuture(
          Fault.unavailable("audit-unavailable", "The audit log takes no events."));
    }
    CompletableFuture<Long> opened = null;
    while (opened == null) {
      opened = spans.computeIfAbsent(by, Span::new).see(z, x, y);
    }
    return opened.isDone() && !opened.isCompletedExceptionally() ? SEEN : opened;
  }

  @Override
  public boolean takesEvents() {
    return log.takesEvents();
  }

  /** What is thrown here would end all further tellings without a word. */
  private void flushOrSay() {
    try {
      flush();
    } catch (RuntimeException e) {
      LOG.error("which tiles were seen could not be told", e);
    }
  }

  /** Puts on the log what was seen since the last time; blocks without anything new end. */
  synchronized void flush() {
    if (!log.takesEvents()) {
      // It is told when the log is well again.
      return;
    }
    // Once each: what is refused again is in the queue again.
    for (int n = untold.size(); n > 0; n--) {
      tell(untold.remove());
    }
    for (Span span : spans.values()) {
      List<Event> seen = span.take();
      seen.forEach(this::tell);
      if (seen.isEmpty()) {
        spans.remove(span.by, span);
      }
    }
  }

  private void tell(Event event) {
    log.append(event)
        .whenComplete((sequence, fault) -> {
          if (fault != null) {
            untold.add(event);
          }
        });
  }

  /** Somebody looking at a scene, block by block. */
  private final class Span {
    private final Onlooker by;
    private final Map<OpenBlock.Id, OpenBlock> open = new HashMap<>();
    private boolean ended;

    Span(Onlooker by) {
      this.by = by;
    }

    /** When its block is open; null once the span ended: another is to be begun. */
    synchronized @Nullable CompletableFuture<Long> see(long z, long x, long y) {
      if (ended) {
        return null;
      }
      OpenBlock block =
          open.computeIfAbsent(OpenBlock.Id.of(z, x, y), id -> new OpenBlock(id, opened(z, x, y)));
      if (block.durable.isCompletedExceptionally()) {
        // The log said no and may say otherwise by now.
        block.durable = opened(z, x, y);
      }
      block.see(x, y, clock);
      return block.durable;
    }

    private CompletableFuture<Long> opened(long z, long x, long y) {
      Map<String, Object> tile = Map.of("z", z, "x", x, "y", y, "block", OpenBlock.SIDE);
      return log.append(by.draft("tile.span-opened", tile).at(clock));
    }

    /** What was seen since the last time, block by block. The span ends if that is nothing. */
    synchronized List<Event> take() {
      open.values().removeIf(OpenBlock::isUnseen);
      ended = open.isEmpty();
      Instant now = clock.instant();
      return open.values().stream()
          .map(block -> by.draft("tile.seen", block.take(now)).at(now))
          .toList();
    }

    synchronized boolean isTold() {
      return open.values().stream().allMatch(OpenBlock::isUnseen);
    }
  }

  private boolean isTold() {
    return untold.isEmpty() && spans.values().stream().allMatch(Span::isTold);
  }

  /**
   * Tells what was seen in the last seconds, and waits a little for a log that takes nothing. The
   * log itself stays open.
   */
  @Override
  public void close() {
    thread.shutdown();
    flush();
    try {
      for (int n = 0; n < 10 && !isTold(); n++) {
        TimeUnit.MILLISECONDS.sleep(100);
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
