package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

final class TileGridsTest {
  @Test
  void levelsHalveUpwardsToASingleTile() {
    TilePyramid pyramid = TilePyramid.of(new PixelGrid(8193, 5000));
    assertThat(pyramid.maxZoom()).isEqualTo(5);
    assertThat(pyramid.level(5)).isEqualTo(new PixelGrid(8193, 5000));
    assertThat(pyramid.level(4)).isEqualTo(new PixelGrid(4097, 2500));
    assertThat(pyramid.level(0)).isEqualTo(new PixelGrid(257, 157));
    assertThat(pyramid.scale(0)).isEqualTo(32);
    assertThat(TilePyramid.of(new PixelGrid(512, 512)).maxZoom()).isZero();
    assertThat(TilePyramid.of(new PixelGrid(513, 1)).maxZoom()).isEqualTo(1);
  }

  @Test
  void windowsOfTilesCoverEachLevelExactlyOnce() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      PixelGrid grid = new PixelGrid(1 + random.nextInt(9000), 1 + random.nextInt(9000));
      TilePyramid pyramid = TilePyramid.of(grid);
      assertThat(pyramid.columns(0) * pyramid.rows(0)).isOne();
      for (int z = 0; z < pyramid.levels(); z++) {
        long covered = 0;
        for (int y = 0; y < pyramid.rows(z); y++) {
          for (int x = 0; x < pyramid.columns(z); x++) {
            TilePyramid.Window window = pyramid.window(z, x, y);
            covered += (long) window.width() * window.height();
            assertThat(window.width()).isPositive();
            assertThat(window.x()).isEqualTo(512 * x);
          }
        }
        assertThat(covered).isEqualTo(pyramid.level(z).pixels());
      }
    }
  }

  @Test
  void aTileOutsideIsNotFound() {
    TilePyramid pyramid = TilePyramid.of(new PixelGrid(1000, 1000));
    for (int[] key : new int[][] {{2, 0, 0}, {-1, 0, 0}, {1, 2, 0}, {1, 0, -1}}) {
      assertThat(
              catchThrowableOfType(Fault.class, () -> pyramid.window(key[0], key[1], key[2]))
                  .kind())
          .isEqualTo(Fault.Kind.NOT_FOUND);
    }
  }

  @Test
  void webMercatorQuadIsTheWorldInAnyMap() {
    TileMatrixSet world = TileMatrixSet.named("WebMercatorQuad");
    assertThat(world.epsg()).isEqualTo(3857);
    assertThat(world.matrices()).hasSize(25);
    assertThat(world.bounds(0, 0, 0).getMinX()).isCloseTo(-20_037_508.3428, within(1e-3));
    Envelope munich = world.bounds(10, 544, 355);
    assertThat(munich.contains(1_288_000, 6_129_000)).isTrue();
    for (int z = 1; z < 25; z++) {
      Envelope parent = world.bounds(z - 1, 0, 0);
      Envelope child = world.bounds(z, 1, 1);
      assertThat(child.getMaxX()).isCloseTo(parent.getMaxX(), within(1e-6));
      assertThat(child.getMinY()).isCloseTo(parent.getMinY(), within(1e-6));
    }
    assertThat(catchThrowableOfType(Fault.class, () -> TileMatrixSet.named("../secret")).kind())
        .isEqualTo(Fault.Kind.NOT_FOUND);
  }

  @Test
  void theDefaultProfileIsRead() {
    assertThat(TileProfile.named("default"))
        .isEqualTo(new TileProfile("default", 512, "jpeg", 85, TileProfile.Chroma.QUARTER));
    assertThat(catchThrowableOfType(Fault.class, () -> TileProfile.named("none")).code())
        .isEqualTo("bad-tile-profile");
  }
}
