package org.graticule.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;

/** Which accounts are known elsewhere, and as whom. Thread-safe. */
public final class Identities {
  private static final int LONGEST = 512;

  private final Database database;
  private final Accounts accounts;
  private final Clock clock;
  private final IdentityStore store = new IdentityStore();
  private final SessionStore sessions = new SessionStore();

  public Identities(Database database, Accounts accounts, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.clock = clock;
  }

  public List<Identity> of(Subject by, String username) {
    return database
        .registry()
        .read(tx -> {
          List<Identity> found = store.of(tx, accounts.byName(tx, by.origin(), username).id());
          tx.record(
              by.event("read.listed")
                  .fact("what", "identities")
                  .fact("count", found.size())
                  .at(clock));
          return found;
        });
  }

  /** Lets an account sign in as what somebody else vouches for. */
  public Identity add(Origin by, String username, Way way, String issuer, String name) {
    check(way, issuer, name);
    return database
        .registry()
        .write(tx -> bind(tx, by, accounts.byName(tx, by, username), way, issuer, name));
  }

  Identity bind(Tx tx, Origin by, Account account, Way way, String issuer, String name) {
    Identity identity =
        new Identity(
            UUID.randomUUID(), account.id(), way, issuer, name, clock.instant(), by.actorName());
    if (!store.insert(tx, identity)) {
      throw Fault.conflict(
          "identity-exists", "an account is known by that identity already", Map.of());
    }
    tx.record(changed(by, account, "identity_added", identity));
    return identity;
  }

  /** Takes it away again, and every session with it that may have come by it. */
  public void remove(Origin by, String username, UUID id) {
    database
        .registry()
        .write(tx -> {
          Account account = accounts.byName(tx, by, username);
          Identity identity =
              store.of(tx, account.id()).stream()
                  .filter(i -> i.id().equals(id))
                  .findFirst()
                  .orElseThrow(Fault::notFound);
          store.delete(tx, account.id(), id);
          sessions.endAll(tx, account.id());
          PolicyEpoch.bump(tx);
          tx.record(changed(by, account, "identity_removed", identity));
          return null;
        });
  }

  private org.graticule.audit.Event changed(
      Origin by, Account account, String what, Identity identity) {
    return new EventDraft("account.changed", by)
        .fact("username", account.username())
        .fact(what, identity.way().label() + " " + identity.issuer() + " " + identity.name())
        .at(clock);
  }

  private static void check(Way way, String issuer, String name) {
    boolean good =
        switch (way) {
          case PASSWORD -> false;
          case OIDC -> issuer.matches("https?://\\S{1,500}") && !name.isBlank();
          case CERTIFICATE -> issuer.isEmpty() && name.matches("(?s)(upn|mail|uri):.+");
        };
    if (!good || name.length() > LONGEST || name.indexOf('\0') >= 0) {
      throw Fault.unacceptable(
          "bad-identity",
          "an identity is oidc with issuer and name (its sub), or certificate with a name that"
              + " begins with upn:, mail: or uri:, of at most "
              + LONGEST
              + " characters");
    }
  }
}
