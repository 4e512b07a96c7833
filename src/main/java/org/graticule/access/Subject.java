package org.graticule.access;

import java.time.Clock;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in, with what they may do and see worked out. Immutable; rebuilt when the policy
 * epoch moves.
 *
 * @param account id of the account
 * @param username name signed in with
 * @param systemRole the role held over the whole system, null for none
 * @param roles roles by project
 * @param level index of the highest level they may see
 * @param accesses tokens and group members they hold
 * @param marks numbers of the marks they dominate; never changed after construction
 * @param origin how the log names them
 */
public record Subject(
    UUID account,
    String username,
    String displayName,
    @Nullable Role systemRole,
    Map<UUID, Set<Role>> roles,
    int level,
    Set<String> accesses,
    BitSet marks,
    Origin origin) {

  public boolean dominates(int markId) {
    return marks.get(markId);
  }

  /** Whether they may see what would be marked so, interned or not. */
  public boolean dominates(Marking marking) {
    return marking.dominatedBy(level, accesses);
  }

  public Set<Role> rolesIn(UUID project) {
    return roles.getOrDefault(project, Set.of());
  }

  /**
   * What the roles held in a project, and the system role, allow there. Marks are a separate
   * question.
   */
  public Set<Action> actionsIn(UUID project) {
    EnumSet<Action> actions = EnumSet.noneOf(Action.class);
    rolesIn(project).forEach(role -> actions.addAll(role.actions()));
    systemActions().stream()
        .filter(action -> action.scope() == Action.Scope.PROJECT)
        .forEach(actions::add);
    return actions;
  }

  public Set<Action> systemActions() {
    return Optional.ofNullable(systemRole).map(Role::actions).orElse(Set.of());
  }

  /** The numbers of the dominated marks, for a query. */
  public Integer[] markIds() {
    return marks.stream().boxed().toArray(Integer[]::new);
  }

  /** Begins an event of this subject. */
  public EventDraft event(String type) {
    return new EventDraft(type, origin);
  }

  /** An event of this subject without further facts. */
  public Event plainEvent(String type, Clock clock) {
    return event(type).at(clock);
  }
}
