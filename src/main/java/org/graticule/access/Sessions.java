package org.graticule.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.graticule.audit.Event.Outcome;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Ticket;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Signing in and staying so. Thread-safe. A session is an opaque random token; the database keeps
 * only its hash, this object keeps the worked-out subject until the policy epoch moves.
 */
public final class Sessions {
  private static final int ATTEMPTS = 3;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration SEEN_EVERY = Duration.ofSeconds(30);

  /** How long work on somebody's behalf may take. */
  private static final Duration ERRAND = Duration.ofDays(7);

  private final Database database;
  private final Marks marks;
  private final Passwords passwords;
  private final Clock clock;
  private final Duration idle;
  private final Duration lifetime;
  private final TokenHashes hashes;
  private final SecureRandom random = new SecureRandom();
  private final SessionStore store = new SessionStore();
  private final AccountStore accounts = new AccountStore();
  private final Subjects subjects;
  private final AtomicLong forgotten = new AtomicLong();
  private final Cache<ByteBuffer, Live> live = Caffeine.newBuilder().maximumSize(20_000).build();

  public Sessions(
      Database database,
      Marks marks,
      Passwords passwords,
      PolicyEpoch epoch,
      TokenHashes hashes,
      Clock clock,
      Duration idle,
      Duration lifetime) {
    this.database = database;
    this.marks = marks;
    this.subjects = new Subjects(marks);
    this.passwords = passwords;
    this.hashes = hashes;
    this.clock = clock;
    this.idle = idle;
    this.lifetime = lifetime;
    epoch.onChange(this::forget);
  }

  /**
   * A session in memory; {@code seen} is when it was last used, {@code written} when the database
   * last heard so.
   */
  private static final class Live {
    private final Subject subject;
    private final Instant expires;
    private volatile Instant seen;
    private volatile Instant written;

    Live(Subject subject, Instant expires, Instant seen) {
      this.subject = subject;
      this.expires = expires;
      this.seen = seen;
      this.written = seen;
    }
  }

  /**
   * A fresh session.
   *
   * @param token goes into the cookie and nowhere else
   * @param previous when they last signed in, null for the first time
   * @param failures failed attempts since then
   */
  public record SignedIn(
      String token, Subject subject, Instant expires, @Nullable Instant previous, int failures) {}

  /** How long a session has. */
  public record State(Instant expires) {}

  /** Signs in, or fails with the same words whatever was wrong. */
  public SignedIn signIn(String username, String password, String source) {
    Optional<String> hash =
        database.registry().read(tx -> Optional.ofNullable(accounts.passwordHash(tx, username)));
    // Outside any transaction: it takes tens of milliseconds by design.
    boolean matches = passwords.matches(password, hash.orElse(null));
    Instant now = clock.instant();
    Optional<SignedIn> signedIn =
        database
            .registry()
            .write(tx -> {
              Optional<AccountStore.Credentials> found = accounts.credentials(tx, username);
              boolean welcome =
                  matches
                      && found.isPresent()
                      && found.get().account().active()
                      && !locked(found.get(), now);
              if (!welcome) {
                refuse(tx, username, found, source, now);
                return Optional.empty();
              }
              return Optional.of(open(tx, found.get(), source, now));
            });
    return signedIn.orElseThrow(() ->
        new Fault(
            Fault.Kind.UNAUTHENTICATED,
            "sign-in-failed",
            "The name or the password is wrong, or the account is locked."));
  }

  private static boolean locked(AccountStore.Credentials account, Instant now) {
    return account.lockedUntil() != null && account.lockedUntil().isAfter(now);
  }

  private SignedIn open(Tx tx, AccountStore.Credentials found, String source, Instant now) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    byte[] tokenHash = hashes.of(token);
    Instant expires = now.plus(lifetime);
    store.insert(tx, tokenHash, found.account().id(), source, now, expires);
    accounts.signedIn(tx, found.account().id(), now);
    Ticket ticket = ticket(tx, found.account(), tokenHash, expires);
    Subject subject = subject(tx, found.account(), source, tokenHash, ticket);
    tx.record(subject.plainEvent("session.signed-in", clock));
    return new SignedIn(token, subject, expires, found.account().lastSignIn(), found.failures());
  }

  private void refuse(
      Tx tx,
      String username,
      Optional<AccountStore.Credentials> found,
      String source,
      Instant now) {
    String shown = username.length() > 64 ? username.substring(0, 64) : username;
    tx.record(
        new EventDraft("session.sign-in-failed", Origin.unknown(shown, source))
            .outcome(Outcome.DENIED)
            .at(clock));
    if (found.isEmpty()) {
      return;
    }
    AccountStore.Credentials account = found.get();
    boolean sameWindow =
        account.failuresSince() != null && account.failuresSince().plus(WINDOW).isAfter(now);
    int failures = sameWindow ? account.failures() + 1 : 1;
    Instant since = sameWindow ? account.failuresSince() : now;
    boolean lockNow = failures >= ATTEMPTS;
    accounts.failed(tx, account.account().id(), failures, since, lockNow ? now.plus(WINDOW) : null);
    if (lockNow && !locked(account, now)) {
      tx.record(
          new EventDraft("session.locked", Origin.unknown(shown, source))
              .outcome(Outcome.DENIED)
              .fact("minutes", (int) WINDOW.toMinutes())
              .at(clock));
    }
  }

  /** The subject if it can be told without asking the database: the hot path. */
  public Optional<Subject> known(String token) {
    Live session = live.getIfPresent(ByteBuffer.wrap(hashes.of(token)));
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (ended(session.seen, session.expires, now)
        || session.written.plus(SEEN_EVERY).isBefore(now)) {
      return Optional.empty();
    }
    session.seen = now;
    return Optional.of(session.subject);
  }

  /** The subject of a token, asking the database if need be. */
  public Optional<Subject> find(String token) {
    Optional<Subject> known = known(token);
    return known.isPresent() ? known : load(token);
  }

  private Optional<Subject> load(String token) {
    byte[] hash = hashes.of(token);
    ByteBuffer key = ByteBuffer.wrap(hash);
    Instant now = clock.instant();
    Live cached = live.getIfPresent(key);
    long before = forgotten.get();
    Optional<Live> loaded =
        database
            .registry()
            .write(tx -> {
              Optional<SessionStore.Row> row = store.find(tx, hash);
              if (row.isEmpty()) {
                return Optional.empty();
              }
              Instant seen =
                  cached != null && cached.seen.isAfter(row.get().seen())
                      ? cached.seen
                      : row.get().seen();
              Optional<Account> account = accounts.byId(tx, row.get().account());
              if (ended(seen, row.get().expires(), now)
                  || account.isEmpty()
                  || !account.get().active()) {
                store.end(tx, hash);
                return Optional.empty();
              }
              store.seen(tx, hash, now);
              Ticket ticket =
                  cached != null
                      ? cached.subject.ticket()
                      : ticket(tx, account.get(), hash, row.get().expires());
              Subject subject = subject(tx, account.get(), row.get().source(), hash, ticket);
              return Optional.of(new Live(subject, row.get().expires(), now));
            });
    loaded.ifPresentOrElse(session -> live.put(key, session), () -> live.invalidate(key));
    if (forgotten.get() != before) {
      // The policy moved while we read: what we read may be from before.
      live.invalidate(key);
    }
    return loaded.map(session -> session.subject);
  }

  public void signOut(String token, Subject subject) {
    byte[] hash = hashes.of(token);
    database
        .registry()
        .write(tx -> {
          store.end(tx, hash);
          tx.record(subject.plainEvent("session.signed-out", clock));
          return null;
        });
    live.invalidate(ByteBuffer.wrap(hash));
  }

  /**
   * The subject an account would have now: for work done on somebody's behalf after they have gone.
   */
  public Subject onBehalfOf(UUID account) {
    return database
        .registry()
        .write(tx ->
            accounts
                .byId(tx, account)
                .filter(Account::active)
                .map(a -> {
                  Ticket ticket = ticket(tx, a, null, clock.instant().plus(ERRAND));
                  return subject(tx, a, "local", null, ticket);
                })
                .orElseThrow(Fault::notFound));
  }

  /** The state of a session that was just found. */
  public Optional<State> state(String token) {
    return Optional.ofNullable(live.getIfPresent(ByteBuffer.wrap(hashes.of(token))))
        .map(session -> new State(session.expires));
  }

  public Duration idle() {
    return idle;
  }

  /** Drops everything worked out: the next request of each session reads it anew. */
  private void forget() {
    database
        .registry()
        .read(tx -> {
          marks.reload(tx);
          return null;
        });
    forgotten.incrementAndGet();
    live.invalidateAll();
  }

  private boolean ended(Instant seen, Instant expires, Instant now) {
    return seen.plus(idle).isBefore(now) || expires.isBefore(now);
  }

  private Ticket ticket(Tx tx, Account account, byte @Nullable [] session, Instant expires) {
    return subjects.issue(
        tx, new TicketStore.Holder(account.id(), null, session, null, null), expires);
  }

  private Subject subject(
      Tx tx, Account account, String source, byte @Nullable [] tokenHash, Ticket ticket) {
    String session = tokenHash == null ? null : hashes.forTheLog(tokenHash);
    return subjects.of(tx, account, source, session, ticket);
  }
}
