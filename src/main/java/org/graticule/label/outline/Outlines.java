package org.graticule.label.outline;

import ai.onnxruntime.OrtException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.config.OutlineSettings;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.label.outline.OutlineModel.Embedding;
import org.graticule.label.rule.Shape;
import org.graticule.tile.warp.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * Proposes the outline of what is clicked on, by the model that an administrator has placed. It
 * looks once at a view and answers each further click in it from memory. Thread-safe.
 */
public final class Outlines implements AutoCloseable {
  /** Pixels of a level along the side of a view. */
  private static final int MOST_SIDE = 2048;

  private static final int QUEUE = 4;

  /** Of what the model saw, in memory; one view of SAM's takes 4 MiB. */
  private static final long CACHE_BYTES = 96L << 20;

  private final @Nullable OutlineModel model;
  private final PixelSource pixels;
  private final Policy policy;
  private final SceneCatalogue catalogue;
  private final Database database;
  private final Clock clock;
  private final OutlineThread thread = new OutlineThread(QUEUE);
  private final Cache<Key, Embedding> seen =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((Key key, Embedding embedding) -> 200 + 4 * embedding.values().length)
          .build();

  /** Reads a view as people see it. */
  @FunctionalInterface
  public interface PixelSource {
    Pixels read(Scene scene, View view);
  }

  /**
   * A proposal.
   *
   * @param shape in pixels of the scene; null where the model sees nothing there
   * @param score what the model thinks of it, about 0 to 1
   */
  record Proposal(@Nullable Shape shape, double score) {}

  /**
   * @param part of the scene that is seen
   */
  private record Key(UUID scene, int revision, String part, View view) {}

  /**
   * @param settings empty for no model
   * @throws IllegalStateException where the model cannot be used
   */
  public Outlines(
      Optional<OutlineSettings> settings,
      PixelSource pixels,
      Policy policy,
      SceneCatalogue catalogue,
      Database database,
      Clock clock) {
    // Nothing of ONNX Runtime is loaded where there is none.
    this.model =
        settings.map(files -> OutlineModel.open(files.encoder(), files.decoder())).orElse(null);
    this.pixels = pixels;
    this.policy = policy;
    this.catalogue = catalogue;
    this.database = database;
    this.clock = clock;
  }

  /** Long side, in pixels, of views that the model sees in full; empty without a model. */
  Optional<Integer> side() {
    return Optional.ofNullable(model).map(OutlineModel::side);
  }

  /** The outline of what the clicks mean. Nothing is saved. */
  Proposal propose(Subject by, UUID sceneId, OutlineAsk ask) {
    Scene scene = catalogue.get(by, Action.LABEL_WRITE, sceneId);
    require(by, scene);
    OutlineModel placed = model;
    if (placed == null) {
      throw Fault.unacceptable("no-model", "This server has no model that outlines objects.");
    }
    View view = within(scene.pyramid(), ask.view());
    double scale = scene.pyramid().scale(view.z());
    List<Prompt> prompts = ask.prompts(view, scale);
    Mask mask = thread.run(() -> placed.outline(seen(placed, scene, view), prompts));
    Shape shape = Traced.of(mask, prompts, view, scale);
    // The caller's rights may have changed while the model ran.
    require(by, scene);
    database.record(List.of(event(by, scene, view, scale, prompts.size())));
    return new Proposal(shape, mask.score());
  }

  /** It tells of pixels what only who may see them may know, and only who draws has use for it. */
  private void require(Subject by, Scene scene) {
    for (Action action : List.of(Action.LABEL_WRITE, Action.TILE_READ)) {
      policy.requireShown(by, action, scene.project(), scene.id(), scene.markId());
    }
  }

  /** On the model's thread, so that equal views that come together are looked at once. */
  private Embedding seen(OutlineModel model, Scene scene, View view) throws Exception {
    Key key = new Key(scene.id(), scene.revision(), scene.seen(), view);
    Embedding known = seen.getIfPresent(key);
    if (known == null) {
      known = model.look(pixels.read(scene, view));
      seen.put(key, known);
    }
    return known;
  }

  private static View within(TilePyramid pyramid, @Nullable View view) {
    if (view == null) {
      throw Fault.unacceptable("missing-field", "view is needed");
    }
    if (view.z() < 0 || view.z() > pyramid.maxZoom()) {
      throw Fault.unacceptable(
          "bad-view", "z %d must be 0 to %d".formatted(view.z(), pyramid.maxZoom()));
    }
    PixelGrid level = pyramid.level(view.z());
    if (view.x() < 0
        || view.y() < 0
        || view.x() >= level.width()
        || view.y() >= level.height()
        || view.width() < 1
        || view.height() < 1
        || view.width() > MOST_SIDE
        || view.height() > MOST_SIDE) {
      throw Fault.unacceptable(
          "bad-view",
          "a view begins within the level's %d x %d pixels and is of 1 to %d a side"
              .formatted(level.width(), level.height(), MOST_SIDE));
    }
    return new View(
        view.z(),
        view.x(),
        view.y(),
        Math.min(view.width(), level.width() - view.x()),
        Math.min(view.height(), level.height() - view.y()));
  }

  private Event event(Subject by, Scene scene, View view, double scale, int prompts) {
    return by.event("outline.read")
        .project(scene.project())
        .scene(scene.id())
        .mark(scene.markId())
        .fact("revision", scene.revision())
        .fact("column", Math.round(view.x() * scale))
        .fact("row", Math.round(view.y() * scale))
        .fact("width", Math.round(view.width() * scale))
        .fact("height", Math.round(view.height() * scale))
        .fact("clicks", prompts)
        .at(clock);
  }

  @Override
  public void close() throws OrtException {
    thread.close();
    if (model != null) {
      model.close();
    }
  }
}
