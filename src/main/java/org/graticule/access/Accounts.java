package org.graticule.access;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Local accounts: making, listing, disabling. Thread-safe. */
public final class Accounts {
  private static final String USERNAME = "[a-z0-9][a-z0-9._-]{0,63}";
  private static final String FULL_USERNAME = USERNAME + Agency.SUFFIX;

  private static final int LONGEST_DISPLAY_NAME = 120;

  private final Database database;
  private final Vocabulary vocabulary;
  private final Passwords passwords;
  private final Clock clock;
  private final AccountStore store = new AccountStore();
  private final SessionStore sessions = new SessionStore();

  public Accounts(Database database, Vocabulary vocabulary, Passwords passwords, Clock clock) {
    this.database = database;
    this.vocabulary = vocabulary;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * What a new account is made of.
   *
   * @param level name of a level, null for the lowest
   */
  public record Draft(
      String username,
      String displayName,
      @Nullable String level,
      List<String> accesses,
      @Nullable Role systemRole) {}

  /** A new account with the password that is told once. */
  public record Created(Account account, String password) {}

  /** Every account, for an operator at the console. */
  public List<Account> list() {
    return database.registry().read(store::all);
  }

  /** Those that somebody may know of. */
  public List<Account> list(Subject by) {
    return list().stream()
        .filter(account -> Agency.knows(by.username(), account.username()))
        .toList();
  }

  /** The account of this name, which may be another agency's: then there is none for them. */
  Account byName(Tx tx, Origin by, String username) {
    return store
        .byName(tx, username)
        .filter(account -> Agency.knows(by.actorName(), username))
        .orElseThrow(() ->
            Fault.unacceptable("unknown-account", "there is no account \"" + username + "\""));
  }

  /** The account of this name, for an operator at the console. */
  public Account named(String username) {
    return named(Origin.local("console"), username);
  }

  /** The account of this name, as far as somebody may know of it. */
  public Account named(Origin by, String username) {
    return database.registry().read(tx -> byName(tx, by, username));
  }

  public boolean any() {
    return database.registry().read(tx -> !store.all(tx).isEmpty());
  }

  public Created create(Origin by, Draft draft) {
    Account account = checkNew(by, draft);
    String password = passwords.generate();
    String hash = passwords.hash(password);
    database
        .registry()
        .write(tx -> {
          insert(tx, by, account, hash);
          return null;
        });
    return new Created(account, password);
  }

  /** An account that signs in elsewhere: no password opens it. */
  public Account createWithoutPassword(Origin by, Draft draft) {
    Account account = checkNew(by, draft);
    database
        .registry()
        .write(tx -> {
          insert(tx, by, account, null);
          return null;
        });
    return account;
  }

  /** The same for somebody who is just signing in; empty where the name is none of ours. */
  Optional<Account> appear(Tx tx, Origin by, String username, String displayName) {
    String shown = displayName.strip();
    if (!username.matches(USERNAME)) {
      return Optional.empty();
    }
    Account account =
        check(
            new Draft(
                username,
                shown.isEmpty() || shown.length() > LONGEST_DISPLAY_NAME ? username : shown,
                null,
                List.of(),
                null));
    insert(tx, by, account, null);
    return Optional.of(account);
  }

  private void insert(Tx tx, Origin by, Account account, @Nullable String passwordHash) {
    if (store.byName(tx, account.username()).isPresent()) {
      throw Fault.conflict(
          "account-exists", "there is already an account \"" + account.username() + "\"", Map.of());
    }
    store.insert(tx, account, passwordHash, clock.instant());
    tx.record(
        new EventDraft("account.created", by)
            .fact("username", account.username())
            .fact("system_role", AccountStore.roleName(account.systemRole()))
            .fact("level", account.level())
            .fact("accesses", String.join(",", account.accesses()))
            .at(clock));
  }

  /** Disables or enables; a disabled account's sessions end with it. */
  public Account setActive(Origin by, String username, boolean active) {
    return database
        .registry()
        .write(tx -> {
          Account account = byName(tx, by, username);
          store.setActive(tx, account.id(), active);
          if (!active) {
            sessions.endAll(tx, account.id());
          }
          tx.record(
              new EventDraft("account.changed", by)
                  .fact("username", username)
                  .fact("active", active)
                  .at(clock));
          return store.byName(tx, username).orElseThrow();
        });
  }

  /**
   * What the account may see from now on; effective at once.
   *
   * @param level null to leave it
   * @param accesses null to leave them
   */
  public Account setClearance(
      Origin by, String username, @Nullable String level, @Nullable List<String> accesses) {
    return database
        .registry()
        .write(tx -> {
          Account account = byName(tx, by, username);
          Account changed =
              check(
                  new Draft(
                      username,
                      account.displayName(),
                      level == null ? account.level() : level,
                      accesses == null ? account.accesses() : accesses,
                      account.systemRole()));
          store.setClearance(tx, account.id(), changed.level(), changed.accesses());
          tx.record(
              new EventDraft("account.changed", by)
                  .fact("username", username)
                  .fact("level", changed.level())
                  .fact("accesses", String.join(",", changed.accesses()))
                  .at(clock));
          return store.byName(tx, username).orElseThrow();
        });
  }

  /** A new random password, told once; every session of the account ends. */
  public String resetPassword(Origin by, String username) {
    String password = passwords.generate();
    String hash = passwords.hash(password);
    database
        .registry()
        .write(tx -> {
          Account account = byName(tx, by, username);
          store.setPassword(tx, account.id(), hash);
          sessions.endAll(tx, account.id());
          PolicyEpoch.bump(tx);
          tx.record(
              new EventDraft("account.changed", by)
                  .fact("username", username)
                  .fact("password_reset", true)
                  .at(clock));
          return null;
        });
    return password;
  }

  private Account checkNew(Origin by, Draft draft) {
    if (!Agency.knows(by.actorName(), draft.username())) {
      throw Fault.unacceptable(
          "bad-username",
          "username \"" + draft.username() + "\" must end in @" + Agency.of(by.actorName()));
    }
    return check(draft);
  }

  private Account check(Draft draft) {
    if (!draft.username().matches(FULL_USERNAME)) {
      throw Fault.unacceptable(
          "bad-username",
          "username \""
              + draft.username()
              + "\" must be 1 to 64 of a-z, 0-9, '.', '_', '-', and @ with an agency where it has"
              + " one");
    }
    if (draft.displayName().isBlank() || draft.displayName().length() > LONGEST_DISPLAY_NAME) {
      throw Fault.unacceptable("bad-display-name", "display_name must have 1 to 120 characters");
    }
    String level = draft.level() == null ? vocabulary.levels().getFirst().name() : draft.level();
    if (vocabulary.level(level).isEmpty()) {
      throw Fault.unacceptable(
          "unknown-level",
          "level \""
              + level
              + "\" is not one of "
              + vocabulary.levels().stream().map(Vocabulary.Level::name).toList());
    }
    Set<String> unknown = new HashSet<>(draft.accesses());
    unknown.removeAll(vocabulary.accesses());
    if (!unknown.isEmpty()) {
      throw Fault.unacceptable("unknown-access", "not in the vocabulary: " + unknown);
    }
    return new Account(
        UUID.randomUUID(),
        draft.username(),
        draft.displayName(),
        draft.systemRole(),
        level,
        draft.accesses(),
        true,
        null);
  }
}
