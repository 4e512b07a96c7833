package org.graticule.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scenes that somebody's limited roles reach: a role that is not here reaches the whole
 * project. Immutable.
 *
 * @param scenes that lie wholly in the area, by project and role
 * @param parts what is seen of scenes that lie partly in the areas of all roles in their project,
 *     and wholly in none
 * @param drawn the same of the roles that draw: where labels may be changed
 */
public record AreaLimits(
    Map<UUID, Map<Role, Set<UUID>>> scenes, Map<UUID, Cutout> parts, Map<UUID, Cutout> drawn) {
  public static final AreaLimits NONE = new AreaLimits(Map.of(), Map.of(), Map.of());

  /** Whether the role reaches what is of the project as a whole. */
  boolean allOf(UUID project, Role role) {
    Map<Role, Set<UUID>> here = scenes.get(project);
    return here == null || !here.containsKey(role);
  }

  boolean reach(UUID project, Role role, UUID scene) {
    Map<Role, Set<UUID>> here = scenes.get(project);
    Set<UUID> within = here == null ? null : here.get(role);
    return within == null || within.contains(scene);
  }

  /** Empty where one of the roles reaches the whole project. */
  Optional<Set<UUID>> reachIn(UUID project, Set<Role> roles) {
    if (roles.stream().anyMatch(role -> allOf(project, role))) {
      return Optional.empty();
    }
    Set<UUID> reached = new HashSet<>(parts.keySet());
    scenes.getOrDefault(project, Map.of()).values().forEach(reached::addAll);
    return Optional.of(reached);
  }

  @Nullable Cutout part(Action action, UUID scene) {
    return (action == Action.LABEL_WRITE ? drawn : parts).get(scene);
  }
}
