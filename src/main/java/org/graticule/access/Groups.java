package org.graticule.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;

/** Groups of accounts, and who is in them. Thread-safe; a change is effective at once here. */
public final class Groups {
  private final Database database;
  private final Accounts accounts;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Clock clock;
  private final GroupStore store = new GroupStore();

  public Groups(
      Database database, Accounts accounts, Policy policy, PolicyEpoch epoch, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.policy = policy;
    this.epoch = epoch;
    this.clock = clock;
  }

  public List<Group> list(Subject by) {
    policy.require(by, Action.ACCOUNT_READ);
    return database.registry().read(store::all).stream()
        .filter(group -> Agency.knows(by.username(), group.name()))
        .toList();
  }

  public Group create(Subject by, String name) {
    policy.require(by, Action.ACCOUNT_CHANGE);
    if (!Group.wellNamed(name) || !Agency.knows(by.username(), name)) {
      throw Fault.unacceptable(
          "bad-group-name",
          "group \"%s\" must be @ and 1 to 63 of a-z, 0-9, '.', '_', '-', and @ with your agency"
                  .formatted(name)
              + " where you have one");
    }
    database
        .registry()
        .write(tx -> {
          if (!store.insert(tx, name, by.username(), clock.instant())) {
            throw Fault.conflict(
                "group-exists", "there is already a group \"" + name + "\"", Map.of());
          }
          tx.record(event(by, name, "what", "created"));
          return null;
        });
    return new Group(name, List.of());
  }

  /** Its roles go with it. */
  public void delete(Subject by, String name) {
    policy.require(by, Action.ACCOUNT_CHANGE);
    database
        .registry()
        .write(tx -> {
          if (!Agency.knows(by.username(), name) || !store.delete(tx, name)) {
            throw Fault.notFound();
          }
          tx.record(event(by, name, "what", "deleted"));
          return null;
        });
    epoch.refresh();
  }

  public void add(Subject by, String name, String username) {
    change(by, name, username, "added", (tx, account) -> store.add(tx, name, account.id()));
  }

  public void remove(Subject by, String name, String username) {
    change(by, name, username, "removed", (tx, account) -> store.remove(tx, name, account.id()));
  }

  private void change(
      Subject by, String name, String username, String what, BiPredicate<Tx, Account> work) {
    policy.require(by, Action.ACCOUNT_CHANGE);
    database
        .registry()
        .write(tx -> {
          if (!Agency.knows(by.username(), name) || !store.exists(tx, name)) {
            throw Fault.notFound();
          }
          Account account = accounts.byName(tx, by.origin(), username);
          if (!Agency.of(name).equals(Agency.of(username))) {
            throw Fault.unacceptable("other-agency", username + " is not of the group's agency");
          }
          if (account.systemRole() == Role.AUDITOR) {
            throw Fault.unacceptable(
                "auditor-excludes",
                username + " is an auditor, and an auditor holds no other role");
          }
          if (work.test(tx, account)) {
            tx.record(event(by, name, what, username));
          }
          return null;
        });
    epoch.refresh();
  }

  private Event event(Subject by, String name, String fact, String value) {
    return new EventDraft("group.changed", by.origin())
        .fact("group", name)
        .fact(fact, value)
        .at(clock);
  }
}
