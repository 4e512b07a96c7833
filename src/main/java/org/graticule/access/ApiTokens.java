package org.graticule.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * API tokens: making, listing, revoking, and who acts with one. Thread-safe. The database keeps
 * only the SHA-256 of a secret; this object keeps the worked-out subject until the policy epoch
 * moves, so that a tile asked for with a token takes no database.
 */
public final class ApiTokens {
  /** What a token is good for unless its maker says otherwise. */
  public static final Set<Action> READING =
      Set.of(
          Action.PROJECT_READ,
          Action.SCENE_READ,
          Action.JOB_READ,
          Action.TILE_READ,
          Action.LABEL_READ);

  /** Longest that a token may live. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final String PREFIX = "gr_";
  private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final int LONGEST_NAME = 80;
  private static final int MOST = 50;
  private static final Duration USED_EVERY = Duration.ofMinutes(5);

  private final Database database;
  private final PolicyEpoch epoch;
  private final TokenHashes hashes;
  private final Clock clock;
  private final Subjects subjects;
  private final SecureRandom random = new SecureRandom();
  private final ApiTokenStore store = new ApiTokenStore();
  private final AccountStore accounts = new AccountStore();
  private final AtomicLong forgotten = new AtomicLong();
  private final Cache<ByteBuffer, Live> live = Caffeine.newBuilder().maximumSize(20_000).build();

  private record Live(Subject subject, Instant expires, Instant written) {}

  /** A token that was just made; {@code secret} is shown once and kept by nobody here. */
  public record Made(ApiToken token, String secret) {}

  /**
   * What an owner asks for.
   *
   * @param project null for all of the owner's
   * @param actions what it is to be good for; empty for {@link #READING}
   * @param days until it expires, 1 to 90
   */
  public record Wish(String name, @Nullable UUID project, Set<Action> actions, int days) {}

  /** Listens to the epoch after {@link Sessions}, which brings the marks up to date first. */
  public ApiTokens(
      Database database, Marks marks, PolicyEpoch epoch, TokenHashes hashes, Clock clock) {
    this.database = database;
    this.epoch = epoch;
    this.hashes = hashes;
    this.clock = clock;
    this.subjects = new Subjects(marks);
    epoch.onChange(this::forget);
  }

  /** Whether a text could be a secret of ours: what a search for leaked ones looks for. */
  public static boolean looksLikeOne(String text) {
    return SECRET.matcher(text).matches();
  }

  public Made make(Subject by, Wish wish) {
    requireSession(by);
    Set<Action> actions = check(by, wish);
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ApiToken token =
        new ApiToken(
            UUID.randomUUID(),
            by.account(),
            wish.name(),
            wish.project(),
            actions,
            now,
            now.plus(Duration.ofDays(wish.days())),
            null,
            null);
    return database
        .registry()
        .write(tx -> {
          if (store.of(tx, by.account()).stream().filter(t -> t.goodAt(now)).count() >= MOST) {
            throw Fault.unacceptable(
                "too-many-tokens",
                "you have " + MOST + " tokens, the most there may be; revoke some");
          }
          store.insert(tx, token, hashes.of(secret));
          tx.record(
              event("token.made", by, token)
                  .fact("actions", String.join(" ", names(actions)))
                  .fact("expires", token.expires().toString())
                  .at(clock));
          return new Made(token, secret);
        });
  }

  /** The caller's own, newest first, with those that are no longer good. */
  public List<ApiToken> list(Subject by) {
    requireSession(by);
    return database
        .registry()
        .read(tx -> {
          List<ApiToken> tokens = store.of(tx, by.account());
          tx.record(
              by.event("read.listed")
                  .fact("what", "tokens")
                  .fact("count", tokens.size())
                  .at(clock));
          return tokens;
        });
  }

  public void revoke(Subject by, UUID id) {
    requireSession(by);
    database
        .registry()
        .write(tx -> {
          ApiToken token =
              store.revoke(tx, by.account(), id, clock.instant()).orElseThrow(Fault::notFound);
          tx.record(event("token.revoked", by, token).at(clock));
          return null;
        });
    epoch.refresh();
  }

  /** Who acts with this secret, if it can be told without asking the database: the hot path. */
  public Optional<Subject> known(String secret, String source) {
    Live token = live.getIfPresent(ByteBuffer.wrap(hashes.of(secret)));
    Instant now = clock.instant();
    return token == null
            || !token.expires.isAfter(now)
            || token.written.plus(USED_EVERY).isBefore(now)
        ? Optional.empty()
        : Optional.of(token.subject.from(source));
  }

  /** Who acts with this secret; empty whatever is wrong with it. */
  public Optional<Subject> find(String secret, String source) {
    Optional<Subject> known = known(secret, source);
    return known.isPresent() || !looksLikeOne(secret) ? known : load(secret, source);
  }

  private Optional<Subject> load(String secret, String source) {
    byte[] hash = hashes.of(secret);
    ByteBuffer key = ByteBuffer.wrap(hash);
    long before = forgotten.get();
    Instant now = clock.instant();
    Optional<Live> loaded =
        database
            .registry()
            .write(tx -> {
              Optional<ApiToken> token = store.bySecret(tx, hash).filter(t -> t.goodAt(now));
              Optional<Account> owner =
                  token.flatMap(t -> accounts.byId(tx, t.account())).filter(Account::active);
              token.filter(t -> owner.isPresent()).ifPresent(t -> store.used(tx, t.id(), now));
              return owner.map(account -> live(tx, account, token.orElseThrow(), source, now));
            });
    loaded.ifPresentOrElse(token -> live.put(key, token), () -> live.invalidate(key));
    if (forgotten.get() != before) {
      // The policy moved while we read: what we read may be from before.
      live.invalidate(key);
    }
    return loaded.map(Live::subject);
  }

  private Live live(Tx tx, Account owner, ApiToken token, String source, Instant now) {
    Subject subject = subjects.of(tx, owner, token, source, forTheLog(token));
    return new Live(subject, token.expires(), now);
  }

  private Set<Action> check(Subject by, Wish wish) {
    String name = wish.name();
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Fault.unacceptable(
          "bad-name", "name must have 1 to " + LONGEST_NAME + " printable characters");
    }
    if (wish.days() < 1 || wish.days() > LONGEST.toDays()) {
      throw Fault.unacceptable(
          "bad-expiry", "days " + wish.days() + " must be 1 to " + LONGEST.toDays());
    }
    Set<Action> own = own(by, wish.project());
    if (wish.actions().isEmpty()) {
      Set<Action> reading = EnumSet.copyOf(READING);
      reading.retainAll(own);
      return reading;
    }
    for (Action action : wish.actions()) {
      if (!own.contains(action)) {
        throw Fault.unacceptable(
            "bad-scope", "action " + action + " is not one of yours; those are " + names(own));
      }
    }
    return wish.actions();
  }

  /** All that the owner may do in the project, or anywhere. */
  private static Set<Action> own(Subject by, @Nullable UUID project) {
    Set<Action> own = EnumSet.noneOf(Action.class);
    if (project == null) {
      own.addAll(by.systemActions());
      by.roles().keySet().forEach(each -> own.addAll(by.actionsIn(each)));
    } else if (by.rolesIn(project).isEmpty()) {
      throw Fault.notFound();
    } else {
      own.addAll(by.actionsIn(project));
    }
    return own;
  }

  private static List<String> names(Set<Action> actions) {
    return actions.stream().map(Enum::name).sorted().toList();
  }

  private EventDraft event(String type, Subject by, ApiToken token) {
    return by.event(type)
        .project(token.project())
        .fact("token", forTheLog(token))
        .fact("name", token.name());
  }

  /** The token's id as the log writes it in the place of a session's. */
  private String forTheLog(ApiToken token) {
    return hashes.forTheLog(token.id().toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void requireSession(Subject by) {
    if (by.byToken()) {
      throw Fault.forbidden(
              "session-needed", "A token cannot make, list or revoke tokens: sign in for that.")
          .deniedBy("token");
    }
  }

  private void forget() {
    forgotten.incrementAndGet();
    live.invalidateAll();
  }
}
