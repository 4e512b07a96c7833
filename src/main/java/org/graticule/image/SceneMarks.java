package org.graticule.image;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Request;
import org.graticule.access.Requests;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Marks scenes anew. One person raises a mark, and with it those of every label, dataset and job of
 * the scene; two people lower one, and labels keep theirs. Thread-safe.
 */
public final class SceneMarks {
  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Marks marks;
  private final SceneCatalogue catalogue;
  private final Requests requests;
  private final Clock clock;
  private final SceneMarkStore store = new SceneMarkStore();

  public SceneMarks(
      Database database,
      Policy policy,
      PolicyEpoch epoch,
      Marks marks,
      SceneCatalogue catalogue,
      Requests requests,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.marks = marks;
    this.catalogue = catalogue;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Raises the mark now, or asks for a second person where the wanted one does not protect as much.
   *
   * @param banner in banner form
   * @param reason for the second person; needed only where there has to be one
   * @return the request; empty where the scene has the mark
   */
  public Optional<Request> set(Subject by, UUID id, String banner, @Nullable String reason) {
    Scene scene = catalogue.get(by, Action.SCENE_REMARK, id);
    policy.require(by, Action.SCENE_REMARK, scene.project(), scene.id(), scene.markId());
    Marking wanted = marks.vocabulary().parse(banner);
    if (!by.dominates(wanted)) {
      throw Fault.unacceptable(
          "mark-beyond-you", "you may not mark a scene so that you could not see it: " + banner);
    }
    Marking now = database.read(tx -> marks.get(tx, scene.markId()).marking());
    int markId = database.write(tx -> marks.intern(tx, wanted).id());
    epoch.refresh();
    if (now.join(wanted).equals(wanted)) {
      mark(by, scene, markId, wanted);
      return Optional.empty();
    }
    return Optional.of(
        requests.ask(
            by,
            new Requests.Wish(
                Request.Kind.LOWER_MARK, scene.project(), scene.markId(), id, markId, reason)));
  }

  /** What an approved request does. */
  public void lower(Subject approver, Request request) {
    Scene scene = catalogue.get(approver, Action.REQUEST_DECIDE, request.thing());
    Integer wanted = request.wantedMark();
    if (wanted != null && wanted != scene.markId()) {
      if (scene.markId() != request.markId()) {
        throw Fault.conflict(
            "mark-changed",
            "The scene has been marked anew since this was asked; it has to be asked again.",
            Map.of());
      }
      Marking marking = database.read(tx -> marks.get(tx, wanted).marking());
      mark(approver, scene, wanted, marking);
    }
  }

  private void mark(Subject by, Scene scene, int markId, Marking wanted) {
    database
        .registry()
        .write(tx -> {
          store.remark(tx, scene.id(), markId, changes(tx, scene.id(), wanted));
          tx.record(
              by.event("scene.remarked")
                  .project(scene.project())
                  .scene(scene.id())
                  .mark(markId)
                  .fact("before", scene.markId())
                  .fact("after", markId)
                  .at(clock));
          return null;
        });
    epoch.refresh();
  }

  /** What hangs on a scene protects at least as much as the scene. */
  private Map<Integer, Integer> changes(Tx tx, UUID scene, Marking wanted) {
    Map<Integer, Integer> changes = new HashMap<>();
    for (int before : store.marksOn(tx, scene)) {
      Marking marking = marks.get(tx, before).marking();
      Marking joined = marking.join(wanted);
      if (!joined.equals(marking)) {
        changes.put(before, marks.intern(tx, joined).id());
      }
    }
    return changes;
  }
}
