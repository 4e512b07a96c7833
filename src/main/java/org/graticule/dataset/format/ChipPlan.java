package org.graticule.dataset.format;

import java.io.IOException;
import java.util.BitSet;
import org.graticule.dataset.Chip;
import org.graticule.dataset.Chips;
import org.graticule.dataset.FrozenScene;
import org.graticule.dataset.Recipe;
import org.graticule.dataset.ScenePixels;
import org.graticule.dataset.Snapshot;

/**
 * Which chips of a scene a dataset keeps, and the numbers they have in it. A few bytes a chip; used
 * by one thread.
 */
final class ChipPlan {
  private final FrozenScene scene;
  private final Chips chips;
  private final int firstId;
  private final BitSet kept;
  private final BitSet occupied = new BitSet();
  private final float[] valid;

  private ChipPlan(FrozenScene scene, Chips chips, int firstId, BitSet kept, float[] valid) {
    this.scene = scene;
    this.chips = chips;
    this.firstId = firstId;
    this.kept = kept;
    this.valid = valid;
  }

  /**
   * Keeps the chips with enough valid pixels; only a scene with gaps is looked at for that.
   *
   * @param firstId number of the scene's first chip
   */
  static ChipPlan of(Snapshot snapshot, FrozenScene scene, int firstId) throws IOException {
    Recipe recipe = snapshot.recipe();
    Chips chips = new Chips(scene.width(), scene.height(), recipe.chipSize(), recipe.overlap());
    BitSet kept = new BitSet();
    kept.set(0, chips.count());
    if (scene.validFraction() >= 1) {
      return new ChipPlan(scene, chips, firstId, kept, new float[0]);
    }
    float[] valid = new float[chips.count()];
    try (ScenePixels pixels = snapshot.pixels().open(scene)) {
      for (Chip chip : chips) {
        double fraction =
            pixels.read(chip.x(), chip.y(), chip.width(), chip.height()).validFraction();
        valid[chip.index()] = (float) fraction;
        kept.set(chip.index(), fraction > 0 && fraction >= recipe.minimumValid());
      }
    }
    return new ChipPlan(scene, chips, firstId, kept, valid);
  }

  FrozenScene scene() {
    return scene;
  }

  Chips chips() {
    return chips;
  }

  /** Chips of the whole grid, kept or not. */
  int size() {
    return chips.count();
  }

  boolean keeps(Chip chip) {
    return kept.get(chip.index());
  }

  int keptCount() {
    return kept.cardinality();
  }

  /** Notes that a label lies in the chip. */
  void occupy(Chip chip) {
    occupied.set(chip.index());
  }

  /** Drops the chips no label lies in. */
  void dropEmpty() {
    kept.and(occupied);
  }

  /** Number of the image in the dataset, from 1; gaps where chips were dropped. */
  int imageId(Chip chip) {
    return firstId + chip.index();
  }

  double validFraction(Chip chip) {
    return valid.length == 0 ? 1 : valid[chip.index()];
  }

  String stem(Chip chip) {
    return scene.fileStem() + "_" + chip.place();
  }
}
