package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.MouseButton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The keys in a real Chromium, in both profiles, and labelling without a mouse. */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorKeysJourneyTest {
  private static final String PRESSED = "aria-pressed";

  private static final Map<String, String> TOOL_KEYS =
      Map.ofEntries(
          Map.entry("select", "v"),
          Map.entry("polygon", "p"),
          Map.entry("box", "r"),
          Map.entry("orientedBox", "Shift+R"),
          Map.entry("circle", "o"),
          Map.entry("line", "i"),
          Map.entry("point", "."),
          Map.entry("magic", "m"),
          Map.entry("grow", "Shift+M"),
          Map.entry("outline", "Shift+O"),
          Map.entry("hole", "h"),
          Map.entry("part", "Shift+H"),
          Map.entry("reshape", "g"),
          Map.entry("cut", "x"),
          Map.entry("measure", "l"),
          Map.entry("note", "a"));

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
    assertThat(editor.onlyDrawn().at("/geometry/coordinates/0")).hasSize(4);
    // The cursor still stands on the last vertex: take it, move it, drop it.
    JsonNode first = editor.onlyDrawn().at("/geometry/coordinates/0/2");
    editor.keys("Space", "ArrowDown", "ArrowDown", "Space");
    editor.expectSaved();
    JsonNode moved = editor.onlyDrawn().at("/geometry/coordinates/0/2");
    assertThat(moved.get(0)).isEqualTo(first.get(0));
    assertThat(moved.get(1).asDouble()).isGreaterThan(first.get(1).asDouble());
    editor.keys("Delete");
    editor.expectSaved();
    assertThat(editor.drawn()).isEmpty();
  }

  @Test
  void theRightButtonFollowsTheProfileAndAKeyCanBeChanged() {
    editor.at("class-1").click();
    editor.keys("p");
    editor.clicks(0.70, 0.60, 0.80, 0.60, 0.75, 0.70);
    editor.at("map").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
    editor.keys("Enter");
    assertThat(editor.at("hint")).containsText("An area needs at least three vertices.");
    editor.keys("Escape", "Escape", "?");
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

  @Test
  void everyKeyOfBothProfilesDoesWhatTheSheetSays() {
    for (Map.Entry<String, String> profile : Map.of("cvat", "n", "qgis", "Control+.").entrySet()) {
      editor.keys("?");
      editor.at("profile-" + profile.getKey()).check();
      editor.keys("Escape");
      assertThat(editor.at("keys")).hasCount(0);
      editor.keys(profile.getValue());
      expectTaken("polygon");
      TOOL_KEYS.forEach((tool, key) -> {
        editor.keys(key);
        expectTaken(tool);
      });
      for (Map.Entry<String, String> habit :
          Map.of("snap", "s", "trace", "t", "stream", "w", "share", "e").entrySet()) {
        boolean on = "true".equals(editor.at("tool-" + habit.getKey()).getAttribute(PRESSED));
        editor.keys(habit.getValue());
        assertThat(editor.at("tool-" + habit.getKey())).hasAttribute(PRESSED, String.valueOf(!on));
        editor.keys(habit.getValue());
        assertThat(editor.at("tool-" + habit.getKey())).hasAttribute(PRESSED, String.valueOf(on));
      }
      for (String command : List.of("c", "Shift+C", "Shift+X")) {
        editor.keys(command);
        assertThat(editor.at("hint")).containsText("Shift+click further objects first.");
      }
      for (String command : List.of("q", "Shift+S", "j", "k")) {
        editor.keys(command);
        assertThat(editor.at("hint")).containsText(Pattern.compile("Select (an object|a predict)"));
      }
      editor.keys("Shift+N");
      assertThat(editor.at("minimap")).isVisible();
      editor.keys("Shift+N");
      assertThat(editor.at("minimap")).hasCount(0);
      for (String places : List.of("Shift+G", "Shift+B")) {
        editor.keys(places);
        assertThat(editor.at("go-to")).isVisible();
        editor.keys("Escape");
        assertThat(editor.at("go-to")).hasCount(0);
      }
    }
  }

  @Test
  void theMapIsMovedByKeysAndTheFocusLeavesItAndComesBack() {
    editor.at("map").focus();
    String whole = editor.at("scale-bar").textContent();
    editor.keys("+", "+");
    assertThat(editor.at("scale-bar")).not().hasText(whole);
    editor.page().waitForTimeout(300);
    editor.keys("0");
    assertThat(editor.at("scale-bar")).hasText(whole);
    editor.keys("ArrowRight");
    String first = editor.at("pixel").textContent();
    editor.keys("Shift+ArrowRight");
    assertThat(editor.at("pixel")).not().hasText(first);
    editor.keys("F6");
    assertThat(editor.at("tool-select")).isFocused();
    editor.keys("F6");
    assertThat(editor.at("map")).isFocused();
  }

  @Test
  void aPathIsTakenBackKeptDiscardedAndFoundAgain() throws Exception {
    editor.keys("1", "p");
    corners();
    editor.keys("Backspace", "Backspace", "Enter");
    assertThat(editor.at("hint")).containsText("An area needs at least three vertices.");
    editor.keys("Escape");
    assertThat(editor.at("hint")).containsText("Kept what you drew");
    editor.keys("p", "Space", "Escape", "Escape");
    assertThat(editor.at("hint")).containsText("Discarded");
    editor.keys("p", "Control+z", "ArrowLeft", "ArrowLeft", "Space", "Enter", "Escape");
    editor.expectSaved();
    assertThat(outline()).hasSize(5);
    // The cursor still stands on the vertex that was placed last.
    editor.keys("Alt+Space");
    editor.expectSaved();
    assertThat(outline()).hasSize(4);
    editor.keys("Control+z");
    editor.expectSaved();
    assertThat(outline()).hasSize(5);
    editor.keys("Control+y");
    editor.expectSaved();
    assertThat(outline()).hasSize(4);
  }

  @Test
  void predictionsAreAcceptedAndRejectedOneAfterTheOther() throws Exception {
    List<String> ids = List.of(predicted(1), predicted(2), predicted(3));
    JsonNode layer =
        world
            .test
            .as("lead")
            .post(
                "/api/v1/projects/" + world.project + "/layers",
                Map.of("kind", "model", "name", "detector " + ids.getFirst(), "model", "v1"))
            .expect(201)
            .json();
    world
        .test
        .as("lead")
        .post(
            "/api/v1/scenes/" + world.scene + "/labels/batch",
            Map.of(
                "operations",
                IntStream.range(0, 3)
                    .mapToObj(i -> prediction(ids.get(i), layer.get("id").asText(), 100 + 60 * i))
                    .toList()))
        .expect(200);
    editor.open();
    editor.keys("Tab");
    assertThat(editor.at("inspector")).hasAttribute("data-id", ids.get(0));
    editor.keys("j");
    assertThat(editor.at("inspector")).hasAttribute("data-id", ids.get(1));
    editor.look("predictions");
    editor.keys("k");
    assertThat(editor.at("inspector")).hasAttribute("data-id", ids.get(2));
    editor.keys("j");
    assertThat(editor.at("hint")).containsText("Prediction accepted");
    editor.keys("j");
    assertThat(editor.at("hint")).containsText("This is no prediction");
    editor.expectSaved();
    assertThat(editor.drawn().stream().map(each -> each.get("id").asText()).toList())
        .containsExactlyInAnyOrder(ids.get(0), ids.get(2));
    assertThat(editor.drawn())
        .allMatch(each -> each.at("/properties/layer").asText().equals(world.project));
  }

  @Test
  void controlEnterFirstSeesThatAllIsSavedAndThenGoesToTheNextScene() throws Exception {
    editor.at("map").focus();
    editor.keys("d");
    assertThat(editor.at("scene-name")).hasText("later.tif");
    editor.ready();
    editor.page().context().setOffline(true);
    editor.keys("1", "p");
    corners();
    editor.keys("Enter", "Escape", "Control+Enter");
    assertThat(editor.at("hint")).containsText("Not everything is saved yet.");
    assertThat(editor.at("scene-name")).hasText("later.tif");
    editor.page().context().setOffline(false);
    editor.expectSaved();
    // That nothing could be reached was complained of.
    editor.person().complaints().clear();
    editor.keys("Control+Enter");
    assertThat(editor.at("scene-name")).hasText("editor.tif");
    editor.ready();
    editor.keys("Control+Enter");
    assertThat(editor.at("hint")).containsText("All is saved, and this is the last scene");
  }

  /** Places four vertices by keyboard. */
  private void corners() {
    editor.keys("ArrowRight", "Space");
    for (String way : List.of("ArrowRight", "ArrowDown", "ArrowLeft")) {
      editor.keys(way, way, way, way, "Space");
    }
  }

  private void expectTaken(String tool) {
    assertThat(editor.at("tool-" + tool)).hasAttribute(PRESSED, "true");
  }

  /** Of the one object that was drawn. */
  private JsonNode outline() throws Exception {
    return editor.onlyDrawn().at("/geometry/coordinates/0");
  }

  /** Ids in their order. */
  private static String predicted(int place) {
    String id = UUID.randomUUID().toString();
    return place + id.substring(1);
  }

  private static Map<String, Object> prediction(String id, String layer, int at) {
    List<List<Integer>> ring =
        List.of(
            List.of(at, 900),
            List.of(at + 40, 900),
            List.of(at + 40, 940),
            List.of(at, 940),
            List.of(at, 900));
    return Map.of(
        "op_id",
        UUID.randomUUID().toString(),
        "kind",
        "create",
        "element",
        id,
        "class",
        1,
        "layer",
        layer,
        "confidence",
        0.7,
        "geometry",
        Map.of("type", "Polygon", "coordinates", List.of(ring)));
  }
}
