package org.graticule.label;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.label.Page.Outline;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** What a list of labels is asked for, from the query of its request. */
final class PageReader {
  private static final int MOST_CHOICES = 500;

  private PageReader() {}

  static Page.Filter filter(Call call) {
    return new Page.Filter(
        call.query("bbox").map(PageReader::box).orElse(null),
        call.query("class").map(text -> choices(text, "class", Integer::valueOf)).orElse(null),
        call.query("layer").map(text -> choices(text, "layer", UUID::fromString)).orElse(null),
        call.query("author").orElse(null),
        call.query("text").orElse(null),
        call.queryInstant("since").orElse(null),
        flag(call, "warnings"));
  }

  static Outline outline(Call call, Space space) {
    boolean pixels = space == Space.PIXEL;
    return switch (call.query("geometry").orElse("full")) {
      case "full" -> pixels ? Outline.PIXELS : Outline.PIXELS_AND_GROUND;
      case "box" -> {
        if (!pixels) {
          throw Fault.malformed("bad-geometry", "geometry=box goes with space=pixel");
        }
        yield Outline.ENVELOPE;
      }
      default -> throw Fault.malformed("bad-geometry", "geometry must be full or box");
    };
  }

  private static @Nullable Boolean flag(Call call, String name) {
    Optional<String> text = call.query(name);
    return switch (text.orElse("")) {
      case "" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw Fault.malformed("bad-flag", name + " must be true or false");
    };
  }

  private static <T> List<T> choices(String text, String name, Function<String, T> reader) {
    String[] each = text.split(",", -1);
    try {
      if (each.length <= MOST_CHOICES) {
        return Arrays.stream(each).map(reader).toList();
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw Fault.malformed(
        "bad-" + name, "%s must be 1 to %d ids between commas".formatted(name, MOST_CHOICES));
  }

  private static Envelope box(String text) {
    String[] numbers = text.split(",", -1);
    if (numbers.length == 4) {
      try {
        double[] box = new double[4];
        for (int i = 0; i < 4; i++) {
          box[i] = Double.parseDouble(numbers[i]);
        }
        boolean finite = Double.isFinite(box[0] + box[1] + box[2] + box[3]);
        if (finite && box[0] <= box[2] && box[1] <= box[3]) {
          return new Envelope(box[0], box[2], box[1], box[3]);
        }
      } catch (NumberFormatException e) {
        // Answered below.
      }
    }
    throw Fault.malformed(
        "bad-bbox", "bbox must be four finite numbers minx,miny,maxx,maxy in pixels");
  }
}
