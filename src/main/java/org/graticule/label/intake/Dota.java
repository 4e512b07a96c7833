package org.graticule.label.intake;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.geom.Coordinate;

/**
 * DOTA: four corners in pixels, the class, and whether it is difficult; before them lines such as
 * {@code gsd: 0.5} that tell of the image.
 */
final class Dota implements ImportFormat {
  private static final int CORNERS = 4;
  private static final Pattern ABOUT = Pattern.compile("[A-Za-z][A-Za-z _-]*:");

  @Override
  public String name() {
    return "dota";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    Lines.each(
        file,
        (number, line) -> {
          if (!ABOUT.matcher(line).lookingAt()) {
            row(number, line, into);
          }
        });
  }

  private static void row(int number, String line, Arrivals into) {
    String where = "/lines/" + number;
    String[] words = line.split("[\\s,]+");
    if (words.length < 2 * CORNERS + 1 || words.length > 2 * CORNERS + 3) {
      into.refuse(
          where,
          "bad-row",
          "a row has eight numbers, a class and perhaps a difficulty; this has %d words"
              .formatted(words.length));
      return;
    }
    Coordinate[] ring = new Coordinate[CORNERS + 1];
    for (int i = 0; i < CORNERS; i++) {
      OptionalDouble x = Lines.number(words[2 * i]);
      OptionalDouble y = Lines.number(words[2 * i + 1]);
      if (x.isEmpty() || y.isEmpty()) {
        into.refuse(where, "bad-number", "the corner %d is no two numbers".formatted(i + 1));
        return;
      }
      ring[i] = new Coordinate(x.getAsDouble(), y.getAsDouble());
    }
    ring[CORNERS] = ring[0].copy();
    TreeMap<String, Object> attributes = new TreeMap<>();
    Double confidence = null;
    if (words.length > 2 * CORNERS + 1) {
      String last = words[2 * CORNERS + 1];
      if (last.equals("0") || last.equals("1") || last.equals("2")) {
        attributes.put("difficult", Long.valueOf(last));
      } else {
        OptionalDouble score = Lines.number(last);
        confidence =
            score.isPresent() && score.getAsDouble() >= 0 && score.getAsDouble() <= 1
                ? Double.valueOf(score.getAsDouble())
                : null;
      }
    }
    into.take(
        new Arrival(
            where,
            Space.PIXEL,
            new Shape(false, List.of(List.<Coordinate[]>of(ring))),
            words[2 * CORNERS],
            attributes,
            confidence,
            List.of()));
  }
}
