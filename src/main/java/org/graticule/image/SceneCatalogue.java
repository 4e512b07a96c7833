package org.graticule.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.graticule.access.Action;
import org.graticule.access.Cutout;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.access.Whereabouts;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.image.cog.CogReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * Scenes and their open pyramids in memory, for the path of a tile. Thread-safe. What is in memory
 * is forgotten whenever the policy epoch moves, so a new mark of a scene is seen as fast as a new
 * grant.
 */
public final class SceneCatalogue {
  private final Database database;
  private final Whereabouts whereabouts;
  private final SceneFiles files;
  private final SceneStore store = new SceneStore();
  private final Cache<Shown, Scene> scenes = Caffeine.newBuilder().maximumSize(50_000).build();
  private final AtomicLong forgotten = new AtomicLong();
  // A reader that falls out is closed by its file descriptor's cleaner: a send may still be using
  // it.
  private final Cache<PixelsId, CogReader> readers =
      Caffeine.newBuilder().maximumSize(2_000).build();

  private final Cache<PartId, ScenePart> parts = Caffeine.newBuilder().maximumSize(2_000).build();

  private final Cache<PixelsId, AnalyticReader> analytics =
      Caffeine.newBuilder().maximumSize(2_000).build();

  /**
   * A scene in memory is there for whom the database has shown it to, and for nobody else: a cache
   * must not be a way around its row policies.
   *
   * @param bound the one project that the token they act with is good for, null for no such bound
   * @param part key of what their area reaches of it, empty where they see it whole
   */
  private record Shown(UUID account, @Nullable UUID bound, UUID scene, String part) {
    static Shown to(Subject subject, UUID scene) {
      String part = subject.cutout(scene).map(Cutout::key).orElse("");
      return new Shown(subject.account(), subject.bound(), scene, part);
    }
  }

  /** The same for everybody whose areas reach the same. */
  private record PartId(UUID scene, int revision, String part) {}

  /** Pixels never change under one of these. */
  private record PixelsId(UUID scene, int revision) {}

  public SceneCatalogue(
      Database database, Whereabouts whereabouts, SceneFiles files, PolicyEpoch epoch) {
    this.database = database;
    this.whereabouts = whereabouts;
    this.files = files;
    epoch.onChange(this::forget);
  }

  /** The scene, if it can be told without asking the database. */
  public Optional<Scene> known(Subject by, UUID id) {
    return Optional.ofNullable(scenes.getIfPresent(Shown.to(by, id)));
  }

  /** The scene, asking the database if need be. Decides nothing beyond what the database shows. */
  public Optional<Scene> find(Subject by, UUID id) {
    Optional<Scene> known = known(by, id);
    if (known.isPresent()) {
      return known;
    }
    long before = forgotten.get();
    Optional<Scene> found =
        database.as(by).read(tx -> store.find(tx, id)).map(scene -> seenBy(by, scene));
    found.ifPresent(scene -> scenes.put(Shown.to(by, id), scene));
    if (forgotten.get() != before) {
      // The policy moved while we read: what we read may be from before.
      scenes.invalidate(Shown.to(by, id));
    }
    return found;
  }

  /**
   * The scene, to do this to it; the policy decides afterwards.
   *
   * @throws org.graticule.fault.Fault not found, where the database does not show it
   */
  public Scene get(Subject by, Action action, UUID id) {
    return find(by, id)
        .orElseThrow(() -> whereabouts.missing(by, action, Whereabouts.Kind.SCENE, id));
  }

  /**
   * The scene as the database has it now, for an errand.
   *
   * @throws Fault where there is none
   */
  public Scene current(TicketHolder by, UUID id) {
    return database.as(by).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
  }

  /** The scene as somebody may know it: whole, or as much as their area reaches. */
  Scene seenBy(Subject by, Scene scene) {
    return by.cutout(scene.id())
        .map(cutout ->
            parts.get(
                new PartId(scene.id(), scene.revision(), cutout.key()),
                id -> new ScenePart(cutout, scene.georeference(), scene.pyramid(), ground(scene))))
        .map(scene::through)
        .orElse(scene);
  }

  private static Geometry ground(Scene scene) {
    String wkt = scene.facts().footprintLonLat();
    if (wkt == null) {
      throw new IllegalStateException("a part of a scene that is nowhere: " + scene.id());
    }
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forget() {
    forgotten.incrementAndGet();
    scenes.invalidateAll();
  }

  /**
   * Which scenes of a project to find.
   *
   * @param lonLat box that their footprint must meet, degrees
   * @param from earliest time, null for any
   * @param to time that they must be before, null for any
   */
  public record Meeting(
      Envelope lonLat,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean newestFirst,
      int limit) {}

  /**
   * Scenes with one of these marks that meet a box, in order of time. Decides nothing beyond the
   * marks.
   */
  public List<Scene> meeting(Subject by, UUID project, Meeting asked) {
    return database.as(by).read(tx -> store.meeting(tx, project, by.markIds(), asked)).stream()
        .map(id -> find(by, id))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Its pyramid if it is open already. */
  public Optional<CogReader> openPyramid(Scene scene) {
    return Optional.ofNullable(readers.getIfPresent(new PixelsId(scene.id(), scene.revision())));
  }

  /** Its pyramid; reads the file's directory the first time. */
  public CogReader pyramid(Scene scene) {
    return readers.get(
        new PixelsId(scene.id(), scene.revision()),
        id -> {
          try {
            return CogReader.open(
                files.openPyramid(id.scene(), id.revision(), Ingest.displayName()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * The samples of the original, all bands without loss; reads the file's directory the first time.
   * Empty where the pyramid that is shown holds all there is: plain 8-bit gray, colour or palette.
   */
  public Optional<AnalyticReader> analytic(Scene scene) {
    if (scene.facts().losslessBytes() == 0) {
      return Optional.empty();
    }
    PixelsId pixels = new PixelsId(scene.id(), scene.revision());
    return Optional.of(
        analytics.get(
            pixels,
            id -> {
              try {
                return AnalyticReader.open(
                    files.openPyramid(id.scene(), id.revision(), Ingest.analyticName()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }
}
