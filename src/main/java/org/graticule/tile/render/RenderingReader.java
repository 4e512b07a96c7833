package org.graticule.tile.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.graticule.fault.Fault;
import org.graticule.geo.TilePyramid;
import org.graticule.tile.warp.Resampling;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Rendering} from named texts: the parameters of a request, over those of the named
 * style it asks for. Every refusal is unacceptable and names the parameter, the value and what is
 * allowed. Used once.
 */
public final class RenderingReader {
  private static final String BAND = "[1-9][0-9]{0,4}|[A-Za-z_][A-Za-z0-9_]{0,31}";
  private static final String NUMBER = "[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?([eE][-+]?[0-9]{1,3})?";

  private final Function<String, @Nullable String> given;
  private final Optional<RenderingStyle> style;

  private RenderingReader(Function<String, @Nullable String> given) {
    this.given = given;
    this.style = Optional.ofNullable(given.apply("style")).map(RenderingStyle::named);
  }

  /**
   * @param parameters text by name; null where it is not given
   */
  public static Rendering read(Function<String, @Nullable String> parameters) {
    return new RenderingReader(parameters).rendering();
  }

  private Rendering rendering() {
    Rendering rendering =
        new Rendering(
            channels(),
            text("stretch").map(this::stretch).orElseGet(Stretching.Usual::new),
            text("gamma").map(t -> number("gamma", t, 0.1, 10)).orElse(1.0),
            text("colormap").map(name -> ColorMap.named(name).name()),
            text("db").map(RenderingReader::decibels).orElse(0),
            text("resampling")
                .map(t -> word("resampling", t, Resampling.values()))
                .orElse(Resampling.BILINEAR),
            text("format").map(RenderingReader::format).orElse(PictureFormat.AUTO),
            text("background").map(RenderingReader::background).orElse(0));
    boolean three =
        rendering.channels() instanceof Rendering.Channels.Bands bands && bands.names().size() == 3;
    if (three && rendering.colors().isPresent()) {
      throw refuse("colormap", rendering.colors().get(), "only with one band or an expression");
    }
    return rendering;
  }

  /** What is asked for, else what the style says. */
  private Optional<String> text(String name) {
    return Optional.ofNullable(given.apply(name))
        .or(() -> style.flatMap(s -> Optional.ofNullable(s.rendering().get(name))));
  }

  private Rendering.Channels channels() {
    String bands = given.apply("bands");
    String expression = given.apply("expression");
    if (bands != null && expression != null) {
      throw refuse("expression", expression, "either bands or an expression");
    }
    if (bands == null && expression == null) {
      bands = style.map(s -> s.rendering().get("bands")).orElse(null);
      expression = style.map(s -> s.rendering().get("expression")).orElse(null);
    }
    if (bands != null) {
      return bands(bands);
    }
    return expression != null
        ? new Rendering.Channels.Formula(ExpressionParser.parse(expression))
        : new Rendering.Channels.Usual();
  }

  private static Rendering.Channels bands(String text) {
    List<String> names = List.of(text.split(",", -1));
    boolean sound = names.size() == 1 || names.size() == 3;
    if (!sound || !names.stream().allMatch(name -> name.matches(BAND))) {
      throw refuse("bands", text, "one band or three, by number from 1 or by name, like 3,2,1");
    }
    return new Rendering.Channels.Bands(
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  private Stretching stretch(String text) {
    String kind = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
    String rest = text.substring(Math.min(text.length(), kind.length() + 1));
    return switch (kind) {
      case "minmax" -> new Stretching.MinMax();
      case "percentile" -> {
        double[] pair = rest.isEmpty() ? new double[] {2, 98} : pair("stretch", rest, 0, 100);
        yield new Stretching.Percentile(pair[0], pair[1]);
      }
      case "stddev" ->
          new Stretching.Deviations(rest.isEmpty() ? 2 : number("stretch", rest, 0.1, 10));
      case "range" -> ranges(rest);
      case "view" -> view(rest);
      default ->
          throw refuse(
              "stretch",
              text,
              "minmax, percentile:2,98, stddev:2, range:low,high[;low,high;low,high] or"
                  + " view:x0,y0,x1,y1");
    };
  }

  private static Stretching ranges(String text) {
    List<Stretching.Range> ranges = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      double[] pair = pair("stretch", part, -1e30, 1e30);
      ranges.add(new Stretching.Range(pair[0], pair[1]));
    }
    if (ranges.size() != 1 && ranges.size() != 3) {
      throw refuse("stretch", "range:" + text, "one range or three");
    }
    return new Stretching.Ranges(ranges);
  }

  private static Stretching view(String text) {
    String[] parts = text.split(",", -1);
    int[] box = new int[4];
    boolean sound = parts.length == 4;
    for (int i = 0; sound && i < 4; i++) {
      sound = parts[i].matches("[0-9]{1,9}");
      box[i] = sound ? Integer.parseInt(parts[i]) : 0;
    }
    if (!sound || box[2] <= box[0] || box[3] <= box[1]) {
      throw refuse(
          "stretch",
          "view:" + text,
          "view:x0,y0,x1,y1 in whole pixels of the scene, x0 < x1 and y0 < y1");
    }
    return new Stretching.View(
        new TilePyramid.Window(box[0], box[1], box[2] - box[0], box[3] - box[1]));
  }

  private static int decibels(String text) {
    return switch (text) {
      case "false" -> 0;
      case "true", "20" -> 20;
      case "10" -> 10;
      default -> throw refuse("db", text, "true (20 log10, amplitudes), 10 (powers) or false");
    };
  }

  private static PictureFormat format(String text) {
    return word(
        "format",
        text,
        new PictureFormat[] {PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP});
  }

  private static int background(String text) {
    if (!text.matches("[0-9a-fA-F]{6}")) {
      throw refuse("background", text, "six hexadecimal digits, like ffffff");
    }
    return Integer.parseInt(text, 16);
  }

  private static <E extends Enum<E>> E word(String parameter, String text, E[] allowed) {
    List<String> words = new ArrayList<>();
    for (E one : allowed) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return one;
      }
      words.add(word);
    }
    throw refuse(parameter, text, String.join(", ", words));
  }

  private static double[] pair(String parameter, String text, double least, double most) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw refuse(parameter, text, "two numbers, low,high");
    }
    double low = number(parameter, parts[0], least, most);
    double high = number(parameter, parts[1], least, most);
    if (low >= high) {
      throw refuse(parameter, text, "low less than high");
    }
    return new double[] {low, high};
  }

  private static double number(String parameter, String text, double least, double most) {
    if (text.matches(NUMBER)) {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw refuse(parameter, text, "a number from " + least + " to " + most);
  }

  private static Fault refuse(String parameter, String value, String allowed) {
    return Fault.unacceptable(
        "bad-" + parameter,
        "%s '%s'; allowed: %s".formatted(parameter, Words.clip(value), allowed));
  }
}
