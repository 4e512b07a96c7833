package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tools in a real Chromium, by mouse, down to what the server holds. */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorToolsJourneyTest {
  private static EditorWorld world;
  private static String later;

  private EditorWorld.Editor editor;

  @BeforeAll
  static void open(@TempDir Path models) throws Exception {
    world = EditorWorld.withModel(models);
    later = world.ingestLater("later.tif");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void openTheScene() throws Exception {
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
    assertThat(editor.onlyDrawn().at("/geometry/coordinates/0")).hasSize(9);
    editor.keys("x");
    editor.clicks(0.28, 0.05, 0.28, 0.25);
    editor.keys("Enter");
    editor.expectSaved();
    assertThat(editor.drawn()).hasSize(2);
    editor.keys("Control+z", "Control+z");
    editor.expectSaved();
    assertThat(editor.drawn()).hasSize(2);
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
    JsonNode rings = editor.onlyDrawn().at("/geometry/coordinates");
    assertThat(rings).hasSize(2);
    assertThat(rings.get(0)).hasSize(9);
  }

  @Test
  void whatIsClickedOnIsOutlinedByTheModel() throws Exception {
    editor.at("class-1").click();
    editor.at("tool-outline").click();
    editor
        .page()
        .waitForResponse(
            response -> response.url().endsWith("/outlines"), () -> editor.click(0.45, 0.45));
    editor.page().waitForTimeout(500);
    editor.look("outline");
    editor.keys("Enter");
    editor.expectSaved();
    assertThat(editor.drawn()).hasSize(1);
    // What is taken away, too, is less.
    editor.click(0.45, 0.45);
    editor.page().keyboard().down("Alt");
    editor.click(0.60, 0.45);
    editor.page().keyboard().up("Alt");
    editor.page().waitForTimeout(500);
    editor.keys("Backspace", "Escape", "Escape");
    assertThat(editor.drawn()).hasSize(1);
  }

  @Test
  void boxesInAnyDirectionAndCirclesAreDrawn() throws Exception {
    editor.at("class-1").click();
    editor.at("tool-orientedBox").click();
    editor.clicks(0.25, 0.50, 0.35, 0.45, 0.37, 0.52);
    editor.keys("o");
    editor.drag(0.50, 0.50, 0.55, 0.50);
    editor.expectSaved();
    assertThat(editor.drawn()).hasSize(2);
    assertThat(editor.drawn().stream().mapToInt(each -> each.at("/geometry/coordinates/0").size()))
        .containsOnlyOnce(5);
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
    editor.expectSaved();
    // The address says it all, for a reload and for whoever it is sent to.
    assertThat(editor.page()).hasURL(Pattern.compile("with=" + later + "&compare=fade&fade=0.7"));
    editor.page().reload();
    editor.ready();
    assertThat(editor.at("caption")).containsText("later.tif");
    editor.at("compare").click();
    assertThat(editor.at("fade")).hasValue("0.7");
    editor.at("compare-off").click();
    assertThat(editor.at("caption")).hasCount(0);
    assertThat(editor.page()).not().hasURL(Pattern.compile("with="));
    assertThat(editor.at("north")).isVisible();
    JsonNode there = world.labels(later).get(0).at("/geometry/coordinates/0/0");
    JsonNode here = editor.onlyDrawn().at("/geometry/coordinates/0/0");
    assertThat(there.get(0).asDouble()).isCloseTo(here.get(0).asDouble(), within(1e-3));
    assertThat(there.get(1).asDouble()).isCloseTo(here.get(1).asDouble(), within(1e-3));
  }

  @Test
  void anEarlierRevisionIsShownOnTheMapAndBroughtBack() throws Exception {
    editor.polygon(0.62, 0.62, 0.72, 0.62, 0.72, 0.77, 0.62, 0.77);
    editor.expectSaved();
    JsonNode first = editor.onlyDrawn().get("geometry");
    editor.at("tool-select").click();
    editor.drag(0.72, 0.77, 0.76, 0.82);
    editor.expectSaved();
    assertThat(editor.onlyDrawn().get("geometry")).isNotEqualTo(first);
    editor.at("history").click();
    assertThat(editor.at("revision-line")).hasCount(2);
    editor.at("show-revision").click();
    assertThat(editor.at("hint"))
        .containsText(Pattern.compile("Since revision 1: 1 vertex changed, area \\+\\d"));
    editor.look("revision");
    editor.at("restore").click();
    editor.expectSaved();
    JsonNode restored = editor.onlyDrawn();
    assertThat(restored.get("geometry")).isEqualTo(first);
    assertThat(restored.at("/properties/revision").asInt()).isEqualTo(3);
  }

  @Test
  void howThePictureIsDrawnIsKeptWithTheLabelAndNotInThePixels() throws Exception {
    editor.page().navigate("about:blank");
    editor.page().navigate(world.test.base() + "/#/scenes/" + world.scene + "/label?gamma=1.5");
    editor.ready();
    editor.polygon(0.62, 0.20, 0.72, 0.20, 0.67, 0.30);
    editor.expectSaved();
    assertThat(editor.onlyDrawn().at("/properties/view").asText()).isEqualTo("gamma=1.5");
  }

  @Test
  void aPlaceIsKeptAndGoneBackToAndTheMiddleButtonPansWhateverToolIsInHand() {
    editor.at("map").focus();
    editor.keys("+", "+");
    editor.page().waitForTimeout(400);
    String near = editor.at("scale-bar").textContent();
    editor.keys("Shift+B");
    editor.page().locator("input[name=name]").fill("quay");
    editor.at("add-bookmark").click();
    assertThat(editor.at("bookmark")).containsText("quay");
    editor.keys("Escape", "0");
    assertThat(editor.at("scale-bar")).not().hasText(near);
    editor.keys("Shift+B");
    editor.at("bookmark").click();
    assertThat(editor.at("scale-bar")).hasText(near);
    editor.keys("p");
    editor.click(0.5, 0.5);
    String before = editor.at("pixel").textContent();
    editor.page().mouse().down(new Mouse.DownOptions().setButton(MouseButton.MIDDLE));
    BoundingBox map = editor.at("map").boundingBox();
    editor
        .page()
        .mouse()
        .move(
            map.x + map.width * 0.6, map.y + map.height * 0.6, new Mouse.MoveOptions().setSteps(5));
    editor.page().mouse().up(new Mouse.UpOptions().setButton(MouseButton.MIDDLE));
    editor.page().mouse().move(map.x + map.width * 0.5, map.y + map.height * 0.5);
    assertThat(editor.at("pixel")).not().hasText(before);
    editor.keys("Enter");
    assertThat(editor.at("hint")).containsText("at least three vertices");
    editor.keys("Escape", "Escape");
  }
}
