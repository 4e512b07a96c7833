package org.graticule.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graticule.dataset.ExportFormatContract;
import org.graticule.dataset.Reader;
import org.graticule.dataset.Recipe;
import org.graticule.dataset.SmallSnapshot;
import org.graticule.geo.Rle;
import org.junit.jupiter.api.Test;

final class CocoTest extends ExportFormatContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected String format() {
    return "coco";
  }

  @Test
  void strangersReadItAndChipsLieWhereGdalSaysTheyLie() throws Exception {
    JsonNode summary =
        JSON.readTree(Reader.run("coco_reader.py", unpacked(SmallSnapshot.of(recipe()))));

    assertThat(summary.toString())
        .isEqualTo("{\"images\":10,\"polygons\":15,\"masks\":1,\"truncated\":8,\"originals\":3}");
  }

  @Test
  void holeIsAMaskThatIsNoCrowd() throws IOException {
    List<JsonNode> masks = new ArrayList<>();
    for (JsonNode annotation : annotations(recipe())) {
      if (annotation.get("segmentation").isObject()) {
        masks.add(annotation);
      }
    }

    assertThat(masks).hasSize(1);
    Rle mask = Rle.decode(128, 128, masks.getFirst().at("/segmentation/counts").asText());
    assertThat(mask.area()).isEqualTo((200 - 96) * 80 - 30 * 30);
    assertThat(masks.getFirst().get("area").asDouble()).isEqualTo(mask.area());
    assertThat(masks.getFirst().get("iscrowd").asInt()).isZero();
  }

  @Test
  void classIdsAreTheOntologysWithTheirGaps() throws IOException {
    JsonNode coco = coco(recipe());

    assertThat(coco.get("categories").findValuesAsText("id")).containsExactly("1", "7", "9");
    assertThat(coco.at("/categories/1/supercategory").asText()).isEqualTo("structure");
  }

  @Test
  void hostileWordsComeBackAsTheyWere() throws IOException {
    JsonNode coco = coco(recipe());

    assertThat(coco.at("/categories/2/name").asText()).isEqualTo(SmallSnapshot.HOSTILE);
    assertThat(coco.at("/annotations/0/attributes/note").asText()).isEqualTo(SmallSnapshot.HOSTILE);
  }

  @Test
  void minimumRatioLeavesPartsOutAndSaysSo() throws IOException {
    Recipe half = new Recipe("half", List.of("coco"), null, null, 128, 32, true, 0.6, 0);
    List<Double> ratios = new ArrayList<>();
    for (JsonNode annotation : annotations(half)) {
      ratios.add(annotation.get("partial_area_ratio").asDouble());
    }

    assertThat(ratios).isNotEmpty().allMatch(ratio -> ratio >= 0.6);
    assertThat(losses(half)).contains("below-minimum-ratio 6", "label-in-no-chip 1");
  }

  @Test
  void chipsWithoutEnoughValidPixelsAreDroppedAndTheirLabelsReported() throws IOException {
    Recipe strict = new Recipe("strict", List.of("coco"), null, null, 64, 0, true, 0, 0.6);
    JsonNode coco = coco(strict);

    assertThat(coco.get("images").findValuesAsText("file_name"))
        .filteredOn(name -> name.startsWith("scan"))
        .allMatch(name -> name.contains("_x0_"))
        .hasSize(2);
    assertThat(losses(strict)).contains("chip-without-data 1");
  }

  @Test
  void emptyChipsAreLeftOutWhereTheRecipeSaysSo() throws IOException {
    Recipe lean = new Recipe("lean", List.of("coco"), null, null, 64, 0, false, 0, 0);
    JsonNode coco = coco(lean);
    List<String> labelled = coco.get("annotations").findValuesAsText("image_id");

    assertThat(coco.get("images").findValuesAsText("id"))
        .isNotEmpty()
        .allMatch(labelled::contains)
        .hasSizeLessThan(
            coco(new Recipe("all", List.of("coco"), null, null, 64, 0, true, 0, 0))
                .get("images")
                .size());
  }

  private List<String> losses(Recipe recipe) throws IOException {
    List<String> losses = new ArrayList<>();
    for (JsonNode loss : publish(SmallSnapshot.of(recipe), "b.zip").manifest().get("losses")) {
      losses.add(loss.get("code").asText() + " " + loss.get("count").asInt());
    }
    return losses;
  }

  private JsonNode annotations(Recipe recipe) throws IOException {
    return coco(recipe).get("annotations");
  }

  private JsonNode coco(Recipe recipe) throws IOException {
    Path file = unpacked(SmallSnapshot.of(recipe)).resolve("annotations.json");
    return JSON.readTree(file.toFile());
  }
}
