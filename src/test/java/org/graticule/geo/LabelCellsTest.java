package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.graticule.db.Database;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** No label that meets a box is missed, few others are looked at, and the database agrees. */
final class LabelCellsTest {
  private final Random random = new Random(20_261_126);

  @Test
  void everyLabelThatMeetsABoxLiesInOneOfItsRanges() {
    for (int i = 0; i < 200_000; i++) {
      Envelope label = box(Math.pow(10, random.nextDouble() * 6));
      Envelope searched = box(Math.pow(10, random.nextDouble() * 6));
      if (label.intersects(searched)) {
        long cell = LabelCells.of(label);
        assertThat(LabelCells.meeting(searched))
            .as("%s in %s", label, searched)
            .anyMatch(range -> range.first() <= cell && cell <= range.last());
      }
    }
  }

  @Test
  void rangesAreFewAscendAndDoNotOverlap() {
    for (int i = 0; i < 20_000; i++) {
      List<LabelCells.Range> ranges =
          LabelCells.meeting(box(Math.pow(10, random.nextDouble() * 6)));
      assertThat(ranges).hasSizeLessThanOrEqualTo(5 * 8 * 8);
      for (int j = 1; j < ranges.size(); j++) {
        assertThat(ranges.get(j).first()).isGreaterThan(ranges.get(j - 1).last());
      }
    }
  }

  @Test
  void aSmallBoxInALargeSceneLooksAtLittleOfIt() {
    // Of 10,000 labels strewn over 100,000 pixels a side, a window of 2,000 holds about 4.
    Envelope window = new Envelope(50_000, 52_000, 50_000, 52_000);
    List<LabelCells.Range> ranges = LabelCells.meeting(window);
    int looked = 0;
    for (int i = 0; i < 10_000; i++) {
      double x = random.nextDouble() * 100_000;
      double y = random.nextDouble() * 100_000;
      long cell = LabelCells.of(new Envelope(x, x + 30, y, y + 30));
      looked += ranges.stream().anyMatch(r -> r.first() <= cell && cell <= r.last()) ? 1 : 0;
    }
    assertThat(looked).isLessThan(25);
  }

  @Test
  void theDatabaseNumbersCellsTheSameWay() {
    GeometryFactory pixels = new GeometryFactory();
    try (Database database =
        Database.open(
            SharedCluster.get().database().furnishing(),
            1,
            event -> CompletableFuture.completedFuture(0L))) {
      database.read(tx -> {
        for (int i = 0; i < 2_000; i++) {
          Envelope label = box(Math.pow(10, random.nextDouble() * 7));
          long cell =
              tx.handle()
                  .createQuery("select content.cell(cast(:label as geometry))")
                  .bind("label", pixels.toGeometry(label))
                  .mapTo(Long.class)
                  .one();
          assertThat(cell).as("%s", label).isEqualTo(LabelCells.of(label));
        }
        return null;
      });
    }
  }

  private Envelope box(double side) {
    double x = random.nextDouble() * 200_000 - 1_000;
    double y = random.nextDouble() * 200_000 - 1_000;
    return new Envelope(x, x + side * random.nextDouble(), y, y + side * random.nextDouble());
  }
}
