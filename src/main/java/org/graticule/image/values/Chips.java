package org.graticule.image.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.graticule.image.Samples;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.Scenes;
import org.graticule.image.cog.ChipFile;
import org.graticule.image.cog.GeoTags;

/**
 * Windows of scenes as GeoTIFFs in source radiometry, for those who may take pixels out.
 * Thread-safe; writes a few at a time, band by band, so that memory stays small.
 */
public final class Chips {
  /** Longest side of a window. */
  public static final int LONGEST = 4096;

  private static final long MOST_BYTES = 1L << 30;
  private static final int ROWS = 128;
  private static final int AT_ONCE = 2;

  private final Database database;
  private final Scenes scenes;
  private final SceneCatalogue catalogue;
  private final Marks marks;
  private final Path folder;
  private final Clock clock;
  private final Semaphore writing = new Semaphore(AT_ONCE);

  /**
   * @param folder for files until they are sent
   */
  public Chips(
      Database database,
      Scenes scenes,
      SceneCatalogue catalogue,
      Marks marks,
      Path folder,
      Clock clock) {
    this.database = database;
    this.scenes = scenes;
    this.catalogue = catalogue;
    this.marks = marks;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * A chip on disk, to be deleted by whoever asked for it.
   *
   * @param exact as in {@link PixelValues}
   */
  public record Chip(Path file, boolean exact) {}

  /**
   * @param marked whether the marking is burnt into its pixels; it is in its description anyway
   */
  public Chip cut(Subject by, UUID id, TilePyramid.Window window, boolean marked) {
    Scene scene = require(by, id);
    requireInside(scene, window);
    SceneValues values = SceneValues.of(catalogue, scene);
    PixelGrid size = new PixelGrid(window.width(), window.height());
    long bytes = ChipFile.bytes(size, values.type(), values.bands());
    if (bytes > MOST_BYTES) {
      throw Fault.tooLarge(
          "chip-too-large",
          "%d x %d pixels of %d bands are %d bytes; a chip may have %d"
              .formatted(size.width(), size.height(), values.bands(), bytes, MOST_BYTES));
    }
    String banner = database.read(tx -> marks.get(tx, scene.markId())).banner();
    Optional<MarkStrip> strip =
        marked ? Optional.of(new MarkStrip(banner, size)) : Optional.empty();
    if (!writing.tryAcquire()) {
      throw Fault.unavailable("busy", "Other chips are being cut; try again shortly.");
    }
    Path file = folder.resolve("chip-" + UUID.randomUUID() + ".part");
    boolean done = false;
    try {
      write(scene, values, window, banner, strip, file);
      record(by, scene, window);
      done = true;
      return new Chip(file, values.exact());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing.release();
      if (!done) {
        discard(file);
      }
    }
  }

  /** The scene, if the subject may take pixels of it out. */
  Scene require(Subject by, UUID id) {
    return scenes.require(by, Action.SCENE_EXPORT, id);
  }

  private void write(
      Scene scene,
      SceneValues values,
      TilePyramid.Window window,
      String banner,
      Optional<MarkStrip> strip,
      Path file)
      throws IOException {
    PixelGrid size = new PixelGrid(window.width(), window.height());
    GeoTags geo =
        catalogue
            .pyramid(scene)
            .geoTags(scene.georeference().mapping(window.x(), window.y(), size).orElse(null));
    int z = values.pyramid().maxZoom();
    ChipFile chip =
        new ChipFile(
            size,
            values.type(),
            values.bands(),
            Math.min(ROWS, size.height()),
            geo,
            values.exact() ? scene.facts().nodata() : null,
            banner + "; " + description(scene, values, window));
    chip.write(
        file,
        (row, rows, band) -> {
          Samples samples =
              values.window(
                  z,
                  new TilePyramid.Window(window.x(), window.y() + row, window.width(), rows),
                  new int[] {band});
          strip.ifPresent(s -> s.burn(samples, row));
          return samples;
        });
  }

  private static String description(Scene scene, SceneValues values, TilePyramid.Window window) {
    return "scene %s revision %d, columns from %d, rows from %d; %s"
        .formatted(
            scene.id(),
            scene.revision(),
            window.x(),
            window.y(),
            values.exact()
                ? "samples as in the original"
                : "samples of the picture that is shown, within the error of its JPEG");
  }

  private void record(Subject by, Scene scene, TilePyramid.Window window) {
    database.write(tx -> {
      tx.record(
          by.event("chip.exported")
              .project(scene.project())
              .scene(scene.id())
              .mark(scene.markId())
              .fact("revision", scene.revision())
              .fact("column", window.x())
              .fact("row", window.y())
              .fact("width", window.width())
              .fact("height", window.height())
              .at(clock));
      return null;
    });
  }

  private static void requireInside(Scene scene, TilePyramid.Window window) {
    int width = scene.facts().width();
    int height = scene.facts().height();
    if ((long) window.x() + window.width() > width
        || (long) window.y() + window.height() > height) {
      throw Fault.unacceptable(
          "outside-scene",
          "a window of %d x %d at %d, %d is not within the scene of %d x %d"
              .formatted(window.width(), window.height(), window.x(), window.y(), width, height));
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
