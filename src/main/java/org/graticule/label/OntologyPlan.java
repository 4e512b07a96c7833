package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;

/**
 * What a list of steps makes of an ontology, and which labels must move for it. Immutable.
 *
 * @param classes of the next version
 */
record OntologyPlan(List<LabelClass> classes, List<Move> moves) {

  /**
   * Labels that get another class.
   *
   * @param attribute only those where it has the value; null for all
   */
  record Move(int from, int to, @Nullable String attribute, @Nullable String value) {}

  static OntologyPlan of(Ontology now, List<OntologyStep> steps) {
    OntologyPlan plan = new OntologyPlan(now.classes(), List.of());
    for (OntologyStep step : steps) {
      plan = plan.then(step);
    }
    return plan;
  }

  private OntologyPlan then(OntologyStep step) {
    if (step.kind() == null || step.classId() == null) {
      throw Fault.unacceptable("missing-field", "a step needs kind and class");
    }
    LabelClass old = find(step.classId());
    return switch (step.kind()) {
      case "rename" -> with(changed(old, required("name", step.name()), old.retired(), null));
      case "retire" -> with(changed(old, old.name(), true, old.mergedInto()));
      case "bring-back" -> with(changed(old, old.name(), false, null));
      case "merge" -> merge(old, find(required("into", step.into())));
      case "split" -> split(old, step);
      default ->
          throw Fault.unacceptable(
              "bad-kind", "a step is one of rename, retire, bring-back, merge, split");
    };
  }

  private OntologyPlan merge(LabelClass old, LabelClass into) {
    if (old.id() == into.id() || into.retired()) {
      throw Fault.unacceptable(
          "bad-merge", "a class is merged into another one that is not retired");
    }
    return with(changed(old, old.name(), true, into.id()))
        .moving(new Move(old.id(), into.id(), null, null));
  }

  private OntologyPlan split(LabelClass old, OntologyStep step) {
    String attribute = required("attribute", step.attribute());
    OntologyPlan plan = this;
    for (OntologyStep.Part part : required("parts", step.parts())) {
      if (plan.classes.stream().anyMatch(known -> known.id() == part.id())) {
        throw Fault.unacceptable(
            "bad-split", "the class " + part.id() + " is there already; a part needs a new number");
      }
      List<LabelClass> more = new ArrayList<>(plan.classes);
      more.add(
          new LabelClass(
              part.id(),
              required("name", part.name()),
              old.parent() == null ? Integer.valueOf(old.id()) : old.parent(),
              part.colour() == null ? old.colour() : part.colour(),
              null,
              false,
              old.minimumAreaM2(),
              old.geometry(),
              old.attributes(),
              old.rules(),
              null));
      plan =
          new OntologyPlan(more, plan.moves)
              .moving(new Move(old.id(), part.id(), attribute, required("value", part.value())));
    }
    return plan;
  }

  private LabelClass find(int id) {
    return classes.stream()
        .filter(known -> known.id() == id)
        .findFirst()
        .orElseThrow(() -> Fault.unacceptable("unknown-class", "the ontology has no class " + id));
  }

  private static <T> T required(String name, @Nullable T value) {
    return Optional.ofNullable(value)
        .orElseThrow(() -> Fault.unacceptable("missing-field", "the step needs " + name));
  }

  private static LabelClass changed(
      LabelClass old, String name, boolean retired, @Nullable Integer mergedInto) {
    return new LabelClass(
        old.id(),
        name,
        old.parent(),
        old.colour(),
        old.key(),
        retired,
        old.minimumAreaM2(),
        old.geometry(),
        old.attributes(),
        old.rules(),
        mergedInto);
  }

  private OntologyPlan with(LabelClass changed) {
    return new OntologyPlan(
        classes.stream().map(old -> old.id() == changed.id() ? changed : old).toList(), moves);
  }

  private OntologyPlan moving(Move move) {
    List<Move> more = new ArrayList<>(moves);
    more.add(move);
    return new OntologyPlan(classes, more);
  }
}
