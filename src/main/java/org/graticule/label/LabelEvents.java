package org.graticule.label;

import java.time.Clock;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** What is put on the log of labels. Immutable. */
final class LabelEvents {
  private final Clock clock;

  LabelEvents(Clock clock) {
    this.clock = clock;
  }

  Event changed(Subject by, LabelScene scene, Label label) {
    String type =
        switch (label.kind()) {
          case CREATE -> "label.created";
          case UPDATE -> "label.updated";
          case DELETE -> "label.deleted";
        };
    return draft(type, by, scene)
        .mark(label.markId())
        .fact("label", label.element().toString())
        .fact("class", label.classId())
        .fact("revision", label.revision())
        .at(clock);
  }

  Event imported(Subject by, LabelScene scene, int count, ImportAsk ask, String sha256) {
    return draft("label.imported", by, scene)
        .fact("count", count)
        .fact("format", ask.format())
        .fact("layer", ask.layer() == null ? null : ask.layer().toString())
        .fact("sha256", sha256)
        .at(clock);
  }

  /**
   * @param code of the refusal as the caller hears it
   */
  Event refused(Subject by, LabelScene scene, int count, String code) {
    return draft("label.refused", by, scene)
        .outcome(Event.Outcome.FAILED)
        .fact("count", count)
        .fact("code", code)
        .at(clock);
  }

  Event read(Subject by, LabelScene scene, int count, @Nullable Envelope box) {
    return draft("label.read", by, scene)
        .fact("count", count)
        .fact("bbox", box == null ? null : box.toString())
        .at(clock);
  }

  Event tileRead(Subject by, LabelScene scene, LabelTiles.Ask ask) {
    return draft("label.tile-read", by, scene)
        .fact("grid", ask.grid())
        .fact("z", ask.z())
        .fact("x", ask.x())
        .fact("y", ask.y())
        .at(clock);
  }

  Event historyRead(Subject by, LabelScene scene, UUID label) {
    return draft("label.history-read", by, scene).fact("label", label.toString()).at(clock);
  }

  private static EventDraft draft(String type, Subject by, LabelScene scene) {
    return by.event(type).project(scene.project()).scene(scene.id()).mark(scene.markId());
  }
}
