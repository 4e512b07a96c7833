package org.graticule.label;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.graticule.access.Subject;
import org.graticule.label.rule.Violation;
import org.jspecify.annotations.Nullable;

/** Which layers of a project somebody may change. Immutable. */
final class DraftLayers {
  private final UUID project;
  private final Subject by;
  private final Map<UUID, Layer> seen;

  DraftLayers(UUID project, Subject by, List<Layer> ofProject) {
    this.project = project;
    this.by = by;
    this.seen =
        ofProject.stream()
            .filter(layer -> layer.isSeenBy(by))
            .collect(Collectors.toMap(Layer::id, Function.identity()));
  }

  /**
   * Where a label would lie.
   *
   * @param base what is changed; null for a new label
   */
  UUID of(Operation operation, @Nullable Label base) {
    UUID named = operation.layer();
    return named != null ? named : base != null ? base.layer() : Layer.firstOf(project);
  }

  /** Whether that layer is one that people draw together. */
  boolean isShared(Operation operation, @Nullable Label base) {
    Layer layer = seen.get(of(operation, base));
    return layer != null && layer.kind() == Layer.Kind.PERSON;
  }

  /** What keeps an operation out of the layer it comes from or goes to. */
  List<Violation> check(Operation operation, @Nullable Label base) {
    UUID target = of(operation, base);
    if (base != null && !base.layer().equals(target)) {
      List<Violation> source = check(base.layer());
      return source.isEmpty() ? check(target) : source;
    }
    return check(target);
  }

  private List<Violation> check(UUID id) {
    Layer layer = seen.get(id);
    if (layer == null) {
      return List.of(error("unknown-layer", "the project has no layer " + id));
    }
    if (!layer.isChangedBy(by)) {
      return List.of(
          error("layer-forbidden", "the layer " + layer.name() + " is not yours to change"));
    }
    return layer.locked()
        ? List.of(error("layer-locked", "the layer " + layer.name() + " is locked"))
        : List.of();
  }

  private static Violation error(String code, String message) {
    return new Violation(code, Violation.Severity.ERROR, message, null, "/layer");
  }
}
