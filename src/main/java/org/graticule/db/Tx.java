package org.graticule.db;

import java.util.ArrayList;
import java.util.List;
import org.graticule.audit.Event;
import org.jdbi.v3.core.Handle;

/**
 * One transaction: the first argument of every store method. Confined to the thread that runs it.
 *
 * <p>Events recorded in a write go into the outbox of the same transaction, so that a change
 * without its event cannot exist; those recorded in a read are on the log before its caller has the
 * answer.
 */
public final class Tx {
  private final Handle handle;
  private final List<Event> events = new ArrayList<>();

  Tx(Handle handle) {
    this.handle = handle;
  }

  /** For stores only. */
  public Handle handle() {
    return handle;
  }

  /** Records what happens in this transaction. */
  public void record(Event event) {
    events.add(event);
  }

  List<Event> events() {
    return events;
  }
}
