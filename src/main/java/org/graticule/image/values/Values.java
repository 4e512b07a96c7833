package org.graticule.image.values;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.TilePyramid;
import org.graticule.image.Samples;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.Scenes;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Reads samples for people and programs: decided, bounded and on the log. Thread-safe. */
public final class Values {
  private final Database database;
  private final Scenes scenes;
  private final SceneCatalogue catalogue;
  private final Clock clock;

  public Values(Database database, Scenes scenes, SceneCatalogue catalogue, Clock clock) {
    this.database = database;
    this.scenes = scenes;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * What is at a place of the scene's own grid.
   *
   * @throws Fault unacceptable, {@code outside-scene}
   */
  public PixelValues identify(Subject by, UUID id, double column, double row) {
    Scene scene = scenes.see(by, Action.TILE_READ, id);
    return identify(by, scene, new Coordinate(column, row));
  }

  /** What is at a longitude and latitude. */
  public PixelValues identifyLonLat(Subject by, UUID id, double lon, double lat) {
    Scene scene = scenes.see(by, Action.TILE_READ, id);
    if (!scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "not-on-a-map", "scene " + id + " has no known place on Earth; ask by column and row");
    }
    Coordinate pixel =
        scene
            .georeference()
            .lonLatToPixel(new Coordinate(lon, lat))
            .orElseThrow(() -> outside("lon " + lon + ", lat " + lat, scene));
    return identify(by, scene, pixel);
  }

  private PixelValues identify(Subject by, Scene scene, Coordinate pixel) {
    int column = (int) Math.floor(pixel.x);
    int row = (int) Math.floor(pixel.y);
    if (column < 0 || row < 0 || column >= scene.facts().width() || row >= scene.facts().height()) {
      throw outside("column " + pixel.x + ", row " + pixel.y, scene);
    }
    SceneValues values = SceneValues.of(catalogue, scene);
    Samples one =
        values.window(values.pyramid().maxZoom(), new TilePyramid.Window(column, row, 1, 1));
    hide(scene, 1, new TilePyramid.Window(column, row, 1, 1), one);
    boolean valid = one.valid() == null || one.valid()[0] != 0;
    record(event(by, "pixel.read", scene).fact("column", column).fact("row", row));
    Georeference georeference = scene.georeference();
    return new PixelValues(
        scene.id(),
        scene.revision(),
        column,
        row,
        new double[] {pixel.x, pixel.y},
        valid,
        values.exact(),
        georeference.toLonLat(pixel.x, pixel.y).map(Values::pair),
        georeference.mapping().map(m -> pair(m.toGround(pixel.x, pixel.y))),
        georeference.crs().map(crs -> crs.title()),
        bands(scene, one, valid, values.nodata()));
  }

  private static List<PixelValues.Band> bands(
      Scene scene, Samples one, boolean valid, OptionalDouble nodata) {
    List<PixelValues.Band> bands = new ArrayList<>();
    List<String> names = scene.facts().bandNames();
    for (int band = 0; band < one.bands(); band++) {
      double value = one.value(band);
      boolean hole = nodata.isPresent() && value == nodata.getAsDouble();
      bands.add(
          new PixelValues.Band(
              band + 1,
              band < names.size()
                  ? Optional.of(names.get(band)).filter(name -> !name.isEmpty())
                  : Optional.empty(),
              valid && !hole && Double.isFinite(value) ? Optional.of(value) : Optional.empty()));
    }
    return bands;
  }

  /** Over the whole scene, as counted when it came in; of a part, over what is seen. */
  public WindowStatistics statistics(Subject by, UUID id) {
    Scene scene = scenes.see(by, Action.SCENE_READ, id);
    if (scene.part() != null) {
      int[] whole = {0, 0, scene.facts().width(), scene.facts().height()};
      return statistics(by, id, whole);
    }
    record(event(by, "statistics.read", scene));
    int[] all = {0, 0, scene.facts().width(), scene.facts().height()};
    return new WindowStatistics(id, scene.revision(), all, 1, true, scene.facts().statistics());
  }

  /** Over a window, on the finest level that stays within the budget. */
  public WindowStatistics statistics(Subject by, UUID id, int[] bbox) {
    Scene scene = scenes.see(by, Action.TILE_READ, id);
    TilePyramid.Window window = window(scene, bbox);
    SceneValues values = SceneValues.of(catalogue, scene);
    TilePyramid pyramid = values.pyramid();
    int z = WindowStatistics.level(pyramid, window, values.bands());
    TilePyramid.Window onLevel = WindowStatistics.onLevel(pyramid, window, z);
    Samples samples = values.window(z, onLevel);
    hide(scene, pyramid.scale(z), onLevel, samples);
    record(
        event(by, "statistics.read", scene)
            .fact("x0", bbox[0])
            .fact("y0", bbox[1])
            .fact("x1", bbox[2])
            .fact("y1", bbox[3]));
    return new WindowStatistics(
        id,
        scene.revision(),
        bbox,
        pyramid.scale(z),
        values.exact(),
        WindowStatistics.of(samples, values.nodata()));
  }

  /** What lies beyond the part that is seen has no data. */
  private static void hide(Scene scene, int scale, TilePyramid.Window window, Samples samples) {
    if (scene.part() == null) {
      return;
    }
    byte[] seen =
        scene.part().pixels().mask(scale, window.x(), window.y(), window.width(), window.height());
    byte @Nullable [] known = samples.valid();
    byte[] valid = known == null ? samples.makeValid() : known;
    for (int i = 0; i < seen.length; i++) {
      valid[i] &= seen[i];
    }
  }

  private static TilePyramid.Window window(Scene scene, int[] bbox) {
    int width = scene.facts().width();
    int height = scene.facts().height();
    boolean inside =
        bbox[0] >= 0
            && bbox[1] >= 0
            && bbox[0] < bbox[2]
            && bbox[1] < bbox[3]
            && bbox[2] <= width
            && bbox[3] <= height;
    if (!inside) {
      throw Fault.unacceptable(
          "outside-scene",
          "bbox %d,%d,%d,%d must be left,top,right,bottom within 0,0,%d,%d"
              .formatted(bbox[0], bbox[1], bbox[2], bbox[3], width, height));
    }
    return new TilePyramid.Window(bbox[0], bbox[1], bbox[2] - bbox[0], bbox[3] - bbox[1]);
  }

  private static EventDraft event(Subject by, String type, Scene scene) {
    return by.event(type)
        .project(scene.project())
        .scene(scene.id())
        .mark(scene.markId())
        .fact("revision", scene.revision());
  }

  private void record(EventDraft event) {
    database.record(List.of(event.at(clock)));
  }

  private static double[] pair(Coordinate place) {
    return new double[] {place.x, place.y};
  }

  private static Fault outside(String place, Scene scene) {
    return Fault.unacceptable(
        "outside-scene",
        place
            + " is not on the scene, which has %d columns and %d rows"
                .formatted(scene.facts().width(), scene.facts().height()));
  }
}
