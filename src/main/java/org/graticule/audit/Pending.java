package org.graticule.audit;

import java.util.concurrent.CompletableFuture;

/** An event on its way to the disk, and the promise made for it: one object on the hot path. */
final class Pending extends CompletableFuture<Long> {
  final Event event;

  /** Its place once encoded, -1 before. Belongs to the sequencer. */
  long seq = -1;

  Pending(Event event) {
    this.event = event;
  }
}
