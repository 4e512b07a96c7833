package org.graticule.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.graticule.access.AccountStore.Credentials;
import org.graticule.access.Sessions.Caller;
import org.graticule.access.Sessions.SignedIn;
import org.graticule.audit.Event.Outcome;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;

/**
 * The ways to begin a session. Thread-safe. Whatever was wrong, the answer is the same; the log
 * knows more.
 */
public final class SignIn {
  private static final int ATTEMPTS = 3;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int SHOWN = 64;

  /** More at once wait for one another, not for us. */
  private final Semaphore room = new Semaphore(16);

  private final Database database;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Accounts people;
  private final Identities identities;
  private final Clock clock;
  private final Attempts attempts = new Attempts();
  private final AccountStore accounts = new AccountStore();
  private final IdentityStore known = new IdentityStore();

  /** Whom an identity that nobody has bound yet may stand for. */
  public enum Unknown {
    /** Nobody. */
    REFUSED,
    /** The account of the same name, if it has no password and no other identity: once. */
    NAMED,
    /** That, or a new account of that name with the lowest level and no role. */
    MADE
  }

  /**
   * What somebody else vouches for.
   *
   * @param names as which they may be known, the first that is known counts
   * @param username what they are called there, for {@link Unknown#NAMED}
   */
  public record Proof(
      Way way,
      String issuer,
      List<String> names,
      Optional<String> username,
      Optional<String> displayName,
      Unknown unknown) {}

  public SignIn(
      Database database,
      Sessions sessions,
      Passwords passwords,
      Accounts people,
      Identities identities,
      Clock clock) {
    this.database = database;
    this.sessions = sessions;
    this.passwords = passwords;
    this.people = people;
    this.identities = identities;
    this.clock = clock;
  }

  /** How long an attempt from an address has to wait before it is looked at. */
  public Duration delay(String source) {
    return attempts.delay(source);
  }

  /**
   * By name and password.
   *
   * @throws Fault rate, where too many are at it already
   */
  public SignedIn byPassword(String username, String password, Caller caller) {
    if (!room.tryAcquire()) {
      throw Passwords.tooMany();
    }
    try {
      return bounded(username, password, caller);
    } finally {
      room.release();
    }
  }

  private SignedIn bounded(String username, String password, Caller caller) {
    Optional<String> hash =
        database.registry().read(tx -> Optional.ofNullable(accounts.passwordHash(tx, username)));
    // Outside any transaction: it takes tens of milliseconds by design.
    boolean matches = passwords.matches(password, hash.orElse(null));
    Optional<SignedIn> signedIn =
        database
            .registry()
            .write(tx -> {
              Optional<Credentials> found = accounts.credentials(tx, username);
              if (matches && found.filter(this::welcome).isPresent()) {
                return Optional.of(sessions.open(tx, found.get(), Way.PASSWORD, caller));
              }
              refuse(tx, username, found, Way.PASSWORD, caller.source());
              return Optional.empty();
            });
    return orRefused(signedIn, caller);
  }

  /** By what an OpenID provider or an authority says of them. */
  public SignedIn byProof(Proof proof, Caller caller) {
    Optional<SignedIn> signedIn =
        database
            .registry()
            .write(tx -> {
              Optional<Credentials> found =
                  account(tx, proof, caller).flatMap(a -> accounts.credentials(tx, a.username()));
              if (found.filter(this::welcome).isPresent()) {
                return Optional.of(sessions.open(tx, found.get(), proof.way(), caller));
              }
              noteFailure(tx, proof.names().getFirst(), proof.way(), "account", caller.source());
              return Optional.empty();
            });
    return orRefused(signedIn, caller);
  }

  /** An attempt that proved nothing: it is on the log, and the address is slower from here on. */
  public Fault refused(Way way, String reason, Caller caller) {
    database
        .registry()
        .write(tx -> {
          noteFailure(tx, "-", way, reason, caller.source());
          return null;
        });
    attempts.failed(caller.source());
    return failed();
  }

  private SignedIn orRefused(Optional<SignedIn> signedIn, Caller caller) {
    if (signedIn.isEmpty()) {
      attempts.failed(caller.source());
    }
    return signedIn.orElseThrow(SignIn::failed);
  }

  private static Fault failed() {
    return new Fault(
        Fault.Kind.UNAUTHENTICATED,
        "sign-in-failed",
        "The name or the password is wrong, or the account is locked.");
  }

  private boolean welcome(Credentials account) {
    return account.account().active() && !locked(account, clock.instant());
  }

  private static boolean locked(Credentials account, Instant now) {
    return account.lockedUntil() != null && account.lockedUntil().isAfter(now);
  }

  private Optional<Account> account(Tx tx, Proof proof, Caller caller) {
    for (String name : proof.names()) {
      Optional<Identity> identity = known.find(tx, proof.way(), proof.issuer(), name);
      if (identity.isPresent()) {
        return accounts.byId(tx, identity.get().account());
      }
    }
    if (proof.unknown() == Unknown.REFUSED || proof.username().isEmpty()) {
      return Optional.empty();
    }
    Origin by = Origin.unknown(clip(proof.names().getFirst()), caller.source());
    return named(tx, proof, by)
        .map(account -> {
          identities.bind(tx, by, account, proof.way(), proof.issuer(), proof.names().getFirst());
          return account;
        });
  }

  private Optional<Account> named(Tx tx, Proof proof, Origin by) {
    String username = proof.username().orElseThrow();
    Optional<Account> account = accounts.byName(tx, username);
    if (account.isPresent()) {
      boolean waiting =
          accounts.passwordHash(tx, username) == null && known.of(tx, account.get().id()).isEmpty();
      return account.filter(a -> waiting);
    }
    return proof.unknown() == Unknown.MADE
        ? people.appear(tx, by, username, proof.displayName().orElse(username))
        : Optional.empty();
  }

  private void refuse(Tx tx, String username, Optional<Credentials> found, Way way, String source) {
    noteFailure(tx, username, way, "password", source);
    if (found.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Credentials account = found.get();
    boolean sameWindow =
        account.failuresSince() != null && account.failuresSince().plus(WINDOW).isAfter(now);
    int failures = sameWindow ? account.failures() + 1 : 1;
    Instant since = sameWindow ? account.failuresSince() : now;
    boolean lockNow = failures >= ATTEMPTS;
    accounts.failed(tx, account.account().id(), failures, since, lockNow ? now.plus(WINDOW) : null);
    if (lockNow && !locked(account, now)) {
      tx.record(
          new EventDraft("session.locked", Origin.unknown(clip(username), source))
              .outcome(Outcome.DENIED)
              .fact("minutes", (int) WINDOW.toMinutes())
              .at(clock));
    }
  }

  private void noteFailure(Tx tx, String name, Way way, String reason, String source) {
    tx.record(
        new EventDraft("session.sign-in-failed", Origin.unknown(clip(name), source))
            .outcome(Outcome.DENIED)
            .fact("way", way.label())
            .fact("reason", reason)
            .at(clock));
  }

  private static String clip(String name) {
    return name.length() > SHOWN ? name.substring(0, SHOWN) : name;
  }
}
