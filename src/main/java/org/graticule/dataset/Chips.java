package org.graticule.dataset;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;

/**
 * The chip grid of one scene: windows of one size that overlap, cover the scene and never leave it.
 * The last window of a row or column is shifted back to end with the scene; a scene smaller than a
 * chip is one chip of its own size. Immutable.
 */
public final class Chips implements Iterable<Chip> {
  private final int[] columns;
  private final int[] rows;
  private final int chipWidth;
  private final int chipHeight;

  /**
   * @param width scene columns, &gt; 0
   * @param height scene rows, &gt; 0
   * @param size chip side in pixels, &gt; overlap
   * @param overlap pixels shared by neighbours, &gt;= 0
   */
  public Chips(int width, int height, int size, int overlap) {
    if (width < 1 || height < 1 || overlap < 0 || size <= overlap) {
      throw new IllegalArgumentException(
          "no chips of %d overlapping by %d in %d x %d".formatted(size, overlap, width, height));
    }
    this.chipWidth = Math.min(size, width);
    this.chipHeight = Math.min(size, height);
    this.columns = offsets(width, size, size - overlap);
    this.rows = offsets(height, size, size - overlap);
  }

  private static int[] offsets(int length, int size, int step) {
    int last = Math.max(0, length - size);
    int count = (int) ((last + (long) step - 1) / step) + 1;
    return IntStream.range(0, count).map(i -> (int) Math.min((long) i * step, last)).toArray();
  }

  /** Number of chips. */
  public int count() {
    return Math.multiplyExact(columns.length, rows.length);
  }

  /** The chip at a place in the grid, row by row from 0. */
  public Chip at(int index) {
    int x = columns[index % columns.length];
    int y = rows[index / columns.length];
    return new Chip(index, x, y, chipWidth, chipHeight);
  }

  /** The chips that share area or border with the box, in order. */
  public List<Chip> touching(Envelope box) {
    List<Chip> touching = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      if (box.getMinY() <= rows[row] + chipHeight && box.getMaxY() >= rows[row]) {
        for (int column = 0; column < columns.length; column++) {
          if (box.getMinX() <= columns[column] + chipWidth && box.getMaxX() >= columns[column]) {
            touching.add(at(row * columns.length + column));
          }
        }
      }
    }
    return touching;
  }

  @Override
  public Iterator<Chip> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count();
      }

      @Override
      public Chip next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return at(next++);
      }
    };
  }
}
