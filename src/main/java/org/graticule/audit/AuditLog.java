package org.graticule.audit;

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

  /** Whether an append would be tried now; while it would not, no data may leave. */
  default boolean takesEvents() {
    return true;
  }
}
