package org.graticule.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.graticule.db.Ticket;
import org.graticule.db.Tx;
import org.jspecify.annotations.Nullable;

/** Rows of {@code authz.ticket}, for the registrar alone. */
final class TicketStore {

  /**
   * Whose a ticket is.
   *
   * @param account null for an errand of the server's own
   * @param project the one that it is good for; null for all of the account's
   * @param session with which it ends; null for none
   * @param token with which it ends; null for none
   * @param errand null for an account
   */
  record Holder(
      @Nullable UUID account,
      @Nullable UUID project,
      byte @Nullable [] session,
      @Nullable UUID token,
      @Nullable String errand) {}

  /** Writes down whose it is and, so that queries need not work it out, what they may see now. */
  void insert(Tx tx, Ticket ticket, Holder holder, Instant expires) {
    tx.handle().execute("delete from authz.ticket where expires_at < now()");
    tx.handle()
        .createUpdate(
            """
            insert into authz.ticket
              (hash, account, project, session, token, errand, marks, projects, limited, epoch,
               expires_at)
            select
              :hash, :account, :project, :session, :token, :errand,
              authz.marks_of(:account), authz.projects_of(:account, :project), authz.limited_of(:account), epoch, :expires
            from authz.policy_epoch
            """)
        .bind("hash", hash(ticket))
        .bindByType("account", holder.account(), UUID.class)
        .bindByType("project", holder.project(), UUID.class)
        .bindByType("session", holder.session(), byte[].class)
        .bindByType("token", holder.token(), UUID.class)
        .bindByType("errand", holder.errand(), String.class)
        .bind("expires", expires)
        .execute();
  }

  private static byte[] hash(Ticket ticket) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(ticket.secret().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
