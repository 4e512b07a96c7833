package org.graticule.db;

/** Whoever a transaction can be run for. */
public interface TicketHolder {
  Ticket ticket();
}
