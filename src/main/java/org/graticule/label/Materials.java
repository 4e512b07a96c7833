package org.graticule.label;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Subject;
import org.graticule.db.Tx;
import org.graticule.label.Batch.Entry;
import org.graticule.label.LabelStore.Done;
import org.graticule.label.LabelStore.Key;
import org.graticule.label.NeighbourStore.Placed;
import org.graticule.label.Operation.Kind;
import org.graticule.work.Ontology;
import org.graticule.work.Projects;
import org.locationtech.jts.geom.Envelope;

/** Reads what a batch of operations is checked against. Thread-safe. */
final class Materials {
  private final Projects projects;
  private final Layers layers;
  private final Marks marks;
  private final Clock clock;
  private final LabelStore store = new LabelStore();
  private final NeighbourStore neighbours = new NeighbourStore();
  private final AreaStore areas = new AreaStore();

  Materials(Projects projects, Layers layers, Marks marks, Clock clock) {
    this.projects = projects;
    this.layers = layers;
    this.marks = marks;
    this.clock = clock;
  }

  Material gather(Tx tx, Subject by, LabelScene scene, Batch batch) {
    List<Operation> operations = batch.entries().stream().map(Entry::operation).toList();
    List<Key> keys =
        operations.stream()
            .filter(operation -> operation.kind() != Kind.CREATE)
            .map(operation -> new Key(operation.element(), operation.baseRevision()))
            .distinct()
            .toList();
    List<Layer> all = layers.of(tx, scene.project());
    Sight sight = Sight.of(by, scene.id(), all);
    List<Label> bases = keys.isEmpty() ? List.of() : store.revisions(tx, scene.id(), keys, sight);
    Map<Integer, Marking> markings = new HashMap<>();
    markings.put(scene.markId(), marks.get(tx, scene.markId()).marking());
    for (Label base : bases) {
      markings.computeIfAbsent(base.markId(), id -> marks.get(tx, id).marking());
    }
    Set<UUID> done =
        store.done(tx, operations.stream().map(Operation::opId).toList()).stream()
            .map(Done::opId)
            .collect(Collectors.toSet());
    Ontology ontology = projects.held(tx, scene.project());
    List<Envelope> boxes = boxes(operations, bases, ProjectRules.reach(ontology));
    List<Placed> around =
        boxes.isEmpty()
            ? List.of()
            : neighbours.around(tx, scene.id(), boxes, Neighbourhood.MOST, sight);
    return new Material(
        by,
        scene,
        batch,
        ontology,
        done,
        bases,
        all,
        around,
        markings,
        marks.vocabulary(),
        Area.binds(by, scene.project())
            ? areas.of(tx, scene.id()).stream().map(area -> area.partFor(by)).toList()
            : List.of(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /** Where to look for neighbours. */
  private static List<Envelope> boxes(List<Operation> operations, List<Label> bases, double reach) {
    List<Envelope> boxes = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.shape() != null) {
        boxes.add(operation.shape().geometry().getEnvelopeInternal());
      }
    }
    // A delta may go anywhere, but seldom goes far; what it leaves is looked around anyway.
    bases.forEach(base -> boxes.add(base.pixels().getEnvelopeInternal()));
    boxes.removeIf(Envelope::isNull);
    boxes.forEach(box -> box.expandBy(reach));
    return boxes;
  }
}
