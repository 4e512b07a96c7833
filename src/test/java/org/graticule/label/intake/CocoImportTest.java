package org.graticule.label.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

final class CocoImportTest {
  private static final String HEAD =
      """
      {"images": [{"id": 7, "file_name": "tiles/scene.png"}, {"id": 8, "file_name": "b.png"}],
       "categories": [{"id": 3, "name": "plane"}], "annotations": [%s]}
      """;

  @Test
  void polygonsBoxesAndMasksAreReadForTheImageCalledLikeTheScene() {
    Read read =
        read(
            HEAD.formatted(
                """
                {"image_id": 7, "category_id": 3, "attributes": {"difficult": true},
                 "segmentation": [[0,0, 9,0, 9,9]]},
                {"image_id": 8, "category_id": 3, "segmentation": [[0,0, 9,0, 9,9]]},
                {"image_id": 7, "category_id": 3, "segmentation": [[0,0,1,0,1,1],[5,5,6,5,6,6]]},
                {"image_id": 7, "category_id": 4, "bbox": [10, 20, 5, 6]},
                {"image_id": 7, "category_id": 3,
                 "segmentation": {"size": [4, 5], "counts": [9,2,2,2,5]}},
                {"image_id": 7, "category_id": 3,
                 "segmentation": {"size": [4, 5], "counts": "92203"}},
                {"image_id": 7, "category_id": 3, "segmentation": [[0,0, 9,0]]}
                """));
    assertThat(read.rows).extracting(Arrival::className).contains("plane", "4");
    assertThat(read.rows.getFirst().attributes()).containsEntry("difficult", true);
    assertThat(read.wkt(0)).isEqualTo("POLYGON ((0 0, 9 0, 9 9, 0 0))");
    assertThat(read.wkt(1)).startsWith("MULTIPOLYGON");
    assertThat(read.wkt(2)).isEqualTo("POLYGON ((10 20, 15 20, 15 26, 10 26, 10 20))");
    // Rows 1 to 2 and columns 2 to 3 of the mask, as the format's own example has it.
    assertThat(read.rows.get(3).shape().geometry().getEnvelopeInternal().toString())
        .isEqualTo("Env[2.0 : 4.0, 1.0 : 3.0]");
    assertThat(read.rows.get(3).shape().vertexCount()).isEqualTo(5);
    assertThat(read.wkt(4)).isEqualTo(read.wkt(3));
    assertThat(read.refused).isEmpty();
    assertThat(read.leftOut).containsExactly("/annotations/6");
  }

  @Test
  void aMaskWithAHoleKeepsIt() {
    // A frame of one pixel around a hole of one, columns of three.
    Read read =
        read(
            HEAD.formatted(
                """
                {"image_id": 7, "category_id": 3,
                 "segmentation": {"size": [3, 3], "counts": [0,4,1,4]}}
                """));
    assertThat(read.rows.getFirst().shape().geometry().getArea()).isEqualTo(8);
    assertThat(read.rows.getFirst().shape().parts().getFirst()).hasSize(2);
  }

  @Test
  void resultsCarryTheirScore() {
    Read read =
        read("[{\"image_id\": 1, \"category_id\": 2, \"bbox\": [1,1,2,2], \"score\": 0.25}]");
    assertThat(read.rows.getFirst().confidence()).isEqualTo(0.25);
    assertThat(read.rows.getFirst().className()).isEqualTo("2");
  }

  @Test
  void aFileOfOtherImagesIsRefusedByName() {
    ImageFrame other = new ImageFrame(1000, 800, "elsewhere", null, List.of());
    byte[] file = HEAD.formatted("").getBytes(StandardCharsets.UTF_8);
    Fault fault = catchThrowableOfType(Fault.class, () -> Read.of(new Coco(), file, other));
    assertThat(fault.code()).isEqualTo("unknown-image");
  }

  @Test
  void hostileDocumentsAreRefused() {
    for (String text :
        List.of("", "7", "{", "{\"annotations\": [", "[".repeat(5_000), "{\"annotations\": [{]}")) {
      Fault fault = catchThrowableOfType(Fault.class, () -> read(text));
      assertThat(fault).as(text.substring(0, Math.min(20, text.length()))).isNotNull();
    }
    Read read =
        read(
            HEAD.formatted(
                """
                {"image_id": 7, "segmentation": {"size": [100000, 100000], "counts": [1]}},
                {"image_id": 7, "segmentation": {"size": [4, 5], "counts": "zzz"}},
                {"image_id": 7, "segmentation": {"size": [4, 5], "counts": [99]}},
                {"image_id": 7, "segmentation": [["a","b","c","d","e","f"]]},
                {"image_id": 7}
                """));
    assertThat(read.rows).isEmpty();
    assertThat(read.refused).hasSize(4);
    assertThat(read.leftOut).containsExactly("/annotations/4");
  }

  private static Read read(String text) {
    return Read.of(new Coco(), text.getBytes(StandardCharsets.UTF_8));
  }
}
