package org.graticule.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.audit.Origin;
import org.graticule.db.Ticket;
import org.graticule.db.Tx;
import org.jspecify.annotations.Nullable;

/** Works out what an account may do and see now. Thread-safe. */
final class Subjects {
  private final Marks marks;
  private final GrantStore grants = new GrantStore();
  private final TicketStore tickets = new TicketStore();
  private final SecureRandom random = new SecureRandom();

  Subjects(Marks marks) {
    this.marks = marks;
  }

  /** What the database will know somebody by until then. */
  Ticket issue(Tx tx, TicketStore.Holder holder, Instant expires) {
    Ticket ticket = Ticket.random(random);
    tickets.insert(tx, ticket, holder, expires);
    return ticket;
  }

  /**
   * @param source the address that the log writes
   * @param session how the log names the session, null outside one
   */
  Subject of(Tx tx, Account account, String source, @Nullable String session, Ticket ticket) {
    int level = marks.vocabulary().level(account.level()).orElse(-1);
    Set<String> accesses = Set.copyOf(account.accesses());
    return new Subject(
        account.id(),
        account.username(),
        account.displayName(),
        account.systemRole(),
        overseen(tx, account),
        grants.rolesOf(tx, account.id()),
        grants.limitsOf(tx, account.id()),
        level,
        accesses,
        marks.dominated(level, accesses),
        new Origin(account.id().toString(), account.username(), source, session),
        null,
        null,
        ticket);
  }

  private @Nullable Set<UUID> overseen(Tx tx, Account account) {
    String agency = Agency.of(account.username());
    return account.systemRole() == null || agency.isEmpty() ? null : grants.projectsIn(tx, agency);
  }

  /**
   * The account as one of its tokens speaks for it: the owner's rights of now, less what the token
   * is not good for. A token of one project knows no other and no system role.
   */
  Subject of(Tx tx, Account account, ApiToken token, String source, String session) {
    UUID bound = token.project();
    Ticket ticket =
        issue(
            tx,
            new TicketStore.Holder(account.id(), bound, null, token.id(), null),
            token.expires());
    Subject owner = of(tx, account, source, session, ticket);
    Map<UUID, Set<Role>> roles =
        owner.roles().entrySet().stream()
            .filter(entry -> bound == null || entry.getKey().equals(bound))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Subject(
        owner.account(),
        owner.username(),
        owner.displayName(),
        bound == null ? owner.systemRole() : null,
        owner.overseen(),
        roles,
        owner.limits(),
        owner.level(),
        owner.accesses(),
        owner.marks(),
        owner.origin(),
        token.actions(),
        bound,
        ticket);
  }
}
