package org.graticule.tile;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;

/** A request for pixels of one scene: how it is found and decided on, whatever is drawn of it. */
abstract class SceneReading implements RenderedRoutes.Reading<Scene> {
  final Subject subject;
  private final UUID id;
  private final Optional<UUID> project;
  private final SceneCatalogue catalogue;
  private final Policy policy;

  /**
   * @param project the only one the scene may be in; empty for any
   */
  SceneReading(
      Subject subject, UUID id, Optional<UUID> project, SceneCatalogue catalogue, Policy policy) {
    this.subject = subject;
    this.id = id;
    this.project = project;
    this.catalogue = catalogue;
    this.policy = policy;
  }

  @Override
  public final Optional<Scene> known() {
    return catalogue.known(subject, id);
  }

  @Override
  public final Scene find() {
    return catalogue.get(subject, Action.TILE_READ, id);
  }

  @Override
  public void decide(Scene scene) {
    policy.requireShown(subject, Action.TILE_READ, scene.project(), scene.id(), scene.markId());
    if (project.isPresent() && !project.get().equals(scene.project())) {
      throw Fault.notFound();
    }
  }

  @Override
  public final boolean partly(Scene scene) {
    return scene.part() != null;
  }

  @Override
  public final Collection<Integer> marks(Scene scene) {
    return List.of(scene.markId());
  }
}
