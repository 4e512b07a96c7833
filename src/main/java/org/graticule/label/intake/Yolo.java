package org.graticule.label.intake;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * YOLO: a class by its place and numbers in parts of the image. Four numbers are a box (middle and
 * size), more are the corners of an oriented box or the outline of a segment; one number more than
 * that is a confidence.
 */
final class Yolo implements ImportFormat {
  private static final double BEYOND = 1.01;

  @Override
  public String name() {
    return "yolo";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    Lines.each(file, (number, line) -> row("/lines/" + number, line.split("\\s+"), frame, into));
  }

  private static void row(String where, String[] words, ImageFrame frame, Arrivals into) {
    int numbers = words.length - 1;
    boolean scored = numbers == 5 || (numbers > 5 && numbers % 2 == 1);
    int used = scored ? numbers - 1 : numbers;
    if (used != 4 && used < 6) {
      into.refuse(
          where, "bad-row", "a row has a class and 4 numbers, or 6 and more; this has " + numbers);
      return;
    }
    double[] values = new double[numbers];
    for (int i = 0; i < numbers; i++) {
      OptionalDouble value = Lines.number(words[i + 1]);
      if (value.isEmpty() || value.getAsDouble() < -0.01 || value.getAsDouble() > BEYOND) {
        into.refuse(
            where, "bad-number", "'%s' is not a part of the image, 0 to 1".formatted(words[i + 1]));
        return;
      }
      values[i] = value.getAsDouble();
    }
    Coordinate[] ring = used == 4 ? box(values, frame) : outline(values, used, frame);
    into.take(
        new Arrival(
            where,
            Space.PIXEL,
            new Shape(false, List.of(List.<Coordinate[]>of(ring))),
            className(words[0], frame),
            new TreeMap<>(),
            scored ? Double.valueOf(Math.clamp(values[used], 0.0, 1.0)) : null,
            List.of()));
  }

  private static @Nullable String className(String word, ImageFrame frame) {
    OptionalDouble place = Lines.number(word);
    int index = place.isPresent() ? (int) place.getAsDouble() : -1;
    return index >= 0 && index < frame.names().size() ? frame.names().get(index) : word;
  }

  private static Coordinate[] box(double[] v, ImageFrame frame) {
    double left = (v[0] - v[2] / 2) * frame.width();
    double right = (v[0] + v[2] / 2) * frame.width();
    double top = (v[1] - v[3] / 2) * frame.height();
    double bottom = (v[1] + v[3] / 2) * frame.height();
    return Boxes.ring(
        within(left, frame.width()),
        within(top, frame.height()),
        within(right, frame.width()),
        within(bottom, frame.height()));
  }

  private static Coordinate[] outline(double[] v, int used, ImageFrame frame) {
    Coordinate[] ring = new Coordinate[used / 2 + 1];
    for (int i = 0; i < used / 2; i++) {
      ring[i] =
          new Coordinate(
              within(v[2 * i] * frame.width(), frame.width()),
              within(v[2 * i + 1] * frame.height(), frame.height()));
    }
    ring[used / 2] = ring[0].copy();
    return ring;
  }

  /** Six decimals round a border to a hair beyond it. */
  private static double within(double value, long most) {
    return value > most && value < most + 0.01 ? most : value < 0 && value > -0.01 ? 0 : value;
  }
}
