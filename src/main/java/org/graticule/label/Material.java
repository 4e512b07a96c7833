package org.graticule.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Marking;
import org.graticule.access.Subject;
import org.graticule.access.Vocabulary;
import org.graticule.label.Batch.Finding;
import org.graticule.label.NeighbourStore.Placed;
import org.graticule.label.rule.Violation;
import org.graticule.label.rule.Work;
import org.graticule.work.Ontology;

/**
 * A batch with everything that it is checked against, none of which can change, so that checking
 * holds no connection. Immutable.
 *
 * @param done operations that were accepted before
 * @param bases the revisions that operations start from
 * @param markings of the scene and of every base, by number
 * @param work how the scene is divided, as far as that binds who saves
 */
record Material(
    Subject by,
    LabelScene scene,
    Batch batch,
    Ontology ontology,
    Set<UUID> done,
    List<Label> bases,
    List<Layer> layers,
    List<Placed> neighbours,
    Map<Integer, Marking> markings,
    Vocabulary vocabulary,
    List<Work.Part> work,
    Instant now) {

  Checked check() {
    List<Draft> drafts = new Drafting(this).drafts(batch.entries());
    List<Finding> findings = new ArrayList<>(batch.unreadable());
    for (Draft draft : drafts) {
      // What was accepted once stays accepted, whatever the rules say today.
      boolean known = done.contains(draft.operation().opId());
      for (Violation violation : known ? draft.warnings() : draft.violations()) {
        findings.add(new Finding(draft.operation().opId(), violation));
      }
    }
    return new Checked(
        scene,
        ontology.version(),
        Sight.of(by, scene.id(), layers),
        batch.lease(),
        drafts,
        findings);
  }
}
