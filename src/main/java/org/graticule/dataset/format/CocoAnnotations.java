package org.graticule.dataset.format;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.graticule.dataset.Chip;
import org.graticule.dataset.FrozenLabel;
import org.graticule.dataset.FrozenScene;
import org.graticule.dataset.Losses;
import org.graticule.dataset.Piece;
import org.graticule.dataset.Progress;
import org.graticule.dataset.Snapshot;

/**
 * Cuts every label into every chip it lies in, and counts what is left out. Remembers one bit a
 * label: whether a border cut it. Used by one thread.
 */
final class CocoAnnotations {
  private final Snapshot snapshot;
  private final CocoJson json;
  private final Losses losses;
  private final BitSet cut = new BitSet();
  private int labels;
  private long written;

  CocoAnnotations(Snapshot snapshot, CocoJson json, Losses losses) {
    this.snapshot = snapshot;
    this.json = json;
    this.losses = losses;
  }

  long written() {
    return written;
  }

  /** The array of annotations; afterwards the plans know which chips are not empty. */
  void write(List<ChipPlan> plans, Progress progress) throws IOException {
    json.array("annotations");
    for (int i = 0; i < plans.size(); i++) {
      ChipPlan plan = plans.get(i);
      progress.at((double) i / plans.size(), "labels of " + plan.scene().name());
      snapshot.labels().each(plan.scene(), label -> write(label, plan));
    }
  }

  /** The array of labels that were cut, whole. */
  void originals() throws IOException {
    json.array("originals");
    labels = 0;
    if (!cut.isEmpty()) {
      for (FrozenScene scene : snapshot.scenes()) {
        snapshot.labels().each(scene, label -> original(label, scene));
      }
    }
  }

  private void original(FrozenLabel label, FrozenScene scene) throws IOException {
    if (cut.get(labels++)) {
      json.original(label, scene);
    }
  }

  private void write(FrozenLabel label, ChipPlan plan) throws IOException {
    int number = labels++;
    long before = written;
    for (Chip chip : plan.chips().touching(label.pixels().getEnvelopeInternal())) {
      Optional<Piece> piece = Piece.cut(label.pixels(), chip);
      if (piece.isPresent() && write(label, piece.get(), chip, plan)) {
        plan.occupy(chip);
        if (piece.get().truncated()) {
          cut.set(number);
        }
      }
    }
    if (written == before) {
      lose("label-in-no-chip", "labels that no chip shows");
    }
  }

  private boolean write(FrozenLabel label, Piece piece, Chip chip, ChipPlan plan)
      throws IOException {
    if (!plan.keeps(chip)) {
      lose("chip-without-data", "parts of labels in chips dropped for lack of valid pixels");
      return false;
    }
    if (piece.ratio() < snapshot.recipe().minimumRatio()) {
      lose("below-minimum-ratio", "parts of labels smaller than minimum_ratio of the whole");
      return false;
    }
    Optional<Segmentation> shape = Segmentation.of(piece, chip);
    if (shape.isEmpty()) {
      lose("below-precision", "parts of labels without area at a thousandth of a pixel");
      return false;
    }
    if (shape.get() instanceof Segmentation.Mask) {
      lose("hole-as-mask", "shapes with holes, kept to whole pixels instead of vertices");
    }
    json.annotation(++written, plan.imageId(chip), label, piece, shape.get());
    return true;
  }

  private void lose(String code, String what) {
    losses.count(Coco.NAME, code, what, 1);
  }
}
