package org.graticule.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.graticule.db.Database;
import org.graticule.db.Ticket;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Being signed in, until something ends it. Thread-safe. A session is an opaque random token; the
 * database keeps only its hash, this object keeps the worked-out subject until the policy epoch
 * moves.
 */
public final class Sessions {
  private static final int LONGEST_AGENT = 200;
  private static final Duration SEEN_EVERY = Duration.ofSeconds(30);

  /** How long work on somebody's behalf may take. */
  private static final Duration ERRAND = Duration.ofDays(7);

  private final Database database;
  private final Marks marks;
  private final PolicyEpoch epoch;
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
      PolicyEpoch epoch,
      TokenHashes hashes,
      Clock clock,
      Duration idle,
      Duration lifetime) {
    this.database = database;
    this.marks = marks;
    this.subjects = new Subjects(marks);
    this.hashes = hashes;
    this.clock = clock;
    this.idle = idle;
    this.lifetime = lifetime;
    this.epoch = epoch;
    epoch.onChange(this::forget);
  }

  /**
   * A session in memory; {@code seen} is when it was last used, {@code written} when the database
   * last heard so.
   */
  private static final class Live {
    private final Subject subject;
    private final Session session;
    private volatile Instant seen;
    private volatile Instant written;

    Live(Subject subject, Session session, Instant seen) {
      this.subject = subject;
      this.session = session;
      this.seen = seen;
      this.written = seen;
    }
  }

  /**
   * A fresh session.
   *
   * @param token goes into the cookie and nowhere else
   */
  public record SignedIn(String token, Subject subject, Session session) {}

  /**
   * Where a request for a session comes from.
   *
   * @param agent the browser's own description of itself
   */
  public record Caller(String source, String agent) {}

  /** Begins a session of an account that has proved who it is. */
  SignedIn open(Tx tx, AccountStore.Credentials found, Way way, Caller caller) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    byte[] tokenHash = hashes.of(token);
    Account account = found.account();
    String agent = caller.agent().replaceAll("\\p{Cntrl}", " ");
    Session session =
        new Session(
            UUID.randomUUID(),
            account.id(),
            way,
            caller.source(),
            agent.substring(0, Math.min(LONGEST_AGENT, agent.length())),
            now,
            now,
            now.plus(lifetime),
            account.lastSignIn(),
            found.failures());
    store.insert(tx, tokenHash, session);
    accounts.signedIn(tx, account.id(), now);
    Ticket ticket = ticket(tx, account, tokenHash, session.expires());
    Subject subject = subject(tx, account, caller.source(), tokenHash, ticket);
    tx.record(subject.event("session.signed-in").fact("way", way.label()).at(clock));
    return new SignedIn(token, subject, session);
  }

  /** The subject if it can be told without asking the database: the hot path. */
  public Optional<Subject> known(String token) {
    Live session = live.getIfPresent(ByteBuffer.wrap(hashes.of(token)));
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (ended(session.seen, session.session.expires(), now)
        || session.written.plus(SEEN_EVERY).isBefore(now)) {
      return Optional.empty();
    }
    session.seen = now;
    return Optional.of(session.subject);
  }

  /** The subject of a token, asking the database if need be. */
  public Optional<Subject> find(String token) {
    Optional<Subject> known = known(token);
    return known.isPresent() ? known : load(token).map(session -> session.subject);
  }

  private Optional<Live> load(String token) {
    byte[] hash = hashes.of(token);
    ByteBuffer key = ByteBuffer.wrap(hash);
    Instant now = clock.instant();
    Live cached = live.getIfPresent(key);
    long before = forgotten.get();
    Optional<Live> loaded =
        database
            .registry()
            .write(tx -> {
              Optional<Session> row = store.find(tx, hash);
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
              return Optional.of(new Live(subject, row.get(), now));
            });
    loaded.ifPresentOrElse(session -> live.put(key, session), () -> live.invalidate(key));
    if (forgotten.get() != before) {
      // The policy moved while we read: what we read may be from before.
      live.invalidate(key);
    }
    return loaded;
  }

  /** Ends the session of a browser that has just begun another. */
  public void replace(String token) {
    find(token).ifPresent(subject -> signOut(token, subject));
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

  /**
   * The session of a token, which the policy may have made us forget since its subject was found.
   */
  public Optional<Session> session(String token) {
    return Optional.ofNullable(live.getIfPresent(ByteBuffer.wrap(hashes.of(token))))
        .or(() -> load(token))
        .map(found -> found.session);
  }

  /** The sessions of the caller's account that have not ended. */
  public List<Session> list(Subject by) {
    requirePage(by);
    return database.registry().read(tx -> listed(tx, by, by.account()));
  }

  /** Those of somebody else, for who keeps the accounts. */
  public List<Session> list(Subject by, String username) {
    return database.registry().read(tx -> listed(tx, by, named(tx, by, username)));
  }

  private List<Session> listed(Tx tx, Subject by, UUID account) {
    Instant now = clock.instant();
    List<Session> sessions =
        store.of(tx, account).stream()
            .filter(session -> !ended(session.seen(), session.expires(), now))
            .toList();
    tx.record(
        by.event("read.listed").fact("what", "sessions").fact("count", sessions.size()).at(clock));
    return sessions;
  }

  /** Ends one of the caller's own sessions, here at once and elsewhere within a second. */
  public void end(Subject by, UUID id) {
    requirePage(by);
    database.registry().write(tx -> ended(tx, by, by.account(), id));
    epoch.refresh();
  }

  /** Ends one of somebody else's. */
  public void end(Subject by, String username, UUID id) {
    database.registry().write(tx -> ended(tx, by, named(tx, by, username), id));
    epoch.refresh();
  }

  private boolean ended(Tx tx, Subject by, UUID account, UUID id) {
    if (!store.end(tx, account, id)) {
      throw Fault.notFound();
    }
    // Every node forgets what it has worked out, this session with it.
    PolicyEpoch.bump(tx);
    tx.record(
        by.event("session.ended")
            .fact("account", account.toString())
            .fact("session", id.toString())
            .at(clock));
    return true;
  }

  private UUID named(Tx tx, Subject by, String username) {
    return accounts
        .byName(tx, username)
        .filter(account -> Agency.knows(by.username(), username))
        .map(Account::id)
        .orElseThrow(Fault::notFound);
  }

  /** A program has no business with its owner's sessions. */
  private static void requirePage(Subject by) {
    if (by.byToken()) {
      throw Fault.forbidden("not-by-token", "Sessions are looked after at a page, not by a token.")
          .deniedBy("token");
    }
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
