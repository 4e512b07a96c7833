package org.graticule.tile.warp;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;

/**
 * Draws a tile: resamples a level of a pyramid along a mesh and paints it, once per output pixel. A
 * pixel is valid where the source pixel it falls in is. Confined to one thread, used once.
 */
public final class Warp {
  /** Of a window to copy; a tile whose mesh jumps far is drawn in parts that stay below. */
  private static final long MOST_SAMPLES = 6 << 20;

  /** Beyond the outermost places: what bilinear and cubic look at. */
  private static final int MARGIN = 3;

  private static final ThreadLocal<Patch.Room> ROOM = ThreadLocal.withInitial(Patch.Room::new);

  private final WarpMesh mesh;
  private final BlockSource source;
  private final int zoom;
  private final double scale;
  private final Resampling resampling;
  private final Painter painter;
  private final PixelGrid level;
  private final byte[] out;
  private final byte[] valid;
  private final Places places;
  private final float[][] values;
  private final byte[] rowValid;
  private final Line line = new Line();
  private final byte @Nullable [] @Nullable [] tables;
  private int count;

  private Warp(
      WarpMesh mesh, BlockSource source, int zoom, Resampling resampling, Painter painter) {
    this.mesh = mesh;
    this.source = source;
    this.zoom = zoom;
    this.scale = source.pyramid().scale(zoom);
    this.resampling = resampling;
    this.painter = painter;
    this.level = source.pyramid().level(zoom);
    int size = mesh.size();
    this.out = new byte[size * size * painter.channels()];
    this.valid = new byte[size * size];
    this.places = new Places(size);
    this.values = new float[painter.bands().length][size];
    this.rowValid = new byte[size];
    this.tables = painter.tables16();
  }

  /**
   * @param zoom level of the pyramid to draw from
   * @return empty where no output pixel has data
   */
  public static Optional<Pixels> draw(
      WarpMesh mesh, BlockSource source, int zoom, Resampling resampling, Painter painter)
      throws IOException {
    Warp warp = new Warp(mesh, source, zoom, resampling, painter);
    int size = mesh.size();
    warp.part(0, 0, size);
    if (warp.count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Pixels(
            size,
            size,
            painter.channels(),
            warp.out,
            warp.count == size * size ? null : warp.valid));
  }

  private void part(int column, int row, int side) throws IOException {
    Optional<double[]> box = mesh.bounds(column, row, side);
    if (box.isEmpty()) {
      return;
    }
    int x0 = (int) Math.clamp(Math.floor(box.get()[0] / scale) - MARGIN, 0, level.width());
    int y0 = (int) Math.clamp(Math.floor(box.get()[1] / scale) - MARGIN, 0, level.height());
    int x1 = (int) Math.clamp(Math.ceil(box.get()[2] / scale) + MARGIN, 0, level.width());
    int y1 = (int) Math.clamp(Math.ceil(box.get()[3] / scale) + MARGIN, 0, level.height());
    if (x1 <= x0 || y1 <= y0) {
      return;
    }
    if ((long) (x1 - x0) * (y1 - y0) * painter.bands().length > MOST_SAMPLES && side > 1) {
      int half = side / 2;
      part(column, row, half);
      part(column + half, row, half);
      part(column, row + half, half);
      part(column + half, row + half, half);
      return;
    }
    Optional<Patch> patch =
        Patch.load(source, zoom, painter.bands(), x0, y0, x1 - x0, y1 - y0, ROOM.get());
    if (patch.isPresent()) {
      for (int r = row; r < row + side; r++) {
        row(patch.get(), column, r, side);
      }
    }
  }

  private void row(Patch patch, int column, int row, int n) {
    boolean quick =
        resampling == Resampling.BILINEAR
            && patch.valid == null
            && mesh.smooth()
            && (painter.asStored() || tables != null);
    if (!quick) {
      anyRow(patch, column, row, n);
      return;
    }
    int channels = painter.channels();
    for (int from = column; from < column + n; ) {
      int length = mesh.line(column, row, from, n, 1 / scale, line);
      if (line.within(patch, length)) {
        int at = row * mesh.size() + from;
        if (tables != null) {
          line.shorts(patch, length, tables, out, at * channels);
        } else if (channels == 3) {
          line.three(patch, length, out, at * channels);
        } else {
          line.one(patch, length, out, at);
        }
        Arrays.fill(valid, at, at + length, (byte) 1);
        count += length;
      } else {
        anyRow(patch, from, row, length);
      }
      from += length;
    }
  }

  private void anyRow(Patch patch, int column, int row, int n) {
    mesh.row(column, row, n, 1 / scale, places);
    places.settle(patch, n, level.width(), level.height());
    if (places.count == 0) {
      return;
    }
    int at = row * mesh.size() + column;
    Resampler.row(resampling, patch, places, n, values);
    for (int i = 0; i < n; i++) {
      rowValid[i] = (byte) (places.at[i] >= 0 ? 1 : 0);
    }
    painter.row(values, rowValid, n, out, at * painter.channels());
    for (int i = 0; i < n; i++) {
      valid[at + i] = rowValid[i];
      count += rowValid[i];
    }
  }
}
