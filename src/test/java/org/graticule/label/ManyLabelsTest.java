package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.label.VectorTile.Feature;
import org.graticule.label.geojson.Space;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.locationtech.jts.geom.Envelope;

/** A scene of 16,384 x 16,000 px with very many labels, seen from afar and page by page. */
@TestInstance(Lifecycle.PER_CLASS)
final class ManyLabelsTest {
  private static final int WIDTH = 16_384;
  private static final int HEIGHT = 16_000;

  private LabelWorld world;
  private Subject ann;

  @BeforeAll
  void open() {
    world = new LabelWorld(4);
    ann = world.annotator("ann");
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void theOverviewReadsCountsAndAPageReadsAPage() {
    UUID scene = world.filled(WIDTH, HEIGHT, 30_000);
    Envelope all = new Envelope(0, WIDTH, 0, HEIGHT);
    UUID[] layers = {world.project};
    LabelTile whole = new LabelTile(scene, false, all, all, 1, sight(), layers, List.of());
    List<String> overview =
        world.database.as(ann).read(tx -> new LabelTileStore().overviewPlan(tx, whole, 2));
    assertThat(String.join("\n", overview))
        .contains("label_cell")
        .doesNotContain("element", "revision");
    String page =
        world
            .database
            .as(ann)
            .read(tx ->
                String.join(
                    "\n",
                    LabelListStore.pageQuery(
                            tx, "explain (analyze, costs off) ", scene, firstPage(), sight())
                        .mapTo(String.class)
                        .filter(line -> !line.contains("(never executed)"))
                        .list()));
    assertThat(page).contains("Index").doesNotContain("Seq Scan on element", "Sort Key");
    drawOverview(scene, 30_000);
    assertThat(pages(scene, 3)).isEqualTo(1_500);
  }

  @Test
  @Tag("long")
  void twoMillionLabelsAreSeenFromAfarAndPaged() {
    UUID scene = world.filled(WIDTH, HEIGHT, 2_000_000);
    drawOverview(scene, 2_000_000);
    assertThat(pages(scene, 20)).isEqualTo(10_000);
  }

  /** Every tile of the three farthest zooms, and one of each nearer one. */
  private void drawOverview(UUID scene, long labels) {
    LabelTiles tiles =
        new LabelTiles(
            world.database,
            world.policy,
            world.catalogue,
            world.layers,
            world.marks,
            Clock.systemUTC());
    int levels = world.catalogue.find(ann, scene).orElseThrow().pyramid().levels();
    for (int z = 0; z < levels; z++) {
      int across = z < 3 ? 1 << z : 1;
      long counted = 0;
      long longest = 0;
      for (int x = 0; x < across; x++) {
        for (int y = 0; y < across; y++) {
          LabelTiles.Ask ask = new LabelTiles.Ask("native", z, x, y, List.of(), List.of());
          long start = System.nanoTime();
          byte[] tile = tiles.tile(ann, scene, ask, Optional.empty()).bytes().orElseThrow();
          longest = Math.max(longest, System.nanoTime() - start);
          assertThat(tile).as("%d/%d/%d", z, x, y).hasSizeLessThan(600_000);
          counted += count(VectorTile.read(tile));
        }
      }
      System.out.printf(
          Locale.ROOT, "zoom %d: slowest of %d tiles %.0f ms%n", z, across * across, longest / 1e6);
      if (z == 0) {
        assertThat(counted).isEqualTo(labels);
      }
    }
  }

  private static long count(Map<String, List<Feature>> tile) {
    return tile.entrySet().stream()
        .flatMap(layer -> layer.getValue().stream())
        .mapToLong(each -> (long) each.properties().getOrDefault("count", 1L))
        .sum();
  }

  private int pages(UUID scene, int pages) {
    UUID after = null;
    int seen = 0;
    for (int i = 0; i < pages; i++) {
      List<Label> page =
          world.labels.list(ann, scene, Space.PIXEL, new Page(after, null, 500, 100_000)).labels();
      seen += page.size();
      after = page.getLast().element();
    }
    return seen;
  }

  /** So short that to sort all labels is never the cheaper way, however few they are here. */
  private static Page firstPage() {
    return new Page(null, null, 50, 100_000);
  }

  private Sight sight() {
    return new Sight(ann.markIds(), new UUID[] {world.project}, null);
  }
}
