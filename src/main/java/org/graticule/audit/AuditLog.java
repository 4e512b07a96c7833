package org.graticule.audit;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/**
 * The append-only log. Thread-safe; never blocks the caller.
 *
 * <p>An append completes when the event is durable on disk, with its sequence number; it completes
 * exceptionally with a {@code Fault} of kind UNAVAILABLE (code {@code audit-unavailable}) when the
 * log cannot take it, and then the caller must not answer with data.
 */
public interface AuditLog {
  CompletableFuture<Long> append(Event event);

  /** The same for a tile. Complete at once where what tells of it is on the log already. */
  default CompletableFuture<Long> append(TileRead tile, Clock clock) {
    return append(tile.at(clock));
  }

  /** Whether an append would be tried now; while it would not, no data may leave. */
  default boolean takesEvents() {
    return true;
  }
}
