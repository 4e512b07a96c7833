package org.graticule.image;

import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Numbers;

/** Reads a {@link SceneFilter} from the query of a request. */
final class SceneQuery {
  private static final int LONGEST = 120;

  private SceneQuery() {}

  static SceneFilter of(Call call) {
    return new SceneFilter(
        call.query("bbox").map(SceneQuery::area).orElse(null),
        call.queryInstant("from").orElse(null),
        call.queryInstant("to").orElse(null),
        text(call, "sensor").orElse(null),
        metres(call, "gsdMin").orElse(null),
        metres(call, "gsdMax").orElse(null),
        call.query("cloudMax").map(t -> Numbers.decimal("cloudMax", t, 0, 100)).orElse(null),
        text(call, "mark").orElse(null),
        List.of());
  }

  /** West, south, east, north; west greater than east goes across the antimeridian. */
  private static String area(String text) {
    return LonLatBox.of("bbox", Numbers.decimals("bbox", text, 4, 360)).wkt();
  }

  private static Optional<Double> metres(Call call, String name) {
    return call.query(name).map(t -> Numbers.decimal(name, t, 0, 1e6));
  }

  private static Optional<String> text(Call call, String name) {
    return call.query(name)
        .map(value -> {
          if (value.length() > LONGEST) {
            throw Fault.malformed("bad-query", name + " has more than " + LONGEST + " characters");
          }
          return value;
        });
  }
}
