package org.graticule.label;

import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.EventDraft;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;

/** Decides on what belongs to a whole scene and is as secret as it. Thread-safe. */
final class WholeScenes {
  private final Policy policy;
  private final SceneCatalogue catalogue;

  WholeScenes(Policy policy, SceneCatalogue catalogue) {
    this.policy = policy;
    this.catalogue = catalogue;
  }

  /**
   * @throws Fault where this subject may not do this to all of the scene
   */
  Scene get(Subject by, Action action, UUID id) {
    Scene scene = catalogue.get(by, action, id);
    policy.require(by, action, scene.project(), scene.id(), scene.markId());
    return scene;
  }

  static EventDraft event(String type, Subject by, Scene scene) {
    return by.event(type).project(scene.project()).scene(scene.id()).mark(scene.markId());
  }
}
