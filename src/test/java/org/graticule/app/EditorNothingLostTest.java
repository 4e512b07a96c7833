package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever happens to tab, network, session or server, what was drawn is on the server in the end.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorNothingLostTest {
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
  void anEditIsOnTheServerWithinASecond() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.polygon(0.30, 0.10, 0.40, 0.10, 0.35, 0.20);
      editor.page().waitForTimeout(1_000);
      assertThat(world.labels()).hasSize(before + 1);
    }
  }

  @Test
  void undoGoesOnBehindAReloadAndEndsWhereAnotherWentOn() throws Exception {
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.polygon(0.70, 0.10, 0.80, 0.10, 0.75, 0.20);
      editor.expectSaved();
      String first = editor.at("inspector").getAttribute("data-id");
      editor.polygon(0.70, 0.30, 0.80, 0.30, 0.75, 0.40);
      editor.expectSaved();
      editor.at("tool-select").click();
      editor.keys("Delete");
      editor.expectSaved();
      assertThat(editor.drawn()).hasSize(1);
      change(first);
      editor.page().reload();
      editor.ready();
      editor.keys("Control+z");
      editor.expectSaved();
      assertThat(editor.drawn()).hasSize(2);
      editor.keys("Control+z");
      editor.expectSaved();
      assertThat(editor.onlyDrawn().get("id").asText()).isEqualTo(first);
      editor.keys("Control+z");
      editor.expectSaved();
      assertThat(editor.drawn()).hasSize(1);
    }
  }

  @Test
  void whatATabThatWasKilledHadNotSavedIsSavedByTheNext() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.page().context().setOffline(true);
      editor.polygon(0.30, 0.30, 0.40, 0.30, 0.35, 0.40);
      editor.expectState("offline");
      editor.page().close(new Page.CloseOptions().setRunBeforeUnload(false));
      assertThat(world.labels()).hasSize(before);
      Page next = editor.person().anotherTab();
      next.context().setOffline(false);
      EditorWorld.Editor second = editor.in(next);
      second.open();
      second.expectSaved();
      second.expectObjects(before + 1);
    }
    assertThat(world.labels()).hasSize(before + 1);
  }

  @Test
  void whatWasDrawnWithoutANetworkIsSavedOnceItIsBack() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.page().context().setOffline(true);
      editor.polygon(0.30, 0.50, 0.40, 0.50, 0.35, 0.60);
      editor.expectState("offline");
      editor.page().context().setOffline(false);
      editor.expectSaved();
    }
    assertThat(world.labels()).hasSize(before + 1);
  }

  @Test
  void aSessionThatEndedIsSignedInAgainInPlaceAndTheEditIsSaved() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.page().context().clearCookies();
      editor.polygon(0.30, 0.70, 0.40, 0.70, 0.35, 0.80);
      assertThat(editor.page().locator("gr-session-dialog input[name=password]")).isVisible();
      world.fillPassword(editor.page(), "annotator");
      editor.expectSaved();
      editor.expectObjects(before + 1);
    }
    assertThat(world.labels()).hasSize(before + 1);
  }

  @Test
  void aPersonInTwoTabsEditsInOneOfThemAndGoesOnInTheOther() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor first = world.open("annotator")) {
      EditorWorld.Editor second = first.in(first.person().anotherTab());
      second.open();
      assertThat(second.at("elsewhere")).isVisible();
      assertThat(second.at("tool-polygon")).hasCount(0);
      second.at("edit-here").click();
      assertThat(second.at("tool-polygon")).isVisible();
      second.polygon(0.50, 0.10, 0.60, 0.10, 0.55, 0.20);
      second.expectSaved();
      // The first does not know yet; its save is refused, kept, and goes through once it is back.
      first.page().bringToFront();
      first.polygon(0.50, 0.30, 0.60, 0.30, 0.55, 0.40);
      assertThat(first.at("elsewhere")).isVisible();
      first.expectState("waiting");
      first.at("edit-here").click();
      first.expectSaved();
    }
    assertThat(world.labels()).hasSize(before + 2);
  }

  @Test
  void aLabelThatAnotherChangedIsShownInBothVersionsAndNeitherIsLost() throws Exception {
    try (EditorWorld.Editor editor = world.open("annotator")) {
      editor.polygon(0.50, 0.60, 0.60, 0.60, 0.60, 0.75, 0.50, 0.75);
      editor.expectSaved();
      String id = editor.at("inspector").getAttribute("data-id");
      change(id);
      editor.at("class-of-selected").selectOption("1");
      editor.keys("Escape");
      editor.page().getByTestId("object-row").first().waitFor();
      editor.at("tool-select").click();
      editor.click(0.55, 0.68);
      editor.at("add-attribute").click();
      editor.page().locator("input[name=name]").fill("roof");
      editor.page().locator("input[name=value]").fill("flat");
      editor.keys("Enter");
      assertThat(editor.at("conflict-notice")).isVisible();
      editor.at("conflict-notice").locator("rux-button").click();
      assertThat(editor.at("conflict-dialog")).containsText("Two versions");
      editor.look("conflict");
      editor.at("keep-mine").click();
      editor.expectSaved();
      JsonNode history =
          world.test.as("annotator").get("/api/v1/labels/" + id + "/history").expect(200).json();
      assertThat(history.at("/revisions/0/attributes/roof").asText()).isEqualTo("flat");
      assertThat(history.at("/revisions/1/attributes/note").asText()).isEqualTo("theirs");
    }
  }

  @Test
  void twoBrowsersAtOneLabelNeverOverwriteEachOther() throws Exception {
    try (EditorWorld.Editor first = world.open("annotator")) {
      first.polygon(0.62, 0.62, 0.70, 0.62, 0.70, 0.76);
      first.expectSaved();
      String id = first.at("inspector").getAttribute("data-id");
      try (EditorWorld.Editor second = world.open("lead")) {
        second.at("tool-select").click();
        second.click(0.68, 0.66);
        assertThat(second.at("inspector")).hasAttribute("data-id", id);
        // So that it cannot hear of the other's before it changes its own.
        second.page().context().setOffline(true);
        second.at("class-of-selected").selectOption("6");
        second.expectState("offline");
        first.at("class-of-selected").selectOption("8");
        first.expectSaved();
        second.page().context().setOffline(false);
        assertThat(second.at("conflict-notice")).isVisible();
        second.at("conflict-notice").locator("rux-button").click();
        assertThat(second.at("conflict-dialog")).containsText("storage-tank");
        assertThat(second.at("conflict-dialog")).containsText("ship");
        second.look("two-browsers");
        second.at("keep-mine").click();
        second.expectSaved();
      }
      JsonNode revisions =
          world
              .test
              .as("annotator")
              .get("/api/v1/labels/" + id + "/history")
              .expect(200)
              .json()
              .get("revisions");
      assertThat(revisions).extracting(each -> each.get("class").asInt()).containsExactly(6, 8, 1);
    }
  }

  /** Somebody else writes a note on the label. */
  private static void change(String id) throws Exception {
    world
        .test
        .as("lead")
        .post(
            "/api/v1/scenes/" + world.scene + "/labels/batch",
            Map.of(
                "operations",
                List.of(
                    Map.of(
                        "op_id",
                        UUID.randomUUID().toString(),
                        "kind",
                        "update",
                        "element",
                        id,
                        "base_rev",
                        1,
                        "attributes",
                        Map.of("note", "theirs")))))
        .expect(200);
  }
}
