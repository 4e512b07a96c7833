package org.graticule.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.dataset.Archive;
import org.graticule.dataset.Chip;
import org.graticule.dataset.ExportFormat;
import org.graticule.dataset.FrozenScene;
import org.graticule.dataset.Losses;
import org.graticule.dataset.Progress;
import org.graticule.dataset.Snapshot;

/**
 * COCO instance segmentation over image chips: {@code coco/annotations.json} and {@code
 * coco/images/}. Geographic facts, marks and the label's identity ride in extra keys; labels that a
 * chip cut are kept whole in the extra array {@code originals}. Stateless, thread-safe.
 */
public final class Coco implements ExportFormat {
  static final String NAME = "coco";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SortedMap<String, Long> write(
      Snapshot snapshot, Archive archive, Losses losses, Progress progress) throws IOException {
    List<ChipPlan> plans = new ArrayList<>();
    int nextId = 1;
    for (FrozenScene scene : snapshot.scenes()) {
      ChipPlan plan = ChipPlan.of(snapshot, scene, nextId);
      nextId = Math.addExact(nextId, plan.size());
      plans.add(plan);
    }
    CocoAnnotations annotations;
    long images = 0;
    try (CocoJson json = new CocoJson(archive.compressed(NAME + "/annotations.json"))) {
      json.head(snapshot.version(), snapshot.categories());
      annotations = new CocoAnnotations(snapshot, json, losses);
      annotations.write(plans, progress.between(0, 0.4));
      json.array("images");
      for (ChipPlan plan : plans) {
        if (!snapshot.recipe().keepEmpty()) {
          plan.dropEmpty();
        }
        images += plan.keptCount();
        images(plan, json);
      }
      annotations.originals();
    }
    try (ChipImages pictures = new ChipImages(archive, NAME + "/images/")) {
      double share = 0.6 / plans.size();
      for (int i = 0; i < plans.size(); i++) {
        Progress part = progress.between(0.4 + i * share, 0.4 + (i + 1) * share);
        pictures.write(snapshot, plans.get(i), part);
      }
    }
    return new TreeMap<>(Map.of("annotations", annotations.written(), "images", images));
  }

  private static void images(ChipPlan plan, CocoJson json) throws IOException {
    for (Chip chip : plan.chips()) {
      if (plan.keeps(chip)) {
        json.image(
            plan.imageId(chip),
            plan.stem(chip) + ChipImages.SUFFIX,
            plan.scene(),
            chip,
            plan.validFraction(chip));
      }
    }
  }
}
