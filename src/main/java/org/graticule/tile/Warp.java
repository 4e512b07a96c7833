package org.graticule.tile;

import java.io.IOException;
import java.util.Optional;
import org.graticule.image.cog.CogReader;
import org.locationtech.jts.geom.Coordinate;

/**
 * Bilinear resampling of a level of a pyramid along a mesh. Pixels without data never mix into
 * those that have; a pixel is valid where the nearest source pixel is. Confined to one thread.
 */
final class Warp {
  private final WarpMesh mesh;
  private final SourceWindow source;
  private final double scale;
  private final int channels;
  private final byte[] out;
  private final byte[] valid;
  private final double[] sum = new double[3];

  private Warp(WarpMesh mesh, SourceWindow source, double scale, int channels) {
    this.mesh = mesh;
    this.source = source;
    this.scale = scale;
    this.channels = channels;
    this.out = new byte[mesh.size() * mesh.size() * channels];
    this.valid = new byte[mesh.size() * mesh.size()];
  }

  /**
   * @param scale full-resolution pixels per pixel of the source level
   * @return empty where no output pixel has data
   */
  static Optional<Pixels> of(WarpMesh mesh, SourceWindow source, double scale, int channels)
      throws IOException {
    return new Warp(mesh, source, scale, channels).run();
  }

  private Optional<Pixels> run() throws IOException {
    int size = mesh.size();
    int count = 0;
    Coordinate place = new Coordinate();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        mesh.at(column + 0.5, row + 0.5, place);
        if (!Double.isNaN(place.x)
            && sample(place.x / scale, place.y / scale, row * size + column)) {
          count++;
        }
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(new Pixels(size, size, channels, out, count == size * size ? null : valid));
  }

  /** Samples at a place in the source level; whether there is data. */
  private boolean sample(double x, double y, int index) throws IOException {
    if (!(x >= 0 && y >= 0 && x < source.width() && y < source.height())) {
      return false;
    }
    if (!hasData((int) x, (int) y)) {
      return false;
    }
    double px = x - 0.5;
    double py = y - 0.5;
    int x0 = (int) Math.floor(px);
    int y0 = (int) Math.floor(py);
    double u = px - x0;
    double v = py - y0;
    java.util.Arrays.fill(sum, 0);
    double weight =
        add(x0, y0, (1 - u) * (1 - v))
            + add(x0 + 1, y0, u * (1 - v))
            + add(x0, y0 + 1, (1 - u) * v)
            + add(x0 + 1, y0 + 1, u * v);
    for (int c = 0; c < channels; c++) {
      out[index * channels + c] = (byte) Math.round(sum[c] / weight);
    }
    valid[index] = 1;
    return true;
  }

  private boolean hasData(int column, int row) throws IOException {
    Optional<CogReader.Tile> tile = source.tileAt(column, row);
    return tile.isPresent()
        && (tile.get().valid() == null || tile.get().valid()[source.indexInTile(column, row)] != 0);
  }

  /** Adds a source pixel with a weight; the weight if it has data, else 0. */
  private double add(int column, int row, double weight) throws IOException {
    int inColumn = Math.clamp(column, 0, source.width() - 1);
    int inRow = Math.clamp(row, 0, source.height() - 1);
    Optional<CogReader.Tile> tile = source.tileAt(inColumn, inRow);
    if (tile.isEmpty()) {
      return 0;
    }
    int index = source.indexInTile(inColumn, inRow);
    byte[] mask = tile.get().valid();
    if (mask != null && mask[index] == 0) {
      return 0;
    }
    byte[] pixels = tile.get().pixels();
    for (int c = 0; c < channels; c++) {
      sum[c] += weight * (pixels[index * channels + c] & 0xff);
    }
    return weight;
  }
}
