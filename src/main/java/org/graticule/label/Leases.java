package org.graticule.label;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * Seats at scenes. A person has one seat at a scene, however many tabs are open; the tab that took
 * it last is the one that saves. Several people sit at one scene together; between them, base
 * revisions decide. Thread-safe.
 */
public final class Leases {
  /** Without a sign of life for so long, another tab may take the seat unasked. */
  static final Duration TERM = Duration.ofSeconds(60);

  private final Database database;
  private final Policy policy;
  private final SceneCatalogue catalogue;
  private final Clock clock;
  private final LeaseStore store = new LeaseStore();

  public Leases(Database database, Policy policy, SceneCatalogue catalogue, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Takes the caller's seat at a scene.
   *
   * @param force also from another tab that still shows signs of life
   * @throws Fault conflict {@code lease-held}, where another tab keeps it
   */
  public Lease take(Subject by, UUID sceneId, UUID tab, boolean force) {
    Scene scene = scene(by, Action.LABEL_WRITE, sceneId);
    Instant now = now();
    return database
        .as(by)
        .write(tx -> {
          Lease lease =
              store
                  .take(tx, sceneId, by.account(), by.username(), tab, force, now, now.plus(TERM))
                  .orElseThrow(() -> held(tx, by, sceneId));
          tx.record(
              by.event("lease.taken")
                  .project(scene.project())
                  .scene(sceneId)
                  .mark(scene.markId())
                  .fact("token", lease.token())
                  .at(clock));
          return lease;
        });
  }

  /**
   * A sign of life.
   *
   * @throws Fault conflict {@code lease-lost}
   */
  public Lease renew(Subject by, UUID sceneId, long token) {
    scene(by, Action.LABEL_WRITE, sceneId);
    return database.as(by).write(tx -> hold(tx, by, sceneId, token));
  }

  /** Gives the seat up; nothing where it has changed hands. */
  public void release(Subject by, UUID sceneId, long token) {
    scene(by, Action.LABEL_WRITE, sceneId);
    database.as(by).write(tx -> store.release(tx, sceneId, by.account(), token));
  }

  /** Everybody who edits a scene now. */
  public List<Lease> at(Subject by, UUID sceneId) {
    Scene scene = scene(by, Action.LABEL_READ, sceneId);
    return database.as(by).read(tx -> store.of(tx, sceneId, now())).stream()
        // Who else works there is the whole scene's.
        .filter(lease -> scene.part() == null || lease.account().equals(by.account()))
        .toList();
  }

  /**
   * Lets a save go on that carries this token, and nobody take the seat before it is through.
   *
   * @param token null where the save names no lease: let go on where the caller has no tab at the
   *     scene, or is a program
   */
  void guard(Tx tx, Subject by, UUID sceneId, @Nullable Long token) {
    if (token != null) {
      hold(tx, by, sceneId, token);
    } else if (!by.byToken()) {
      store
          .find(tx, sceneId, by.account())
          .filter(lease -> lease.expires().isAfter(now()))
          .ifPresent(lease -> {
            throw Fault.conflict(
                "lease-required",
                "You edit this scene in a tab that took it at "
                    + lease.taken()
                    + "; a save must carry its lease.",
                details(lease));
          });
    }
  }

  private Lease hold(Tx tx, Subject by, UUID sceneId, long token) {
    return store
        .renew(tx, sceneId, by.account(), token, now().plus(TERM))
        .orElseThrow(() ->
            Fault.conflict(
                "lease-lost",
                "The lease " + token + " is not the newest: the scene was taken in another tab.",
                store.find(tx, sceneId, by.account()).map(Leases::details).orElse(Map.of())));
  }

  private Fault held(Tx tx, Subject by, UUID sceneId) {
    return Fault.conflict(
        "lease-held",
        "You edit this scene in another tab.",
        store.find(tx, sceneId, by.account()).map(Leases::details).orElse(Map.of()));
  }

  private static Map<String, Object> details(Lease lease) {
    return Map.of(
        "tab",
        lease.tab().toString(),
        "taken",
        lease.taken().toString(),
        "expires",
        lease.expires().toString());
  }

  private Scene scene(Subject by, Action action, UUID id) {
    Scene scene = catalogue.get(by, action, id);
    policy.requireShown(by, action, scene.project(), scene.id(), scene.markId());
    return scene;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
