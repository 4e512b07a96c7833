package org.graticule.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The scenes that somebody's limited roles reach: a role that is not here reaches the whole
 * project. Immutable.
 *
 * @param scenes by project and role
 */
public record AreaLimits(Map<UUID, Map<Role, Set<UUID>>> scenes) {
  public static final AreaLimits NONE = new AreaLimits(Map.of());

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
}
