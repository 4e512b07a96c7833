package org.graticule.access;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;

/**
 * Who holds which role in which project. Thread-safe; a change is effective at once on this node.
 */
public final class Grants {
  private final Database database;
  private final Accounts accounts;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Clock clock;
  private final GrantStore store = new GrantStore();

  public Grants(
      Database database, Accounts accounts, Policy policy, PolicyEpoch epoch, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.policy = policy;
    this.epoch = epoch;
    this.clock = clock;
  }

  public List<Grant> list(Subject by, UUID project) {
    policy.require(by, Action.GRANT_READ, project);
    return database.read(tx -> store.of(tx, project));
  }

  public Grant add(Subject by, UUID project, String username, Role role) {
    policy.require(by, Action.GRANT_CHANGE, project);
    Grant grant =
        database.write(tx -> {
          give(tx, by.origin(), project, username, role);
          return store.of(tx, project).stream()
              .filter(g -> g.username().equals(username) && g.role() == role)
              .findFirst()
              .orElseThrow();
        });
    epoch.refresh();
    return grant;
  }

  /** Within somebody else's transaction: a new project's lead, the demo's people. */
  public void give(Tx tx, Origin by, UUID project, String username, Role role) {
    Account account = accounts.byName(tx, username);
    if (account.systemRole() == Role.AUDITOR) {
      throw Fault.unacceptable(
          "auditor-excludes", username + " is an auditor, and an auditor holds no other role");
    }
    if (store.insert(tx, account.id(), project, role, by.actorName(), clock.instant())) {
      PolicyEpoch.bump(tx);
      tx.record(event("grant.added", by, project, username, role));
    }
  }

  public void remove(Subject by, UUID project, String username, Role role) {
    policy.require(by, Action.GRANT_CHANGE, project);
    database.write(tx -> {
      Account account = accounts.byName(tx, username);
      if (!store.delete(tx, account.id(), project, role)) {
        throw Fault.notFound();
      }
      PolicyEpoch.bump(tx);
      tx.record(event("grant.removed", by.origin(), project, username, role));
      return null;
    });
    epoch.refresh();
  }

  private org.graticule.audit.Event event(
      String type, Origin by, UUID project, String username, Role role) {
    return new EventDraft(type, by)
        .project(project)
        .fact("username", username)
        .fact("role", role.label())
        .at(clock);
  }
}
