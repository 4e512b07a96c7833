package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.graticule.http.Json;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The main job in a real Chromium against a real server: draw with the mouse, reload, export, read
 * the log.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorJourneyTest {
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
  void aPolygonDrawnWithTheMouseSurvivesAReloadAndIsExportedAndIsOnTheLog() throws Exception {
    try (EditorWorld.Editor annotator = world.open("annotator")) {
      annotator.polygon(0.30, 0.30, 0.45, 0.30, 0.45, 0.50, 0.30, 0.50);
      annotator.expectSaved();
      annotator.page().reload();
      PlaywrightAssertions.assertThat(annotator.at("object-row").first()).isVisible();
      assertThat(annotator.person().complaints()).isEmpty();
    }
    JsonNode labels = world.labels();
    assertThat(labels).isNotEmpty();
    assertThat(labels.get(0).at("/geometry/coordinates/0")).hasSize(5);
    assertThat(exported()).contains("manifest.json").anyMatch(name -> name.endsWith(".json"));
    assertThat(events("label.created")).isNotEmpty();
    assertThat(events("tile.span-opened")).isNotEmpty();
    assertThat(events("dataset.downloaded")).isNotEmpty();
  }

  @Test
  void aSelfCrossingPolygonIsNotStoredUntilTheRepairThatWasLookedAtIsTaken() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor annotator = world.open("annotator")) {
      annotator.polygon(0.55, 0.30, 0.70, 0.50, 0.70, 0.30, 0.55, 0.50);
      PlaywrightAssertions.assertThat(annotator.at("findings")).containsText("self-intersection");
      assertThat(annotator.at("violation-marker").count()).isPositive();
      PlaywrightAssertions.assertThat(annotator.at("save-state"))
          .hasAttribute("data-state", "refused");
      assertThat(world.labels()).hasSize(before);
      annotator.at("repair").first().click();
      PlaywrightAssertions.assertThat(annotator.at("repair-dialog"))
          .containsText("Crossings resolved");
      assertThat(Axe.violations(annotator.page())).isEmpty();
      annotator.look("repair");
      annotator.at("repair-take").click();
      annotator.expectSaved();
      assertThat(world.labels()).hasSize(before + 1);
      annotator.keys("Control+z", "Control+z");
      annotator.expectSaved();
    }
    assertThat(world.labels()).hasSize(before);
  }

  @Test
  void aPolygonDrawnWhileTheServerIsGoneIsSavedWhenItIsBack() throws Exception {
    int before = world.labels().size();
    try (EditorWorld.Editor annotator = world.open("annotator")) {
      world.test.restart();
      annotator.polygon(0.30, 0.60, 0.40, 0.60, 0.40, 0.75, 0.30, 0.75);
      annotator.expectSaved();
    }
    assertThat(world.labels()).hasSize(before + 1);
  }

  @Test
  void theSceneIsDividedAndAnAreaIsDoneByOneAndAcceptedByAnother() throws Exception {
    try (EditorWorld.Editor lead = world.open("lead")) {
      lead.at("areas").locator("summary").click();
      lead.at("divide").selectOption("2");
      PlaywrightAssertions.assertThat(lead.at("area")).hasCount(4);
      lead.at("area").nth(2).click();
      PlaywrightAssertions.assertThat(lead.at("area-here")).hasText("Area A2");
      lead.at("area-assignee").selectOption("annotator");
      PlaywrightAssertions.assertThat(lead.at("area").nth(2)).containsText("annotator");
      lead.page().waitForTimeout(500);
      assertThat(Axe.violations(lead.page())).isEmpty();
      lead.look("areas");
      try (EditorWorld.Editor annotator = world.open("annotator")) {
        // Theirs alone is gone to.
        annotator.keys("f");
        PlaywrightAssertions.assertThat(annotator.at("area-here")).hasText("Area A2");
        annotator.keys("Control+Enter");
        PlaywrightAssertions.assertThat(annotator.at("area").nth(2)).containsText("submitted");
        annotator.look("areas-mine");
        assertThat(annotator.person().complaints()).isEmpty();
      }
      lead.open();
      lead.at("area").nth(2).click();
      lead.at("area-accept").click();
      PlaywrightAssertions.assertThat(lead.at("area").nth(2)).containsText("accepted");
      lead.at("areas-remove").click();
      PlaywrightAssertions.assertThat(lead.at("area")).hasCount(0);
      assertThat(lead.person().complaints()).isEmpty();
    }
    assertThat(events("area.changed")).isNotEmpty();
  }

  @Test
  void whatLiesInAColleaguesAreaIsSeenAndLocked() throws Exception {
    try (EditorWorld.Editor lead = world.open("lead")) {
      lead.polygon(0.40, 0.20, 0.48, 0.20, 0.48, 0.35, 0.40, 0.35);
      lead.expectSaved();
      // The object's own area has the name of a test, too.
      lead.keys("Escape", "Escape");
      PlaywrightAssertions.assertThat(lead.at("inspector")).hasCount(0);
      lead.at("areas").locator("summary").click();
      lead.at("divide").selectOption("2");
      PlaywrightAssertions.assertThat(lead.at("area")).hasCount(4);
      lead.at("area").first().click();
      lead.at("area-assignee").selectOption("lead");
      PlaywrightAssertions.assertThat(lead.at("area").first()).containsText("you");
      try (EditorWorld.Editor annotator = world.open("annotator")) {
        annotator.at("tool-select").click();
        annotator.click(0.44, 0.27);
        PlaywrightAssertions.assertThat(annotator.at("locked"))
            .containsText("This lies in area A1, which is lead’s");
        annotator.look("area-colleague");
        assertThat(Axe.violations(annotator.page())).isEmpty();
        annotator.keys("Delete");
        PlaywrightAssertions.assertThat(annotator.at("hint")).containsText("which is lead’s");
        annotator.at("lock-others").uncheck();
        PlaywrightAssertions.assertThat(annotator.at("locked")).hasCount(0);
        annotator.keys("Delete");
        annotator.expectSaved();
        PlaywrightAssertions.assertThat(annotator.at("inspector")).hasCount(0);
        assertThat(annotator.person().complaints()).isEmpty();
      }
      lead.at("areas-remove").click();
      PlaywrightAssertions.assertThat(lead.at("area")).hasCount(0);
      assertThat(lead.person().complaints()).isEmpty();
    }
  }

  @Test
  void anAreaIsDrawnAndWhoIsGivenItIsWarnedOutsideOfIt() throws Exception {
    try (EditorWorld.Editor lead = world.open("lead")) {
      lead.at("areas").locator("summary").click();
      lead.at("area-draw").click();
      PlaywrightAssertions.assertThat(lead.at("tool-workArea"))
          .hasAttribute("aria-pressed", "true");
      lead.clicks(0.30, 0.20, 0.60, 0.25, 0.55, 0.60, 0.32, 0.55);
      lead.keys("Enter");
      PlaywrightAssertions.assertThat(lead.at("area-here")).hasText("Area P1");
      lead.at("area-assignee").selectOption("annotator");
      PlaywrightAssertions.assertThat(lead.at("area").first()).containsText("annotator");
      lead.page().waitForTimeout(500);
      assertThat(Axe.violations(lead.page())).isEmpty();
      lead.look("area-drawn");
      try (EditorWorld.Editor annotator = world.open("annotator")) {
        PlaywrightAssertions.assertThat(annotator.at("tool-workArea")).hasCount(0);
        annotator.polygon(0.70, 0.70, 0.80, 0.70, 0.75, 0.80);
        annotator.expectSaved();
        PlaywrightAssertions.assertThat(annotator.at("findings"))
            .containsText("most of the label would lie in no area of work");
        annotator.look("area-outside");
        annotator.keys("Control+z");
        annotator.expectSaved();
        assertThat(annotator.person().complaints()).isEmpty();
      }
      lead.at("areas-remove").click();
      PlaywrightAssertions.assertThat(lead.at("area")).hasCount(0);
      assertThat(lead.person().complaints()).isEmpty();
    }
    assertThat(events("area.drawn")).isNotEmpty();
  }

  @Test
  void anAuditorReadsWhoDidWhatOnTheLogsPage() {
    try (SharedBrowser.Person auditor = SharedBrowser.person()) {
      world.signIn(auditor.page, "auditor");
      auditor.complaints().clear();
      auditor.page.navigate(world.test.base() + "/#/audit");
      PlaywrightAssertions.assertThat(auditor.page.getByText("session.signed-in").first())
          .isVisible();
      assertThat(auditor.complaints()).isEmpty();
    }
  }

  private static JsonNode await(ApiClient client, String job) throws Exception {
    JsonNode state = client.get("/api/v1/jobs/" + job).expect(200).json();
    for (int i = 0; i < 600 && !"done".equals(state.get("state").asText()); i++) {
      assertThat(state.get("state").asText()).as(state.toString()).isNotEqualTo("failed");
      Thread.sleep(200);
      state = client.get("/api/v1/jobs/" + job).expect(200).json();
    }
    return state;
  }

  /** Names of the members of a dataset made now. */
  private static List<String> exported() throws Exception {
    ApiClient exporter = world.test.as("exporter");
    JsonNode made =
        exporter
            .post(
                "/api/v1/projects/" + world.project + "/datasets",
                Map.of("name", "journey", "formats", List.of("geojson", "coco")))
            .expect(202)
            .json();
    await(exporter, made.get("job").asText());
    String dataset = "/api/v1/datasets/" + made.get("id").asText();
    world.test.release(dataset);
    byte[] archive = exporter.get(dataset + "/archive").expect(200).body();
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        if (entry.getName().endsWith(".json")) {
          assertThat(Json.MAPPER.readTree(zip.readAllBytes())).isNotEmpty();
        }
      }
    }
    return names;
  }

  private static JsonNode events(String type) throws Exception {
    ApiClient auditor = world.test.as("auditor");
    JsonNode events = Json.object();
    for (int i = 0; i < 50 && events.isEmpty(); i++) {
      Thread.sleep(100);
      events = auditor.get("/api/v1/audit/events?type=" + type).expect(200).json().get("events");
    }
    return events;
  }
}
