package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.MouseButton;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.graticule.testing.TinyOutlineModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tools in a real Chromium, by mouse and by keyboard, down to what the server holds. */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorToolsJourneyTest {
  private static EditorWorld world;
  private static String later;

  private EditorWorld.Editor editor;
  private final Set<String> before = new HashSet<>();

  @BeforeAll
  static void open(@TempDir Path models) throws Exception {
    world =
        new EditorWorld(
            Map.of(
                "outline.encoder", TinyOutlineModel.encoder(models).toString(),
                "outline.decoder", TinyOutlineModel.decoder(models).toString()));
    later = world.ingestLater("later.tif");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void openTheScene() throws Exception {
    world.labels().forEach(label -> before.add(label.get("id").asText()));
    editor = world.open("annotator");
  }

  @AfterEach
  void nothingWasComplainedOf() {
    editor.look(getClass().getSimpleName());
    assertThat(editor.person().complaints()).isEmpty();
    editor.close();
  }

  @Test
  void twoBoxesAreMergedCutAndPutTogetherAgainByUndo() throws Exception {
    editor.at("class-1").click();
    editor.at("tool-box").click();
    editor.drag(0.25, 0.10, 0.35, 0.20);
    editor.drag(0.30, 0.12, 0.40, 0.18);
    editor.at("tool-select").click();
    editor.click(0.27, 0.15);
    editor.page().keyboard().down("Shift");
    editor.click(0.38, 0.15);
    editor.page().keyboard().up("Shift");
    editor.at("tool-merge").click();
    editor.expectSaved();
    assertThat(drawn()).hasSize(1);
    assertThat(drawn().iterator().next().at("/geometry/coordinates/0")).hasSize(9);
    editor.keys("x");
    editor.clicks(0.28, 0.05, 0.28, 0.25);
    editor.keys("Enter");
    editor.expectSaved();
    assertThat(drawn()).hasSize(2);
    editor.keys("Control+z", "Control+z");
    editor.expectSaved();
    assertThat(drawn()).hasSize(2);
  }

  @Test
  void aStrokeAcrossTheOutlineReshapesItAndAHoleIsCut() throws Exception {
    editor.polygon(0.40, 0.10, 0.55, 0.10, 0.55, 0.30, 0.40, 0.30);
    editor.keys("g");
    editor.clicks(0.52, 0.15, 0.60, 0.15, 0.60, 0.25, 0.52, 0.25);
    editor.keys("Enter", "h");
    editor.clicks(0.44, 0.15, 0.48, 0.15, 0.46, 0.22);
    editor.keys("Enter");
    editor.expectSaved();
    JsonNode rings = drawn().iterator().next().at("/geometry/coordinates");
    assertThat(rings).hasSize(2);
    assertThat(rings.get(0)).hasSize(9);
  }

  @Test
  void whatIsClickedOnIsOutlinedByTheModel() throws Exception {
    editor.at("class-1").click();
    editor.at("tool-outline").click();
    editor.click(0.45, 0.45);
    editor.page().waitForTimeout(500);
    editor.look("outline");
    editor.keys("Enter");
    editor.expectSaved();
    assertThat(drawn()).hasSize(1);
    // What is taken away, too, is less.
    editor.click(0.45, 0.45);
    editor.page().keyboard().down("Alt");
    editor.click(0.60, 0.45);
    editor.page().keyboard().up("Alt");
    editor.page().waitForTimeout(500);
    editor.keys("Backspace", "Escape", "Escape");
    assertThat(drawn()).hasSize(1);
  }

  @Test
  void boxesInAnyDirectionAndCirclesAreDrawn() throws Exception {
    editor.at("class-1").click();
    editor.at("tool-orientedBox").click();
    editor.clicks(0.25, 0.50, 0.35, 0.45, 0.37, 0.52);
    editor.keys("o");
    editor.drag(0.50, 0.50, 0.55, 0.50);
    editor.expectSaved();
    assertThat(drawn()).hasSize(2);
    assertThat(drawn().stream().mapToInt(each -> each.at("/geometry/coordinates/0").size()))
        .containsOnlyOnce(5);
  }

  @Test
  void aWholePolygonIsDrawnChangedAndDeletedWithoutAMouse() throws Exception {
    editor.keys("1", "p");
    editor.keys("ArrowRight", "Space");
    for (int i = 0; i < 5; i++) {
      editor.keys("ArrowRight");
    }
    editor.keys("Space");
    for (int i = 0; i < 5; i++) {
      editor.keys("ArrowDown");
    }
    assertThat(editor.at("spoken")).containsText(Pattern.compile("over .*2 vertices drawn"));
    editor.keys("Space", "Enter", "Escape");
    editor.expectSaved();
    assertThat(drawn()).hasSize(1);
    assertThat(drawn().iterator().next().at("/geometry/coordinates/0")).hasSize(4);
    // The cursor still stands on the last vertex: take it, move it, drop it.
    JsonNode first = drawn().iterator().next().at("/geometry/coordinates/0/2");
    editor.keys("Space", "ArrowDown", "ArrowDown", "Space");
    editor.expectSaved();
    JsonNode moved = drawn().iterator().next().at("/geometry/coordinates/0/2");
    assertThat(moved.get(0)).isEqualTo(first.get(0));
    assertThat(moved.get(1).asDouble()).isGreaterThan(first.get(1).asDouble());
    editor.keys("Delete");
    editor.expectSaved();
    assertThat(drawn()).isEmpty();
  }

  @Test
  void theRightButtonFollowsTheProfileAndAKeyCanBeChanged() {
    editor.keys("?");
    editor.at("profile-qgis").check();
    editor.at("change-tool:polygon").click();
    editor.keys("x");
    assertThat(editor.at("keys")).containsText("X is taken by");
    editor.keys("y", "Escape");
    assertThat(editor.at("keys")).hasCount(0);
    editor.at("class-1").click();
    editor.keys("y");
    editor.clicks(0.70, 0.60, 0.80, 0.60, 0.75, 0.70);
    editor.at("map").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
    editor.expectSaved();
    assertThat(editor.at("inspector")).isVisible();
    editor.open();
    editor.keys("y");
    assertThat(editor.at("tool-polygon")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void anotherDateIsDrawnUnderTheLabelsAndObjectsAreCopiedThere() throws Exception {
    editor.polygon(0.45, 0.60, 0.60, 0.60, 0.60, 0.80, 0.45, 0.80);
    editor.at("compare").click();
    Locator choice =
        editor.at("other-scene").filter(new Locator.FilterOptions().setHasText("later.tif"));
    editor
        .page()
        .waitForResponse(
            response ->
                response.url().contains("/scenes/" + later + "/map/") && response.status() == 200,
            choice::click);
    assertThat(editor.at("caption")).containsText("later.tif");
    editor.look("compared-swipe");
    editor.at("swipe").focus();
    editor.keys("Home");
    assertThat(editor.at("swipe")).hasAttribute("aria-valuenow", "0");
    editor.at("compare-fade").click();
    assertThat(editor.at("swipe")).hasCount(0);
    editor.at("fade").fill("0.7");
    editor.look("compared-fade");
    editor.at("copy-to").click();
    assertThat(editor.at("hint")).containsText("1 object copied to later.tif");
    editor.at("compare-off").click();
    assertThat(editor.at("caption")).hasCount(0);
    editor.expectSaved();
    JsonNode there = world.labels(later).get(0).at("/geometry/coordinates/0/0");
    JsonNode here = drawn().iterator().next().at("/geometry/coordinates/0/0");
    assertThat(there.get(0).asDouble()).isCloseTo(here.get(0).asDouble(), within(1e-3));
    assertThat(there.get(1).asDouble()).isCloseTo(here.get(1).asDouble(), within(1e-3));
  }

  @Test
  void theKeysLeadFromSceneToSceneAndPinBadImagery() {
    editor.at("map").focus();
    // The newest comes first.
    editor.keys("d");
    assertThat(editor.at("scene-name")).hasText("later.tif");
    editor.ready();
    editor.keys("f");
    assertThat(editor.at("scene-name")).hasText("editor.tif");
    editor.ready();
    editor.keys("f");
    assertThat(editor.at("hint")).containsText("the last scene");
    for (String form : List.of("DMS", "UTM", "MGRS")) {
      editor.at("ground").click();
      assertThat(editor.at("ground")).hasText(form);
    }
    editor.click(0.5, 0.5);
    assertThat(editor.at("ground")).hasText(Pattern.compile("33T [A-Z]{2} \\d{5} \\d{5}"));
    editor.keys("b");
    assertThat(editor.at("note-text")).hasValue("Bad imagery: ");
    assertThat(editor.at("seat")).containsText("Seat ");
  }

  /** What was drawn since the test began. */
  private Set<JsonNode> drawn() throws Exception {
    Set<JsonNode> drawn = new HashSet<>();
    world
        .labels()
        .forEach(label -> {
          if (!before.contains(label.get("id").asText())) {
            drawn.add(label);
          }
        });
    return drawn;
  }
}
