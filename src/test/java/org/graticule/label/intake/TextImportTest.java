package org.graticule.label.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

final class TextImportTest {
  @Test
  void dotaRowsAreFourCornersAClassAndADifficulty() {
    Read read =
        Read.of(
            new Dota(),
            bytes(
                """
                imagesource:GoogleEarth
                gsd:0.146343590398
                2753 2408 2861 2385 2888 2468 2805 2502 plane 0
                1 2 3 4 5 6 7.5 8 small-vehicle 1
                1 2 3 4 5 6 7 plane 0
                1 2 3 4 5 6 7 x plane 0
                """));
    assertThat(read.rows).extracting(Arrival::className).containsExactly("plane", "small-vehicle");
    assertThat(read.wkt(0))
        .isEqualTo("POLYGON ((2753 2408, 2861 2385, 2888 2468, 2805 2502, 2753 2408))");
    assertThat(read.rows.get(1).attributes()).containsEntry("difficult", 1L);
    assertThat(read.refused).containsExactly("/lines/5 bad-number", "/lines/6 bad-number");
  }

  @Test
  void yoloRowsAreBoxesOrientedBoxesOrSegmentsByHowManyNumbersTheyHave() {
    ImageFrame frame = new ImageFrame(1000, 800, "scene", null, List.of("plane", "ship"));
    Read read =
        Read.of(
            new Yolo(),
            bytes(
                """
                0 0.5 0.5 0.1 0.25
                1 0.5 0.5 0.1 0.25 0.9
                1 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2
                1 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2 0.75
                7 0.1 0.1 0.2 0.1 0.2 0.2
                0 0.1 0.1 0.2 1.5 0.2 0.2
                0 0.1 0.1
                """),
            frame);
    assertThat(read.wkt(0)).isEqualTo("POLYGON ((450 300, 550 300, 550 500, 450 500, 450 300))");
    assertThat(read.rows)
        .extracting(Arrival::className)
        .containsExactly("plane", "ship", "ship", "ship", "7");
    assertThat(read.rows)
        .extracting(Arrival::confidence)
        .containsExactly(null, 0.9, null, 0.75, null);
    assertThat(read.rows.get(2).shape().vertexCount()).isEqualTo(5);
    assertThat(read.refused).containsExactly("/lines/6 bad-number", "/lines/7 bad-row");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] file = {(byte) 0xff, (byte) 0xfe, 0};
    assertThat(catchThrowableOfType(Fault.class, () -> Read.of(new Dota(), file)).code())
        .isEqualTo("bad-text");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
