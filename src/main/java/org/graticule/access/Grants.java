package org.graticule.access;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

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
  private final GroupStore groups = new GroupStore();

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
    return database.registry().read(tx -> store.of(tx, project));
  }

  /**
   * Gives a role, or another limit to one that is held.
   *
   * @param area what it is limited to; null for a new role that reaches the whole project, and
   *     leaves one that is held as it is
   */
  public Grant add(Subject by, UUID project, String username, Role role, @Nullable Area area) {
    policy.require(by, Action.GRANT_CHANGE, project);
    Grant grant =
        database
            .registry()
            .write(tx -> {
              insert(tx, by.origin(), project, username, role);
              if (area != null) {
                limit(tx, by.origin(), project, username, role, area);
              }
              return store.of(tx, project).stream()
                  .filter(g -> g.username().equals(username) && g.role() == role)
                  .findFirst()
                  .orElseThrow();
            });
    epoch.refresh();
    return grant;
  }

  /**
   * The ground that a role is limited to.
   *
   * @param geoJson null for all of it
   */
  public record Area(@Nullable String geoJson) {}

  /** Without a decision: a new project's lead, the demo's people, an operator at the console. */
  public void give(Origin by, UUID project, String username, Role role) {
    database
        .registry()
        .write(tx -> {
          insert(tx, by, project, username, role);
          return null;
        });
  }

  /**
   * @throws Fault unacceptable, where nobody of this name can hold a role in a project
   */
  public void requireEligible(Origin by, String username) {
    database.registry().read(tx -> eligible(tx, by, username));
  }

  private Account eligible(Tx tx, Origin by, String username) {
    Account account = accounts.byName(tx, by, username);
    if (account.systemRole() == Role.AUDITOR) {
      throw Fault.unacceptable(
          "auditor-excludes", username + " is an auditor, and an auditor holds no other role");
    }
    return account;
  }

  private void insert(Tx tx, Origin by, UUID project, String username, Role role) {
    if (insertRow(tx, by, project, username, role)) {
      tx.record(event("grant.added", by, project, username, role));
    }
  }

  private void limit(Tx tx, Origin by, UUID project, String holder, Role role, Area area) {
    UUID account = Group.isNamed(holder) ? null : accounts.byName(tx, by, holder).id();
    store.limit(tx, holder, account, project, role, area.geoJson());
    tx.record(
        new EventDraft("grant.added", by)
            .project(project)
            .fact("username", holder)
            .fact("role", role.label())
            .fact("area", area.geoJson() == null ? "everywhere" : area.geoJson())
            .at(clock));
  }

  private boolean insertRow(Tx tx, Origin by, UUID project, String holder, Role role) {
    if (Agency.knows(by.actorName(), holder)
        && !Agency.of(holder).equals(store.agency(tx, project))) {
      throw Fault.unacceptable(
          "other-agency", holder + " is not of the agency that the project belongs to");
    }
    if (!Group.isNamed(holder)) {
      UUID account = eligible(tx, by, holder).id();
      return store.insert(tx, account, project, role, by.actorName(), clock.instant());
    }
    if (!groups.exists(tx, holder) || !Agency.knows(by.actorName(), holder)) {
      throw Fault.unacceptable("unknown-account", "there is no group \"" + holder + "\"");
    }
    return store.insert(tx, holder, project, role, by.actorName(), clock.instant());
  }

  public void remove(Subject by, UUID project, String username, Role role) {
    policy.require(by, Action.GRANT_CHANGE, project);
    database
        .registry()
        .write(tx -> {
          boolean removed =
              Group.isNamed(username)
                  ? store.delete(tx, username, project, role)
                  : store.delete(
                      tx, accounts.byName(tx, by.origin(), username).id(), project, role);
          if (!removed) {
            throw Fault.notFound();
          }
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
