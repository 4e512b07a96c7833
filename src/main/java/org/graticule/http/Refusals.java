package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Puts on the log what was refused for its form or its amount, by who sent it: the first at once,
 * what follows as one event a minute, so that a flood does not fill the log. Thread-safe; never
 * blocks, and no answer waits for it.
 */
final class Refusals {
  static final Duration APART = Duration.ofMinutes(1);

  /** More senders than these at once are counted together. */
  static final int MOST_SENDERS = 256;

  private static final Origin OTHERS = Origin.unknown("-", "others");
  private static final int SHOWN = 200;

  private final AuditLog log;
  private final Clock clock;

  /** Guards itself and its counts. */
  private final Map<Origin, Count> counts = new HashMap<>();

  Refusals(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** What was refused; the words are the first one's. */
  private record Refused(String code, String method, String path, Instant since, int count) {
    Refused plus(Refused later) {
      return new Refused(code, method, path, since, count + later.count);
    }
  }

  /** Of one sender, since their last event. */
  private static final class Count {
    private Instant told;
    private @Nullable Refused waiting;

    Count(Instant told) {
      this.told = told;
    }

    void add(Refused more) {
      waiting = waiting == null ? more : waiting.plus(more);
    }
  }

  /**
   * @param path as far as it could be read
   */
  void note(Origin by, HttpServerRequest request, @Nullable String path, String code) {
    String seen = path == null ? "-" : path;
    Refused one =
        new Refused(
            code,
            request.method().name(),
            seen.length() > SHOWN ? seen.substring(0, SHOWN) : seen,
            clock.instant(),
            1);
    note(by, one);
  }

  private void note(Origin by, Refused one) {
    Origin sender;
    synchronized (counts) {
      sender = counts.containsKey(by) || counts.size() < MOST_SENDERS ? by : OTHERS;
      Count known = counts.get(sender);
      if (known != null) {
        known.add(one);
        return;
      }
      counts.put(sender, new Count(one.since()));
    }
    append(sender, one);
  }

  /** Tells of those whose last event is a minute old; to be called every few seconds. */
  void report() {
    tell(clock.instant().minus(APART));
  }

  /** Tells of all; to be called when no more requests come. */
  void close() {
    tell(Instant.MAX);
  }

  private void tell(Instant until) {
    if (!log.takesEvents()) {
      return;
    }
    Map<Origin, Refused> due = new HashMap<>();
    synchronized (counts) {
      for (Iterator<Map.Entry<Origin, Count>> i = counts.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<Origin, Count> entry = i.next();
        Count count = entry.getValue();
        if (count.told.isAfter(until)) {
          continue;
        }
        if (count.waiting == null) {
          i.remove();
        } else {
          due.put(entry.getKey(), count.waiting);
          count.waiting = null;
          count.told = clock.instant();
        }
      }
    }
    due.forEach(this::append);
  }

  private void append(Origin by, Refused refused) {
    Event event =
        new EventDraft("traffic.refused", by)
            .outcome(Event.Outcome.FAILED)
            .fact("code", refused.code())
            .fact("method", refused.method())
            .fact("path", refused.path())
            .fact("since", refused.since().toString())
            .fact("count", refused.count())
            .at(clock);
    log.append(event)
        .whenComplete((sequence, failure) -> {
          if (failure != null) {
            // Told once the log takes events again.
            synchronized (counts) {
              counts.computeIfAbsent(by, b -> new Count(refused.since())).add(refused);
            }
          }
        });
  }
}
