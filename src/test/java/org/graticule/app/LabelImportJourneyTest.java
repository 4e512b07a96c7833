package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An annotator brings a model's results into a scene, in a real Chromium. */
@Execution(ExecutionMode.SAME_THREAD)
final class LabelImportJourneyTest {
  private static EditorWorld world;

  @BeforeAll
  static void open() throws Exception {
    world = new EditorWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void aFileIsTriedMappedAndBroughtIntoAModelsLayerOrNothingIs() throws Exception {
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.at("import").click();
      choose(
          editor,
          """
          100 100 140 100 140 130 100 130 vessel 0.9
          200 100 240 100 240 130 200 130 wharf 0.4
          300 100 340 100 300 130 340 130 vessel 0.8
          """);
      assertThat(editor.at("import-format")).hasValue("dota");
      assertThat(editor.at("import-class")).hasCount(2);
      assertThat(editor.at("import-verdict")).containsText("cannot be saved");
      assertThat(editor.at("import-run")).hasAttribute("disabled", "");
      editor.look("import-refused");
      becomes(editor, "vessel", "1");
      becomes(editor, "wharf", "0");
      assertThat(editor.at("import-finding")).hasCount(1);
      assertThat(editor.at("import-finding")).containsText("line 3");
      editor.at("leave-out").check();
      assertThat(editor.at("import-verdict")).containsText("1 of 3 rows can be saved, 2 left out");

      choose(
          editor,
          """
          100 100 140 100 140 130 100 130 vessel 0.9
          200 100 240 100 240 130 200 130 wharf 0.4
          """);
      becomes(editor, "vessel", "1");
      becomes(editor, "wharf", "0");
      editor.at("import-layer").selectOption("new");
      editor.at("import-model").fill("detector 1.4");
      assertThat(editor.at("import-verdict")).containsText("1 of 2 rows can be saved, 1 left out");
      assertThat(Axe.violations(editor.page())).isEmpty();
      editor.look("import-ready");
      editor.at("import-run").click();
      assertThat(editor.at("import-done")).containsText("1 label imported");
      editor.look("import-done");
      editor.at("import-close").click();
      editor.expectObjects(1);
      assertThat(editor.at("layer")).hasCount(2);
      JsonNode label = world.labels().get(0);
      assertThat(label.at("/properties/confidence").asDouble()).isEqualTo(0.9);
      assertThat(editor.person().complaints()).isEmpty();
    }
  }

  private static void choose(EditorWorld.Editor editor, String text) {
    editor
        .page()
        .locator("gr-label-import input[type=file]")
        .setInputFiles(
            new FilePayload("P0001.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void becomes(EditorWorld.Editor editor, String name, String id) {
    editor
        .at("import-class")
        .filter(new Locator.FilterOptions().setHasText(name))
        .locator("select")
        .selectOption(id);
  }
}
