package org.graticule.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graticule.db.Database;
import org.graticule.db.Ticket;
import org.graticule.db.TicketHolder;

/**
 * What the server does for nobody in particular, each with a ticket of its own that opens the rows
 * it needs and no others. Thread-safe.
 */
public final class Errands {
  private static final Duration LIFE = Duration.ofDays(2);

  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final TicketStore store = new TicketStore();
  private final Map<Errand, Issued> issued = new ConcurrentHashMap<>();

  /** Named as in {@code R__row_policies.sql}. */
  public enum Errand {
    /** Handing out queued jobs and tending them. */
    JOBS,
    /** Giving up uploads that nobody goes on with. */
    UPLOADS,
    /** Placing labels on the ground when their scene has come to lie elsewhere. */
    RELOCATION,
    /** Finding the project that an operator names. */
    CONSOLE,
    /** Filling the search index of the log, and working out where on the ground an event was. */
    AUDIT
  }

  private record Issued(Ticket ticket, Instant expires) {}

  public Errands(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A holder whose ticket is renewed in time. */
  public TicketHolder of(Errand errand) {
    return () -> ticket(errand);
  }

  private Ticket ticket(Errand errand) {
    Instant now = clock.instant();
    return issued
        .compute(
            errand,
            (key, old) ->
                old != null && old.expires().isAfter(now.plus(LIFE.dividedBy(2)))
                    ? old
                    : issue(errand, now.plus(LIFE)))
        .ticket();
  }

  private Issued issue(Errand errand, Instant expires) {
    Ticket ticket = Ticket.random(random);
    String name = errand.name().toLowerCase(Locale.ROOT);
    database
        .registry()
        .write(tx -> {
          store.insert(tx, ticket, new TicketStore.Holder(null, null, null, null, name), expires);
          return null;
        });
    return new Issued(ticket, expires);
  }
}
