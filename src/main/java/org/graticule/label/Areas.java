package org.graticule.label;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.access.Action;
import org.graticule.access.Colleagues;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Scenes divided among people. An area says who is to work where and how far they are; it hides
 * nothing, and what is drawn outside is a matter of the rules. Each is as secret as its scene.
 * Thread-safe.
 */
public final class Areas {
  /** Along a side of a division, so that a column is one letter. */
  private static final int MOST = 26;

  /** Pixels along a side. */
  private static final int SMALLEST = 64;

  private final Database database;
  private final WholeScenes scenes;
  private final Colleagues colleagues;
  private final Clock clock;
  private final AreaStore store = new AreaStore();

  public Areas(
      Database database,
      Policy policy,
      SceneCatalogue catalogue,
      Colleagues colleagues,
      Clock clock) {
    this.database = database;
    this.scenes = new WholeScenes(policy, catalogue);
    this.colleagues = colleagues;
    this.clock = clock;
  }

  List<Area> of(Subject by, UUID sceneId) {
    scenes.get(by, Action.LABEL_READ, sceneId);
    return database.as(by).read(tx -> store.of(tx, sceneId));
  }

  /**
   * Divides a scene that is not divided yet, or one of its areas that nobody works on.
   *
   * @param areaId null for the scene
   * @return all areas of the scene
   */
  List<Area> divide(Subject by, UUID sceneId, @Nullable UUID areaId, int columns, int rows) {
    Scene scene = scenes.get(by, Action.WORK_PLAN, sceneId);
    return plan(
        by,
        scene,
        WholeScenes.event("area.divided", by, scene).fact("columns", columns).fact("rows", rows),
        (tx, all) -> {
          if (areaId != null) {
            Area area = free(tx, sceneId, areaId);
            check(area.box(), columns, rows);
            store.delete(tx, areaId);
            return area.divide(columns, rows, now());
          }
          if (!all.isEmpty()) {
            throw conflict("areas-there", "The scene is divided already; remove its areas first.");
          }
          Area.Box whole = new Area.Box(0, 0, scene.facts().width(), scene.facts().height());
          check(whole, columns, rows);
          return Area.divide(whole, columns, rows, "", now());
        });
  }

  /**
   * Makes an area of what of an outline belongs to none yet.
   *
   * @param ring vertices as x and y, in pixels
   * @return all areas of the scene
   */
  List<Area> draw(Subject by, UUID sceneId, List<List<Double>> ring) {
    Scene scene = scenes.get(by, Action.WORK_PLAN, sceneId);
    Geometry drawn = AreaOutline.read(ring, scene.facts());
    return plan(
        by,
        scene,
        WholeScenes.event("area.drawn", by, scene),
        (tx, all) -> {
          Geometry free =
              AreaOutline.freePart(drawn, all)
                  .orElseThrow(
                      () -> conflict("nothing-free", "All of the outline belongs to other areas."));
          return List.of(Area.ready(nextName(all), Area.Box.around(free), free, now()));
        });
  }

  private static String nextName(List<Area> all) {
    Set<String> taken = all.stream().map(Area::name).collect(Collectors.toSet());
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> "P" + n)
        .filter(name -> taken.stream().noneMatch(t -> t.equals(name) || t.startsWith(name + ".")))
        .findFirst()
        .orElseThrow();
  }

  /** Adds areas; one plan of a scene is made after the other. */
  private List<Area> plan(
      Subject by, Scene scene, EventDraft event, BiFunction<Tx, List<Area>, List<Area>> made) {
    return database
        .as(by)
        .write(tx -> {
          store.lock(tx, scene.id());
          List<Area> added = made.apply(tx, store.of(tx, scene.id()));
          store.insert(tx, scene.project(), scene.id(), added);
          tx.record(event.fact("areas", added.size()).at(clock));
          return store.of(tx, scene.id());
        });
  }

  private Area free(Tx tx, UUID sceneId, UUID id) {
    Area area = store.find(tx, sceneId, id).orElseThrow(Fault::notFound);
    if (!area.isFree()) {
      throw conflict(
          "area-taken", "An area is divided or removed only while it is ready and nobody's.");
    }
    return area;
  }

  private static void check(Area.Box whole, int columns, int rows) {
    if (columns < 1 || rows < 1 || columns > MOST || rows > MOST || columns * rows < 2) {
      throw Fault.unacceptable(
          "bad-division",
          "%d by %d: columns and rows are 1 to %d, and two parts at least"
              .formatted(columns, rows, MOST));
    }
    if (whole.width() / columns < SMALLEST || whole.height() / rows < SMALLEST) {
      throw Fault.unacceptable(
          "bad-division",
          "%d by %d parts of %d by %d pixels would be smaller than %d pixels"
              .formatted(columns, rows, whole.width(), whole.height(), SMALLEST));
    }
  }

  private static Fault conflict(String code, String message) {
    return Fault.conflict(code, message, Map.of());
  }

  /**
   * Says who is to do an area, or how far it is.
   *
   * @param assignee null to leave it; empty for nobody. Everybody may take what is nobody's and
   *     give back what is theirs; who plans the work gives it to anybody
   * @param state null to leave it. A verdict is another person's, a reviewer's or a lead's
   */
  Area change(
      Subject by, UUID sceneId, UUID id, @Nullable String assignee, @Nullable AreaState state) {
    Scene scene = scenes.get(by, Action.LABEL_WRITE, sceneId);
    boolean plans = by.actionsIn(scene.project()).contains(Action.WORK_PLAN);
    boolean judges = !Area.binds(by, scene.project());
    if (plans && assignee != null && !assignee.isEmpty() && !by.username().equals(assignee)) {
      requireMayLabel(by, scene, assignee);
    }
    return database
        .as(by)
        .write(tx -> {
          Area old = store.find(tx, sceneId, id).orElseThrow(Fault::notFound);
          boolean mine = by.username().equals(old.assignee());
          boolean takes = (mine || old.assignee() == null) && by.username().equals(assignee);
          if (assignee != null && !plans && !takes && !(mine && assignee.isEmpty())) {
            throw Fault.forbidden("area-forbidden", "the area is not yours to give");
          }
          if (state != null && state.isVerdict()) {
            judge(old, mine, judges);
          } else if (state != null && !plans && !mine && !takes) {
            throw Fault.forbidden("area-forbidden", "the area is not yours");
          }
          Area changed =
              old.with(
                  state == null ? old.state() : state,
                  assignee == null ? old.assignee() : assignee.isEmpty() ? null : assignee,
                  now());
          store.update(tx, changed);
          tx.record(
              WholeScenes.event("area.changed", by, scene)
                  .fact("area", id.toString())
                  .fact("state", changed.state().label())
                  .fact("assignee", changed.assignee() == null ? "" : changed.assignee())
                  .at(clock));
          return changed;
        });
  }

  private void requireMayLabel(Subject by, Scene scene, String username) {
    if (!colleagues.may(
        by, username, Action.LABEL_WRITE, scene.project(), scene.id(), scene.markId())) {
      throw Fault.unacceptable(
          "bad-assignee",
          "%s may not label this scene: it takes a role here that draws, and that reaches the scene"
              .formatted(username));
    }
  }

  /** Usernames of those whom an area of the scene can be given to. */
  List<String> people(Subject by, UUID sceneId) {
    Scene scene = scenes.get(by, Action.WORK_PLAN, sceneId);
    return colleagues.who(by, Action.LABEL_WRITE, scene.project(), scene.id(), scene.markId());
  }

  private static void judge(Area area, boolean mine, boolean judges) {
    if (!judges || mine) {
      throw Fault.forbidden("area-forbidden", "an area is judged by a reviewer, never by its own");
    }
    if (area.state() == AreaState.READY || area.state() == AreaState.UNUSABLE) {
      throw conflict("area-not-submitted", "An area is judged once it was submitted.");
    }
  }

  /** Takes one away that nobody works on; labels stay. */
  void remove(Subject by, UUID sceneId, UUID id) {
    Scene scene = scenes.get(by, Action.WORK_PLAN, sceneId);
    database
        .as(by)
        .write(tx -> {
          store.lock(tx, sceneId);
          store.delete(tx, free(tx, sceneId, id).id());
          tx.record(WholeScenes.event("area.removed", by, scene).fact("count", 1).at(clock));
          return null;
        });
  }

  /** Takes the division away; labels stay. */
  void remove(Subject by, UUID sceneId) {
    Scene scene = scenes.get(by, Action.WORK_PLAN, sceneId);
    database
        .as(by)
        .write(tx -> {
          int removed = store.deleteAll(tx, sceneId);
          tx.record(WholeScenes.event("area.removed", by, scene).fact("count", removed).at(clock));
          return removed;
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
