package org.graticule.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.PolicyEpoch;
import org.graticule.db.Database;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.image.cog.CogReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Scenes and their open pyramids in memory, for the path of a tile. Thread-safe. What is in memory
 * is forgotten whenever the policy epoch moves, so a new mark of a scene is seen as fast as a new
 * grant.
 */
public final class SceneCatalogue {
  private final Database database;
  private final SceneFiles files;
  private final SceneStore store = new SceneStore();
  private final Cache<UUID, Scene> scenes = Caffeine.newBuilder().maximumSize(50_000).build();
  // A reader that falls out is closed by its file descriptor's cleaner: a send may still be using
  // it.
  private final Cache<PixelsId, CogReader> readers =
      Caffeine.newBuilder().maximumSize(2_000).build();

  private final Cache<PixelsId, AnalyticReader> analytics =
      Caffeine.newBuilder().maximumSize(2_000).build();

  /** Pixels never change under one of these. */
  private record PixelsId(UUID scene, int revision) {}

  public SceneCatalogue(Database database, SceneFiles files, PolicyEpoch epoch) {
    this.database = database;
    this.files = files;
    epoch.onChange(scenes::invalidateAll);
  }

  /** The scene, if it can be told without asking the database. */
  public Optional<Scene> known(UUID id) {
    return Optional.ofNullable(scenes.getIfPresent(id));
  }

  /** The scene, asking the database if need be. Says nothing about whether anybody may see it. */
  public Optional<Scene> find(UUID id) {
    return Optional.ofNullable(
        scenes.get(id, key -> database.read(tx -> store.find(tx, key)).orElse(null)));
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
  public List<Scene> meeting(UUID project, Integer[] marks, Meeting asked) {
    return database.read(tx -> store.meeting(tx, project, marks, asked)).stream()
        .map(this::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Its pyramid if it is open already and a local file, so that no read waits for a network. */
  public Optional<CogReader> openPyramid(Scene scene) {
    return Optional.ofNullable(readers.getIfPresent(new PixelsId(scene.id(), scene.revision())))
        .filter(reader -> reader.channel().isPresent());
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
