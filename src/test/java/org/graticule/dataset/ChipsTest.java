package org.graticule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;

final class ChipsTest {
  @ParameterizedTest
  @CsvSource({
    "1024, 1024, 200, 0",
    "1025, 1024, 200, 0 1",
    "1848, 1024, 200, 0 824",
    "1849, 1024, 200, 0 824 825",
    "8000, 1024, 200, 0 824 1648 2472 3296 4120 4944 5768 6592 6976",
    "100, 1024, 200, 0",
    "256, 64, 0, 0 64 128 192",
  })
  void lastChipIsShiftedBackToEndWithTheScene(int length, int size, int overlap, String offsets) {
    List<String> found = new ArrayList<>();
    for (Chip chip : new Chips(length, 1, size, overlap)) {
      assertThat(chip.x() + chip.width()).isLessThanOrEqualTo(length);
      found.add(Integer.toString(chip.x()));
    }

    assertThat(String.join(" ", found)).isEqualTo(offsets);
  }

  @Test
  void everyPixelIsInAChipAndEveryChipIsInTheScene() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int width = 1 + random.nextInt(300);
      int height = 1 + random.nextInt(300);
      int size = 8 + random.nextInt(120);
      Chips chips = new Chips(width, height, size, random.nextInt(size));
      BitSet covered = new BitSet();
      int index = 0;
      for (Chip chip : chips) {
        assertThat(chip).isEqualTo(chips.at(index++));
        assertThat(chip.x() + chip.width()).isLessThanOrEqualTo(width);
        assertThat(chip.y() + chip.height()).isLessThanOrEqualTo(height);
        for (int y = chip.y(); y < chip.y() + chip.height(); y++) {
          covered.set(y * width + chip.x(), y * width + chip.x() + chip.width());
        }
      }
      assertThat(index).isEqualTo(chips.count());
      assertThat(covered.cardinality()).isEqualTo(width * height);
    }
  }

  @Test
  void chipsTouchingABoxAreExactlyThoseItsAreaOrBorderMeets() {
    Chips chips = new Chips(300, 200, 128, 32);
    for (int x = -10; x < 310; x += 7) {
      Envelope box = new Envelope(x, x + 20, 40, 120);
      List<Chip> expected = new ArrayList<>();
      for (Chip chip : chips) {
        if (new Envelope(chip.x(), chip.x() + 128, chip.y(), chip.y() + 128).intersects(box)) {
          expected.add(chip);
        }
      }

      assertThat(chips.touching(box)).isEqualTo(expected);
    }
  }

  @Test
  void placeTellsOffsetAndSize() {
    assertThat(new Chips(2000, 1000, 1024, 200).at(1).place()).isEqualTo("x824_y0_1024x1000");
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 64, 0", "10, 0, 64, 0", "10, 10, 64, 64", "10, 10, 64, -1"})
  void gridThatCannotBeIsRefused(int width, int height, int size, int overlap) {
    assertThatThrownBy(() -> new Chips(width, height, size, overlap))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
