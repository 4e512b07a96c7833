package org.graticule.service;

import java.util.Optional;
import org.graticule.geo.Crs;
import org.graticule.geo.TileMatrixSet;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Which part of a tile grid a scene fills. Immutable.
 *
 * @param minZoom the coarsest zoom on which the scene is more than a speck
 * @param maxZoom the zoom whose pixels are no larger than the scene's
 * @param bounds longitude and latitude; the whole world's width where the scene crosses the
 *     antimeridian
 * @param ground the same in units of the grid
 */
public record GridCover(int minZoom, int maxZoom, LonLatBox bounds, Envelope ground) {
  private static final double SPECK = 64;

  /** Degrees; footprints over a pole are cut short of it. */
  private static final double POLE = 89.9;

  /** Tiles of one zoom, both ends included. */
  public record Range(int firstColumn, int firstRow, int lastColumn, int lastRow) {}

  /** Empty for a scene without a place on Earth, or without one in this grid. */
  public static Optional<GridCover> of(Scene scene, Grids.Grid grid) {
    return of(SceneGround.of(scene), grid);
  }

  /** The same where several grids are asked about. */
  public static Optional<GridCover> of(SceneGround whole, Grids.Grid grid) {
    Scene scene = whole.scene();
    Optional<LonLatBox> bounds = whole.bounds();
    Optional<Double> pixel = pixel(scene, grid.crs());
    Envelope ground = new Envelope();
    for (Coordinate point : whole.rim()) {
      grid.crs().fromLonLat(point).ifPresent(ground::expandToInclude);
    }
    bounds.ifPresent(box -> expandToPole(box, grid, ground));
    if (bounds.isEmpty() || pixel.isEmpty() || ground.isNull()) {
      return Optional.empty();
    }
    TileMatrixSet set = grid.set();
    double side = Math.max(scene.facts().width(), scene.facts().height()) * pixel.get();
    int last = set.matrices().size() - 1;
    int max = 0;
    while (max < last && set.matrices().get(max).cellSize() > pixel.get() * 1.0001) {
      max++;
    }
    int min = 0;
    while (min < max && side / set.matrices().get(min).cellSize() < SPECK) {
      min++;
    }
    return Optional.of(new GridCover(min, max, bounds.get(), ground));
  }

  /** The tiles of a zoom that may show something. */
  public Range range(TileMatrixSet set, int z) {
    TileMatrixSet.Matrix m = set.matrices().get(z);
    double width = m.cellSize() * m.tileWidth();
    double height = m.cellSize() * m.tileHeight();
    return new Range(
        index((ground.getMinX() - m.originX()) / width, m.columns()),
        index((m.originY() - ground.getMaxY()) / height, m.rows()),
        index((ground.getMaxX() - m.originX()) / width, m.columns()),
        index((m.originY() - ground.getMinY()) / height, m.rows()));
  }

  private static int index(double place, int count) {
    return (int) Math.clamp(Math.floor(place), 0, count - 1);
  }

  /** A pole is within the rim and not on it: up to it the grid is filled, or up to its own end. */
  private static void expandToPole(LonLatBox box, Grids.Grid grid, Envelope ground) {
    Envelope all = grid.set().bounds(0, 0, 0);
    if (!ground.isNull() && box.south() < -POLE) {
      ground.expandToInclude(ground.getMinX(), all.getMinY());
    }
    if (!ground.isNull() && box.north() > POLE) {
      ground.expandToInclude(ground.getMinX(), all.getMaxY());
    }
  }

  /**
   * Side of the middle pixel in units of the grid, the shorter one; where a grid does not know the
   * middle, which may be a pole, that of one half way to an edge.
   */
  private static Optional<Double> pixel(Scene scene, Crs crs) {
    for (double part : new double[] {2, 4, 8, 100}) {
      Optional<Double> side =
          pixel(scene, crs, scene.facts().width() / part, scene.facts().height() / part);
      if (side.isPresent()) {
        return side;
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> pixel(Scene scene, Crs crs, double column, double row) {
    Optional<Coordinate> middle = place(scene, crs, column, row);
    Optional<Coordinate> right = place(scene, crs, column + 1, row);
    Optional<Coordinate> below = place(scene, crs, column, row + 1);
    if (middle.isEmpty() || right.isEmpty() || below.isEmpty()) {
      return Optional.empty();
    }
    double side = Math.min(middle.get().distance(right.get()), middle.get().distance(below.get()));
    return side > 0 ? Optional.of(side) : Optional.empty();
  }

  private static Optional<Coordinate> place(Scene scene, Crs crs, double column, double row) {
    return scene.georeference().toLonLat(column, row).flatMap(crs::fromLonLat);
  }
}
