package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.graticule.http.Json;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
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
  private static TestNode test;
  private static String project;
  private static String scene;

  @BeforeAll
  static void open() throws Exception {
    test = new TestNode();
    project = test.project();
    scene = ingest();
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void aPolygonDrawnWithTheMouseSurvivesAReloadAndIsExportedAndIsOnTheLog() throws Exception {
    try (SharedBrowser.Person annotator = signedIn("annotator")) {
      openScene(annotator.page);
      drawPolygon(annotator.page, 0.30, 0.30, 0.45, 0.30, 0.45, 0.50, 0.30, 0.50);
      expectSaved(annotator.page);
      annotator.page.reload();
      PlaywrightAssertions.assertThat(testId(annotator.page, "object-row").first()).isVisible();
      assertThat(annotator.complaints()).isEmpty();
    }
    JsonNode labels = labels();
    assertThat(labels).isNotEmpty();
    assertThat(labels.get(0).at("/geometry/coordinates/0")).hasSize(5);
    assertThat(exported()).contains("manifest.json").anyMatch(name -> name.endsWith(".json"));
    assertThat(events("label.created")).isNotEmpty();
    assertThat(events("tile.read")).isNotEmpty();
    assertThat(events("dataset.downloaded")).isNotEmpty();
  }

  @Test
  void aSelfCrossingPolygonIsShownWhereItCrossesAndIsNotStored() throws Exception {
    int before = labels().size();
    try (SharedBrowser.Person annotator = signedIn("annotator")) {
      openScene(annotator.page);
      drawPolygon(annotator.page, 0.55, 0.30, 0.70, 0.50, 0.70, 0.30, 0.55, 0.50);
      PlaywrightAssertions.assertThat(testId(annotator.page, "findings"))
          .containsText("self-intersection");
      assertThat(testId(annotator.page, "violation-marker").count()).isPositive();
      PlaywrightAssertions.assertThat(testId(annotator.page, "save-state"))
          .hasAttribute("data-state", "refused");
    }
    assertThat(labels()).hasSize(before);
  }

  @Test
  void aPolygonDrawnWhileTheServerIsGoneIsSavedWhenItIsBack() throws Exception {
    int before = labels().size();
    try (SharedBrowser.Person annotator = signedIn("annotator")) {
      openScene(annotator.page);
      test.restart();
      drawPolygon(annotator.page, 0.30, 0.60, 0.40, 0.60, 0.40, 0.75, 0.30, 0.75);
      expectSaved(annotator.page);
    }
    assertThat(labels()).hasSize(before + 1);
  }

  @Test
  void anAuditorReadsWhoDidWhatOnTheLogsPage() {
    try (SharedBrowser.Person auditor = signedIn("auditor")) {
      auditor.page.navigate(test.base() + "/#/audit");
      PlaywrightAssertions.assertThat(auditor.page.getByText("session.signed-in").first())
          .isVisible();
      assertThat(auditor.complaints()).isEmpty();
    }
  }

  private static SharedBrowser.Person signedIn(String username) {
    SharedBrowser.Person person = SharedBrowser.person();
    Page page = person.page;
    page.navigate(test.base() + "/");
    page.locator("input[name=username]").fill(username);
    page.locator("input[name=password]").fill(test.password(username));
    page.locator("input[name=notice]").check();
    page.locator("input[name=password]").press("Enter");
    PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isHidden();
    // The first look at the page asks who is signed in, and nobody is: that is not a complaint.
    person.complaints().clear();
    return person;
  }

  private static void openScene(Page page) {
    page.navigate(test.base() + "/#/scenes/" + scene + "/label");
    PlaywrightAssertions.assertThat(testId(page, "tool-polygon")).isVisible();
    PlaywrightAssertions.assertThat(testId(page, "save-state")).hasAttribute("data-state", "saved");
    page.waitForTimeout(1_000);
  }

  /** Clicks at shares of the map's size and ends with Enter. */
  private static void drawPolygon(Page page, double... shares) {
    testId(page, "class-1").click();
    testId(page, "tool-polygon").click();
    BoundingBox map = testId(page, "map").boundingBox();
    for (int i = 0; i < shares.length; i += 2) {
      page.mouse().click(map.x + map.width * shares[i], map.y + map.height * shares[i + 1]);
      page.waitForTimeout(350);
    }
    page.keyboard().press("Enter");
  }

  private static void expectSaved(Page page) {
    page.waitForTimeout(800);
    PlaywrightAssertions.assertThat(testId(page, "save-state"))
        .hasAttribute(
            "data-state", "saved", new LocatorAssertions.HasAttributeOptions().setTimeout(40_000));
  }

  private static Locator testId(Page page, String id) {
    return page.getByTestId(id);
  }

  private static String ingest() throws Exception {
    Path file = Files.createTempFile("journey", ".tif");
    SyntheticGeoTiff.write(
        file, SyntheticScene.plan(3, 1024, 1024), SyntheticGeoTiff.Options.plain(), p -> {});
    ApiClient lead = test.as("lead");
    String job =
        lead.upload("/api/v1/projects/" + project + "/scenes?name=journey.tif", file)
            .expect(202)
            .json()
            .get("id")
            .asText();
    Files.delete(file);
    return await(lead, job).get("scene").asText();
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

  private static JsonNode labels() throws Exception {
    return test.as("annotator")
        .get("/api/v1/scenes/" + scene + "/labels?space=pixel")
        .expect(200)
        .json()
        .get("features");
  }

  /** Names of the members of a dataset made now. */
  private static List<String> exported() throws Exception {
    ApiClient exporter = test.as("exporter");
    JsonNode made =
        exporter
            .post(
                "/api/v1/projects/" + project + "/datasets",
                Map.of("name", "journey", "formats", List.of("geojson", "coco")))
            .expect(202)
            .json();
    await(exporter, made.get("job").asText());
    byte[] archive =
        exporter.get("/api/v1/datasets/" + made.get("id").asText() + "/archive").expect(200).body();
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
    ApiClient auditor = test.as("auditor");
    JsonNode events = Json.object();
    for (int i = 0; i < 50 && events.isEmpty(); i++) {
      Thread.sleep(100);
      events = auditor.get("/api/v1/audit/events?type=" + type).expect(200).json().get("events");
    }
    return events;
  }
}
