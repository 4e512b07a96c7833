package org.graticule.access;

import java.time.Clock;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Ticket;
import org.graticule.db.TicketHolder;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in, with what they may do and see worked out. Immutable; rebuilt when the policy
 * epoch moves.
 *
 * @param account id of the account
 * @param username name signed in with
 * @param systemRole the role held over the whole system, null for none
 * @param overseen the projects that the system role reaches; null for all
 * @param roles roles by project
 * @param limits what their roles do not reach
 * @param level index of the highest level they may see
 * @param accesses tokens and group members they hold
 * @param marks numbers of the marks they dominate; never changed after construction
 * @param origin how the log names them
 * @param scope the actions that the API token they act with is good for; null for a person at a
 *     page, who may do all that their roles allow
 * @param bound the one project that the API token they act with is good for; null for all of theirs
 * @param ticket what the database knows them by
 */
public record Subject(
    UUID account,
    String username,
    String displayName,
    @Nullable Role systemRole,
    @Nullable Set<UUID> overseen,
    Map<UUID, Set<Role>> roles,
    AreaLimits limits,
    int level,
    Set<String> accesses,
    BitSet marks,
    Origin origin,
    @Nullable Set<Action> scope,
    @Nullable UUID bound,
    Ticket ticket)
    implements TicketHolder {
  /** Of what is listed, the database shows those that a limited role reaches. */
  private static final Set<Action> LISTED =
      EnumSet.of(Action.PROJECT_READ, Action.SCENE_READ, Action.TILE_READ, Action.LABEL_READ);

  /** Somebody at a page whom the database does not know: no row of content is theirs. */
  public Subject(
      UUID account,
      String username,
      String displayName,
      @Nullable Role systemRole,
      Map<UUID, Set<Role>> roles,
      int level,
      Set<String> accesses,
      BitSet marks,
      Origin origin) {
    this(
        account,
        username,
        displayName,
        systemRole,
        null,
        roles,
        AreaLimits.NONE,
        level,
        accesses,
        marks,
        origin,
        null,
        null,
        Ticket.NONE);
  }

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
    if (oversees(project)) {
      systemActions().stream()
          .filter(action -> action.scope() == Action.Scope.PROJECT)
          .forEach(actions::add);
    }
    if (scope != null) {
      actions.retainAll(scope);
    }
    return actions;
  }

  /**
   * Whether they may do it to the project as a whole. A role that is limited to an area does no
   * more than list what it reaches.
   */
  boolean may(Action action, UUID project) {
    if (!inScope(action)) {
      return false;
    }
    for (Role role : rolesIn(project)) {
      if (role.actions().contains(action)
          && (LISTED.contains(action) || limits.allOf(project, role))) {
        return true;
      }
    }
    return systemRole != null
        && action.scope() == Action.Scope.PROJECT
        && oversees(project)
        && systemRole.actions().contains(action);
  }

  /** The same for a scene, without making a set: asked for every tile. */
  boolean may(Action action, UUID project, UUID scene) {
    if (!inScope(action)) {
      return false;
    }
    for (Role role : rolesIn(project)) {
      if (role.actions().contains(action) && limits.reach(project, role, scene)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The scenes of a project that they reach, wholly or in part; empty where that is all of them.
   */
  public Optional<Set<UUID>> reachIn(UUID project) {
    return limits.reachIn(project, rolesIn(project));
  }

  /** What is seen of a scene that their areas reach in part; empty for all others. */
  public Optional<Cutout> cutout(UUID scene) {
    return Optional.ofNullable(limits.part(Action.LABEL_READ, scene));
  }

  /** Where labels may be changed of a scene that the areas they may draw in reach in part. */
  public Optional<Cutout> drawable(UUID scene) {
    return Optional.ofNullable(limits.part(Action.LABEL_WRITE, scene));
  }

  /** Whether any of their roles in the project contains it, and reaches a part of the scene. */
  boolean mayInPart(Action action, UUID project, UUID scene) {
    if (limits.part(action, scene) == null || !inScope(action)) {
      return false;
    }
    for (Role role : rolesIn(project)) {
      if (role.actions().contains(action)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any of their roles in the project reaches a scene. */
  boolean reaches(UUID project, UUID scene) {
    for (Role role : rolesIn(project)) {
      if (limits.reach(project, role, scene)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the system role reaches this project, as far as it reaches any. */
  boolean oversees(UUID project) {
    return overseen == null || overseen.contains(project);
  }

  public Set<Action> systemActions() {
    Set<Action> actions = Optional.ofNullable(systemRole).map(Role::actions).orElse(Set.of());
    return scope == null
        ? actions
        : actions.stream().filter(this::inScope).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether they act with an API token. */
  public boolean byToken() {
    return scope != null;
  }

  /** Whether the token they act with is good for this; a person's session is good for all. */
  boolean inScope(Action action) {
    return scope == null || scope.contains(action);
  }

  /** The same, asking from this address: a token has no address of its own. */
  Subject from(String source) {
    return source.equals(origin.source())
        ? this
        : new Subject(
            account,
            username,
            displayName,
            systemRole,
            overseen,
            roles,
            limits,
            level,
            accesses,
            marks,
            new Origin(origin.actor(), origin.actorName(), source, origin.session()),
            scope,
            bound,
            ticket);
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
