package org.graticule.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.access.Cutout;
import org.graticule.access.Marking;
import org.graticule.access.Vocabulary;
import org.graticule.fault.Fault;
import org.graticule.geo.Ellipsoid;
import org.graticule.label.LabelStore.Key;
import org.graticule.label.Operation.Kind;
import org.graticule.label.rule.Candidate;
import org.graticule.label.rule.RuleSet;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.graticule.label.rule.Work;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Works out what each operation of a batch would store, from revisions that cannot change any more,
 * so that no lock is held while shapes are checked. Used for one batch by one thread.
 */
final class Drafting {
  private static final Violation BEYOND =
      new Violation(
          "outside-area",
          Violation.Severity.ERROR,
          "The label and the box around it must lie inside the area that your roles are limited"
              + " to.",
          null,
          "/geometry");

  private final LabelScene scene;
  private final RuleSet rules;
  private final DraftLayers layers;
  private final @Nullable Cutout drawable;
  private final Neighbourhood neighbours;
  private final Vocabulary vocabulary;
  private final Marking sceneMarking;
  private final List<Work.Part> work;
  private final Map<Key, Based> bases = new HashMap<>();
  private final String actor;
  private final Instant now;

  private record Based(Label label, Marking marking) {}

  Drafting(Material material) {
    this.scene = material.scene();
    this.rules = ProjectRules.of(material.ontology());
    this.layers = new DraftLayers(scene.project(), material.by(), material.layers());
    this.drawable = material.by().drawable(scene.id()).orElse(null);
    this.neighbours = new Neighbourhood(material.neighbours());
    this.vocabulary = material.vocabulary();
    this.sceneMarking = material.markings().get(scene.markId());
    this.work = material.work();
    this.actor = material.by().username();
    this.now = material.now();
    for (Label base : material.bases()) {
      Marking marking = material.markings().get(base.markId()).join(sceneMarking);
      this.bases.put(new Key(base.element(), base.revision()), new Based(base, marking));
    }
  }

  List<Draft> drafts(List<Batch.Entry> entries) {
    List<Draft> drafts = new ArrayList<>();
    for (Batch.Entry entry : entries) {
      Draft draft = draft(entry.operation(), entry.pointer());
      drafts.add(draft);
      if (draft.label() != null && draft.marking() != null) {
        // A later operation of the same batch may build on this one.
        neighbours.become(draft.label());
        bases.put(
            new Key(draft.label().element(), draft.label().revision()),
            new Based(draft.label(), draft.marking()));
      }
    }
    return drafts;
  }

  private Draft draft(Operation operation, String pointer) {
    Based base = bases.get(new Key(operation.element(), operation.baseRevision()));
    if (operation.kind() != Kind.CREATE && base == null) {
      return new Draft(operation, null, null, List.of(), pointer);
    }
    Label before = base == null ? null : base.label();
    List<Violation> found = new ArrayList<>(layers.check(operation, before));
    if (before != null && drawable != null && !drawable.holds(before.lonLat())) {
      found.add(BEYOND);
    }
    if (operation.kind() == Kind.DELETE && before != null) {
      if (!work.isEmpty()) {
        found.addAll(rules.checkRemoval(division(candidate(operation, before), operation, before)));
      }
      boolean refused = found.stream().anyMatch(Violation::refuses);
      return new Draft(
          operation,
          refused ? null : tombstone(before),
          base.marking(),
          under(found, pointer),
          pointer);
    }
    Candidate candidate = null;
    Marking marking = null;
    try {
      candidate = candidate(operation, before);
      found.addAll(
          rules.check(
              division(candidate, operation, before)
                  .among(neighbours.of(operation.element(), layers.of(operation, before)))));
    } catch (Fault fault) {
      found.add(refusal(fault, "/delta"));
    }
    try {
      marking = marking(operation, base == null ? sceneMarking : base.marking());
    } catch (Fault fault) {
      found.add(refusal(fault, "/mark"));
    }
    if (candidate == null || found.stream().anyMatch(Violation::refuses)) {
      return new Draft(operation, null, null, under(found, pointer), pointer);
    }
    Label label = label(operation, candidate, before, List.copyOf(found));
    if (drawable != null && !drawable.holds(label.lonLat())) {
      found.add(BEYOND);
      return new Draft(operation, null, null, under(found, pointer), pointer);
    }
    return new Draft(operation, label, marking, under(found, pointer), pointer);
  }

  private static List<Violation> under(List<Violation> found, String pointer) {
    return found.stream().map(violation -> violation.under(pointer)).toList();
  }

  private static Violation refusal(Fault fault, String pointer) {
    return new Violation(fault.code(), Violation.Severity.ERROR, fault.getMessage(), null, pointer);
  }

  /** What people draw together is divided among them; what else there is is not. */
  private Candidate division(Candidate candidate, Operation operation, @Nullable Label base) {
    return work.isEmpty() || !layers.isShared(operation, base)
        ? candidate
        : candidate.under(new Work(work, base == null ? null : base.pixels()));
  }

  private Candidate candidate(Operation operation, @Nullable Label base) {
    Shape shape = operation.shape();
    Integer classId = operation.classId();
    SortedMap<String, Object> attributes = operation.attributes();
    if (base != null) {
      shape = shape == null ? Shape.of(base.pixels()) : shape;
      shape = operation.delta() == null ? shape : operation.delta().applyTo(shape);
      classId = classId == null ? Integer.valueOf(base.classId()) : classId;
      attributes = attributes == null ? base.attributes() : attributes;
    }
    return Candidate.of(
        shape == null ? new Shape(false, List.of()) : shape,
        classId,
        attributes == null ? Map.of() : attributes,
        scene.frame());
  }

  private Label label(
      Operation operation, Candidate candidate, @Nullable Label base, List<Violation> warnings) {
    Double confidence = operation.confidence();
    String view = operation.view();
    if (base != null && operation.shape() == null && operation.delta() == null) {
      // Nobody looked at the outline again: what was known of it stays true.
      confidence = confidence == null ? base.confidence() : confidence;
      view = view == null ? base.view() : view;
    }
    Geometry ground = scene.toLonLat(candidate.geometry()).orElse(null);
    return new Label(
        operation.element(),
        operation.nextRevision(),
        operation.kind(),
        Optional.ofNullable(candidate.classId()).orElseThrow(),
        new TreeMap<>(candidate.attributes()),
        candidate.geometry(),
        ground,
        ground == null || !candidate.shape().isArea() ? null : Ellipsoid.area(ground),
        layers.of(operation, base),
        confidence,
        view,
        warnings,
        scene.markId(),
        actor,
        now);
  }

  private Label tombstone(Label base) {
    return new Label(
        base.element(),
        base.revision() + 1,
        Kind.DELETE,
        base.classId(),
        base.attributes(),
        base.pixels(),
        base.lonLat(),
        base.areaSquareMetres(),
        base.layer(),
        base.confidence(),
        base.view(),
        List.of(),
        base.markId(),
        actor,
        now);
  }

  /** A chosen mark may only add to what the scene and the label already carry. */
  private Marking marking(Operation operation, Marking current) {
    if (operation.mark() == null) {
      return current;
    }
    Marking chosen = vocabulary.parse(operation.mark());
    if (!chosen.join(sceneMarking).equals(chosen)) {
      throw Fault.unacceptable(
          "mark-below-source",
          "the mark %s is below that of the image, %s"
              .formatted(operation.mark(), vocabulary.banner(sceneMarking)));
    }
    if (!chosen.join(current).equals(chosen)) {
      throw Fault.unacceptable(
          "mark-lowered",
          "the mark %s is below that of the label, %s; lowering takes two people"
              .formatted(operation.mark(), vocabulary.banner(current)));
    }
    return chosen;
  }
}
