package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.label.Batch.Entry;
import org.graticule.label.Batch.Finding;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.Arrival;
import org.graticule.label.intake.Arrivals;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.graticule.work.Ontology;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Turns the rows of a file into a batch that creates them: ground to pixels, class by the caller's
 * mapping, by number or by name. What is wrong with a row is noted and the next is read. Used once,
 * by one thread.
 */
final class LabelImport implements Arrivals {
  static final int MOST_ROWS = 100_000;

  /** What GeoJSON may have, too. */
  private static final int LONGEST_RING = 120_000;

  /** Beyond so many a list helps nobody, and the file is refused anyway. */
  private static final int MOST_FINDINGS = 1_000;

  private final LabelScene scene;
  private final Ontology ontology;
  private final ImportAsk ask;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final TreeMap<String, Integer> classes = new TreeMap<>();
  private int rows;
  private int refused;

  LabelImport(LabelScene scene, Ontology ontology, ImportAsk ask) {
    this.scene = scene;
    this.ontology = ontology;
    this.ask = ask;
  }

  /** What was read so far. */
  Batch batch() {
    return new Batch(entries, findings);
  }

  int rows() {
    return rows;
  }

  int refused() {
    return refused;
  }

  /** How often each class was found, by what the file calls it; without a class under "". */
  SortedMap<String, Integer> classes() {
    return classes;
  }

  @Override
  public void take(Arrival arrival) {
    count();
    classes.merge(arrival.className() == null ? "" : arrival.className(), 1, Integer::sum);
    Optional<Integer> classId = classOf(arrival.className());
    if (classId.filter(id -> id == ImportAsk.LEFT_OUT).isPresent()) {
      return;
    }
    if (arrival.shape().longestRing() > LONGEST_RING) {
      // Further rules would take their time over it.
      refused(
          "too-many-vertices",
          "the row has a ring of more than %d vertices".formatted(LONGEST_RING),
          arrival.where() + "/geometry");
      return;
    }
    Optional<Shape> shape =
        arrival.space() == Space.PIXEL ? Optional.of(arrival.shape()) : pixels(arrival.shape());
    if (shape.isEmpty()) {
      refused(
          "off-ground",
          "the row has a vertex where this scene has no pixel to put it",
          arrival.where() + "/geometry");
      return;
    }
    if (arrival.className() != null && classId.isEmpty()) {
      refused(
          "unknown-class",
          "the class '" + arrival.className() + "' is not in the project's ontology",
          arrival.where() + "/properties/class");
      return;
    }
    Integer number = classId.orElse(ask.fallbackClass());
    AttributeFit fit =
        AttributeFit.of(
            number == null ? null : ontology.find(number).orElse(null), arrival.attributes());
    entries.add(
        new Entry(
            new Operation(
                UUID.randomUUID(),
                Operation.Kind.CREATE,
                UUID.randomUUID(),
                0,
                shape.get(),
                null,
                number,
                fit.attributes(),
                ask.layer(),
                arrival.confidence(),
                null,
                null),
            arrival.where()));
    arrival.notes().forEach(note -> note(note, arrival.where()));
    if (!fit.left().isEmpty()) {
      String names = String.join(", ", fit.left());
      note("the class has no such attribute, so it was left out: " + names, arrival.where());
    }
  }

  /** Features that were passed over, because they are of other images. */
  void tellOthers(int features) {
    if (features > 0) {
      add(
          new Violation(
              "other-images",
              Violation.Severity.WARNING,
              "%d features of other images were passed over".formatted(features),
              null,
              "/features"));
    }
  }

  private void note(String what, String where) {
    add(new Violation("left-out", Violation.Severity.WARNING, what, null, where));
  }

  @Override
  public void refuse(String where, String code, String message) {
    count();
    refused(code, message, where);
  }

  @Override
  public void leaveOut(String where, String why) {
    count();
    note(why, where);
  }

  private void count() {
    if (++rows > MOST_ROWS) {
      throw Fault.tooLarge(
          "too-many-features",
          "The file holds more than the %d rows allowed.".formatted(MOST_ROWS));
    }
  }

  private void refused(String code, String message, String pointer) {
    refused++;
    add(new Violation(code, Violation.Severity.ERROR, message, null, pointer));
  }

  private void add(Violation violation) {
    // An error is never left out while there are few: one is enough to refuse the file.
    if (findings.size() < MOST_FINDINGS || (violation.refuses() && refused <= MOST_FINDINGS)) {
      findings.add(new Finding(null, violation));
    }
  }

  /** The class of the ontology that a name in the file means, if any. */
  Optional<Integer> classOf(@Nullable String named) {
    if (named == null) {
      return Optional.empty();
    }
    Integer mapped = ask.mapping().get(named);
    if (mapped != null) {
      return Optional.of(mapped);
    }
    Optional<Integer> byName =
        ontology.classes().stream()
            .filter(known -> known.name().equalsIgnoreCase(named))
            .map(Ontology.LabelClass::id)
            .findFirst();
    return byName.isPresent() || !ask.numbered() ? byName : byNumber(named);
  }

  private Optional<Integer> byNumber(String named) {
    return named.matches("[1-9]\\d{0,8}")
        ? ontology.find(Integer.parseInt(named)).map(Ontology.LabelClass::id)
        : Optional.empty();
  }

  /** Rules point into a label; in a document it is spread over a feature's members. */
  static Finding inFeature(Finding finding) {
    Violation found = finding.violation();
    String pointer =
        found
            .pointer()
            .replaceFirst("^(/features/\\d+)?/(class|attributes)\\b", "$1/properties/$2");
    return new Finding(
        null,
        new Violation(found.code(), found.severity(), found.message(), found.place(), pointer));
  }

  private Optional<Shape> pixels(Shape lonLat) {
    boolean seam = Seam.isOn(lonLat);
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (List<Coordinate[]> part : lonLat.parts()) {
      List<Coordinate[]> rings = new ArrayList<>();
      for (Coordinate[] ring : part) {
        Coordinate[] points = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
          Optional<Coordinate> pixel = scene.toPixel(seam ? Seam.oneSide(ring[i]) : ring[i]);
          if (pixel.isEmpty()) {
            return Optional.empty();
          }
          points[i] = pixel.get();
        }
        rings.add(points);
      }
      parts.add(rings);
    }
    Shape shape = new Shape(lonLat.form(), lonLat.multi(), parts);
    return Optional.of(seam ? Seam.joined(lonLat, shape) : shape);
  }
}
