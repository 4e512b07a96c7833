package org.graticule.label;

import java.util.List;
import org.graticule.label.Batch.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A batch worked out, not stored yet. Immutable.
 *
 * @param ontology version of the classes it was held to
 * @param lease token of the lease it is to be saved under; null for none
 */
record Checked(
    LabelScene scene,
    int ontology,
    Sight sight,
    @Nullable Long lease,
    List<Draft> drafts,
    List<Finding> findings) {

  /** The same without what could not be saved. */
  Checked sound() {
    List<Draft> kept = drafts.stream().filter(draft -> draft.label() != null).toList();
    return new Checked(scene, ontology, sight, lease, kept, findings);
  }

  /** The same, its findings told in other words. */
  Checked with(List<Finding> others) {
    return new Checked(scene, ontology, sight, lease, drafts, others);
  }
}
