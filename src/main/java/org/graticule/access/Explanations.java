package org.graticule.access;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Database;
import org.graticule.db.Ticket;
import org.graticule.fault.Fault;

/**
 * Why somebody may, or may not, do something to a thing, by the same decision function that every
 * request meets: for who answers for markings and accesses. Thread-safe.
 */
public final class Explanations {
  private static final String INACTIVE = "alive";

  private final Database database;
  private final Policy policy;
  private final Accounts accounts;
  private final Marks marks;
  private final Clock clock;
  private final Subjects subjects;
  private final WhereaboutsStore whereabouts = new WhereaboutsStore();

  public Explanations(
      Database database, Policy policy, Accounts accounts, Marks marks, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.accounts = accounts;
    this.marks = marks;
    this.clock = clock;
    this.subjects = new Subjects(marks);
  }

  /**
   * What they may do to it.
   *
   * @param rule the first that fails; empty where the action is allowed
   */
  public record Answer(Action action, Optional<String> rule) {}

  /** Everything the decision was made from, and the decision on each action. */
  public record Explanation(
      Account account, UUID project, Mark mark, Set<Role> roles, List<Answer> answers) {}

  public Explanation explain(Subject by, String username, Whereabouts.Kind kind, UUID id) {
    policy.require(by, Action.ACCESS_EXPLAIN);
    return database
        .registry()
        .read(tx -> {
          Account account = accounts.byName(tx, by.origin(), username);
          WhereaboutsStore.Place place =
              whereabouts
                  .find(tx, kind.label(), id)
                  .filter(found -> by.oversees(found.project()))
                  .orElseThrow(Fault::notFound);
          Optional<UUID> scene =
              kind == Whereabouts.Kind.SCENE ? Optional.of(id) : Optional.empty();
          Subject subject = subjects.of(tx, account, by.origin().source(), null, Ticket.NONE);
          tx.record(
              by.event("access.explained")
                  .project(place.project())
                  .mark(place.markId())
                  .fact("username", username)
                  .fact("kind", kind.label())
                  .fact("thing", id.toString())
                  .at(clock));
          return new Explanation(
              account,
              place.project(),
              marks.get(tx, place.markId()),
              subject.rolesIn(place.project()),
              Arrays.stream(Action.values())
                  .filter(action -> action.scope() == Action.Scope.PROJECT)
                  .map(action -> answer(subject, account, action, place, scene))
                  .toList());
        });
  }

  private Answer answer(
      Subject subject,
      Account account,
      Action action,
      WhereaboutsStore.Place place,
      Optional<UUID> scene) {
    if (!account.active()) {
      return new Answer(action, Optional.of(INACTIVE));
    }
    Policy.Decision decision =
        scene.isPresent()
            ? policy.decide(subject, action, place.project(), scene.get(), place.markId())
            : policy.decide(subject, action, place.project(), place.markId());
    return new Answer(
        action,
        decision == Policy.Decision.ALLOW ? Optional.empty() : Optional.of(decision.rule()));
  }
}
