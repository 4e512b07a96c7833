package org.graticule.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.geom.Coordinate;

/**
 * Changes to a large outline, each like JavaScript's {@code splice}, one after the other. Whatever
 * they do not name stays the same double for double. Immutable.
 */
public record Delta(List<Splice> splices) {
  public Delta {
    splices = List.copyOf(splices);
  }

  /** What to take out at a place, and what to put in there. */
  public sealed interface Splice {
    int remove();

    /**
     * Within one ring, counted without its closing point, which follows the first by itself.
     *
     * @param at 0 to the number of vertices, where inserting goes on behind the last
     */
    record Vertices(int part, int ring, int at, int remove, List<Coordinate> insert)
        implements Splice {}

    /** Whole rings of a part; those put in are closed by whoever sends them. */
    record Rings(int part, int at, int remove, List<Coordinate[]> insert) implements Splice {}

    /** Whole parts of a multipart label. */
    record Parts(int at, int remove, List<List<Coordinate[]>> insert) implements Splice {}
  }

  /**
   * The shape with the changes made; rings that none of them names are the same arrays.
   *
   * @throws Fault unacceptable, where a place is not there
   */
  Shape applyTo(Shape base) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    base.parts().forEach(part -> parts.add(new ArrayList<>(part)));
    for (Splice splice : splices) {
      switch (splice) {
        case Splice.Vertices v -> {
          List<Coordinate[]> rings = within("part", parts, v.part());
          rings.set(v.ring(), spliced(within("ring", rings, v.ring()), v, base.isArea()));
        }
        case Splice.Rings r ->
            splice("ring", within("part", parts, r.part()), r.at(), r.remove(), r.insert());
        case Splice.Parts p -> {
          List<List<Coordinate[]>> fresh = new ArrayList<>();
          p.insert().forEach(part -> fresh.add(new ArrayList<>(part)));
          splice("part", parts, p.at(), p.remove(), fresh);
        }
      }
    }
    if (parts.stream().anyMatch(List::isEmpty) || (!base.multi() && parts.size() > 1)) {
      throw bad("leaves a part without an outline, or several parts where there may be one");
    }
    return new Shape(base.form(), base.multi(), parts);
  }

  private static Coordinate[] spliced(Coordinate[] ring, Splice.Vertices splice, boolean closed) {
    List<Coordinate> points = new ArrayList<>(Arrays.asList(ring));
    if (closed && !points.isEmpty()) {
      points.removeLast();
    }
    splice("vertex", points, splice.at(), splice.remove(), splice.insert());
    if (closed && !points.isEmpty()) {
      points.add(points.getFirst().copy());
    }
    return points.toArray(Coordinate[]::new);
  }

  private static <T> void splice(String what, List<T> all, int at, int remove, List<T> insert) {
    if (at > all.size() || remove > all.size() - at) {
      throw bad(
          "takes %d from %s %d on, where there are %d".formatted(remove, what, at, all.size()));
    }
    all.subList(at, at + remove).clear();
    all.addAll(at, insert);
  }

  private static <T> T within(String what, List<T> all, int index) {
    if (index >= all.size()) {
      throw bad("names %s %d, where there are %d".formatted(what, index, all.size()));
    }
    return all.get(index);
  }

  private static Fault bad(String why) {
    return Fault.unacceptable("bad-delta", "the delta " + why);
  }
}
