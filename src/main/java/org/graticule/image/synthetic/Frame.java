package org.graticule.image.synthetic;

import java.util.List;

/**
 * Where plan coordinates lie in the image. The plan is a tidy plane whose x = 0 is the coast road
 * and whose x grows inland; the frame bends it along the coast and turns it, so that nothing ends
 * up parallel to the image. Pixels. Immutable.
 */
final class Frame {
  final int width;
  final int height;

  private final Noise noise;
  private final double cos;
  private final double sin;
  private final double mean;
  private final double swing;
  private final double wave;
  private final double setback;
  private final double bend;

  Frame(long seed, int width, int height) {
    this.width = width;
    this.height = height;
    Dice dice = new Dice(seed);
    noise = new Noise(dice.bits());
    double angle = (dice.chance(0.5) ? 1 : -1) * dice.between(0.1, 0.3);
    cos = StrictMath.cos(angle);
    sin = StrictMath.sin(angle);
    mean = width * dice.between(0.22, 0.27);
    swing = width * 0.035;
    wave = height * 0.45;
    setback = Math.min(Shapes.px(70), 0.1 * width);
    bend = Math.min(Shapes.px(16), width * 0.012);
  }

  /** Direction of growing plan x in the image. */
  double ux() {
    return cos;
  }

  double uy() {
    return sin;
  }

  /** Turned coordinates: x across the coast, y along it. */
  double turnedX(double x, double y) {
    return cos * (x - width * 0.5) + sin * (y - height * 0.5) + width * 0.5;
  }

  double turnedY(double x, double y) {
    return -sin * (x - width * 0.5) + cos * (y - height * 0.5) + height * 0.5;
  }

  double imageX(double tx, double ty) {
    return cos * (tx - width * 0.5) - sin * (ty - height * 0.5) + width * 0.5;
  }

  double imageY(double tx, double ty) {
    return sin * (tx - width * 0.5) + cos * (ty - height * 0.5) + height * 0.5;
  }

  /** Turned x of the waterline. */
  double coast(double ty) {
    return smoothCoast(ty)
        + Shapes.px(17) * Math.min(1, setback / 200) * noise.at(ty / 420, 3.5)
        + Shapes.px(5) * noise.at(ty / 90, 8.5);
  }

  /** Turned x of the coast road. */
  double coastRoad(double ty) {
    return smoothCoast(ty) + setback;
  }

  private double smoothCoast(double ty) {
    return mean + swing * noise.at(ty / wave, 0.5);
  }

  /** Image position of a plan point: column. */
  double x(double px, double py) {
    return imageX(bentX(px, py), bentY(px, py));
  }

  double y(double px, double py) {
    return imageY(bentX(px, py), bentY(px, py));
  }

  private double bentX(double px, double py) {
    double ty = bentY(px, py);
    double fade = 1 / (1 + Math.abs(px) / (0.3 * width));
    double follow = mean + setback + (coastRoad(ty) - mean - setback) * fade;
    return px + follow + bend * noise.at(px / 1500 + 40, py / 1500);
  }

  private double bentY(double px, double py) {
    return py + bend * noise.at(px / 1300, py / 1300 + 60);
  }

  /** Plan x of an image point, not counting the fine bends. */
  double planX(double x, double y) {
    return turnedX(x, y) - mean - setback;
  }

  double planY(double x, double y) {
    return turnedY(x, y);
  }

  /** The image of a straight plan line, bent. */
  Path path(double px0, double py0, double px1, double py1) {
    int n = Math.max(1, (int) Math.ceil(Math.hypot(px1 - px0, py1 - py0) / 40));
    double[] xs = new double[n + 1];
    double[] ys = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      double t = (double) i / n;
      double px = px0 + t * (px1 - px0);
      double py = py0 + t * (py1 - py0);
      xs[i] = x(px, py);
      ys[i] = y(px, py);
    }
    return new Path(xs, ys);
  }

  /** The image of a quad, bent. */
  double[] ring(Quad q) {
    List<Path> sides = List.of(side(q, 0, 1), side(q, 1, 2), side(q, 2, 3), side(q, 3, 0));
    double[] ring = new double[2 * sides.stream().mapToInt(Path::last).sum()];
    int at = 0;
    for (Path side : sides) {
      for (int i = 0; i < side.last(); i++) {
        ring[at++] = Shapes.snap(side.x()[i]);
        ring[at++] = Shapes.snap(side.y()[i]);
      }
    }
    return ring;
  }

  /** The image of a quad's corners, joined straight. */
  double[] corners(Quad q) {
    double[] ring = new double[8];
    for (int k = 0; k < 4; k++) {
      ring[2 * k] = Shapes.snap(x(q.x()[k], q.y()[k]));
      ring[2 * k + 1] = Shapes.snap(y(q.x()[k], q.y()[k]));
    }
    return ring;
  }

  private Path side(Quad q, int from, int to) {
    return path(q.x()[from], q.y()[from], q.x()[to], q.y()[to]);
  }
}
