package org.graticule.app.auditing;

import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.AreaLimits;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Ticket;

/** Somebody who asks for the log, known to the database. */
final class Reader {
  private Reader() {}

  /**
   * @param furnishing may write accounts and tickets
   */
  static Subject of(Database furnishing, String username, Role role) {
    UUID id = UUID.randomUUID();
    Ticket ticket = Ticket.random(new SecureRandom());
    boolean system = role.kind() == Role.Kind.SYSTEM;
    furnishing.write(tx -> {
      tx.handle()
          .execute(
              """
              insert into authz.account (id, username, display_name, system_role, level, created_at)
              values (?, ?, 'x', ?, 'OPEN', now())
              on conflict (username) do update set system_role = excluded.system_role
              """,
              id,
              username,
              system ? role.label() : "none");
      return tx.handle()
          .execute(
              """
              insert into authz.ticket (hash, account, marks, projects, epoch, expires_at)
              select sha256(convert_to(?, 'UTF8')), id, '{}', '{}', 0, now() + interval '1 hour'
              from authz.account where username = ?
              """,
              ticket.secret(),
              username);
    });
    return new Subject(
        id,
        username,
        username,
        system ? role : null,
        null,
        Map.of(),
        AreaLimits.NONE,
        0,
        Set.of(),
        new BitSet(),
        new Origin("7", username, "192.0.2.9", null),
        null,
        null,
        ticket);
  }
}
