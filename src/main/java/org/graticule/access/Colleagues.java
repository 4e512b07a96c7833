package org.graticule.access;

import java.util.List;
import java.util.UUID;
import org.graticule.db.Database;
import org.graticule.db.Ticket;
import org.graticule.db.Tx;

/**
 * Who else may do something to a scene, by the decision function that they would meet themselves:
 * for giving them work. Thread-safe.
 */
public final class Colleagues {
  private final Database database;
  private final Policy policy;
  private final Subjects subjects;
  private final AccountStore accounts = new AccountStore();
  private final GrantStore grants = new GrantStore();

  public Colleagues(Database database, Policy policy, Marks marks) {
    this.database = database;
    this.policy = policy;
    this.subjects = new Subjects(marks);
  }

  /** Whether this person may. Takes a connection of its own. */
  public boolean may(
      Subject by, String username, Action action, UUID project, UUID scene, int mark) {
    return database.registry().read(tx -> may(tx, by, username, action, project, scene, mark));
  }

  /** The usernames of all who may. Takes a connection of its own. */
  public List<String> who(Subject by, Action action, UUID project, UUID scene, int mark) {
    return database
        .registry()
        .read(tx ->
            grants.holders(tx, project, Role.containing(action)).stream()
                .filter(username -> may(tx, by, username, action, project, scene, mark))
                .toList());
  }

  private boolean may(
      Tx tx, Subject by, String username, Action action, UUID project, UUID scene, int mark) {
    return accounts
        .byName(tx, username)
        .filter(Account::active)
        .filter(account -> Agency.knows(by.username(), account.username()))
        .map(account -> subjects.of(tx, account, by.origin().source(), null, Ticket.NONE))
        .filter(subject -> policy.shows(subject, action, project, scene, mark))
        .isPresent();
  }
}
