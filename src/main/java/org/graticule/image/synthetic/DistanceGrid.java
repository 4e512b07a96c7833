package org.graticule.image.synthetic;

/** Distances to an outline's edges, sampled coarsely once so that many pixels can ask cheaply. */
final class DistanceGrid {
  private static final int STEP = 8;

  private final double left;
  private final double top;
  private final int columns;
  private final float[] distance;

  DistanceGrid(Outline outline) {
    left = Math.floor(outline.bounds.getMinX()) - STEP;
    top = Math.floor(outline.bounds.getMinY()) - STEP;
    columns = (int) Math.ceil(outline.bounds.getWidth() / STEP) + 4;
    int rows = (int) Math.ceil(outline.bounds.getHeight() / STEP) + 4;
    distance = new float[columns * rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        distance[r * columns + c] = (float) outline.distance(left + c * STEP, top + r * STEP);
      }
    }
  }

  float at(int x, int y) {
    double gx = (x + 0.5 - left) / STEP;
    double gy = (y + 0.5 - top) / STEP;
    int c = (int) gx;
    int r = (int) gy;
    float fx = (float) (gx - c);
    float fy = (float) (gy - r);
    int k = r * columns + c;
    float a = distance[k] + (distance[k + 1] - distance[k]) * fx;
    float b = distance[k + columns] + (distance[k + columns + 1] - distance[k + columns]) * fx;
    return a + (b - a) * fy;
  }
}
