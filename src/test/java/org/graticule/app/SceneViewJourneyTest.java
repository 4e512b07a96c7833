package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.graticule.image.synthetic.Samples;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An analyst looks at scenes in a real Chromium: adjusts, compares, reads positions, searches. */
@Execution(ExecutionMode.SAME_THREAD)
final class SceneViewJourneyTest {
  private static TestNode test;
  private static String project;
  private static String colour;
  private static String infrared;

  @BeforeAll
  static void open() throws Exception {
    test = new TestNode();
    project = test.project();
    colour = ingest("harbour colour.tif", SyntheticGeoTiff.Options.plain());
    infrared =
        ingest(
            "harbour infrared.tif",
            new SyntheticGeoTiff.Options(
                Samples.RGBN16, SyntheticGeoTiff.Layout.TILES, true, null));
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void draggingAHandleOfTheHistogramChangesTheTilesAndTheAddress() throws Exception {
    try (SharedBrowser.Person viewer = look(infrared, "")) {
      Page page = viewer.page;
      Set<String> asked = ConcurrentHashMap.newKeySet();
      page.onRequest(request -> asked.add(request.url()));
      BoundingBox handle = page.getByTestId("histogram-0").getByTestId("handle-high").boundingBox();
      page.mouse().move(handle.x + handle.width / 2, handle.y + 20);
      page.mouse().down();
      page.mouse().move(handle.x - 40, handle.y + 20);
      page.mouse().up();
      assertThat(page).hasURL(Pattern.compile(".*stretch=range.*"));
      page.waitForCondition(() ->
          asked.stream()
              .anyMatch(url -> url.contains("/map/native/") && url.contains("stretch=range")));
      page.getByTestId("reset").click();
      assertThat(page).not().hasURL(Pattern.compile(".*stretch=.*"));
      assertThat(page.getByTestId("tile-problem")).hasCount(0);
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  @Test
  void aHandleMovesByKeysAndANearInfraredPictureIsDrawnFromTheFullSamples() throws Exception {
    try (SharedBrowser.Person viewer = look(infrared, "?bands=4,1,2&stretch=percentile:2,98")) {
      Page page = viewer.page;
      var low = page.getByTestId("histogram-0").getByTestId("handle-low");
      double before = Double.parseDouble(low.getAttribute("aria-valuenow"));
      low.focus();
      page.keyboard().press("Shift+ArrowRight");
      assertThat(page).hasURL(Pattern.compile(".*bands=4.*stretch=range.*"));
      assertThat(Double.parseDouble(low.getAttribute("aria-valuenow"))).isGreaterThan(before);
      assertThat(page.getByTestId("tile-problem")).hasCount(0);
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  @Test
  void theEditorDrawsTheImageAsTheAddressSaysAndAsItsDisplayPanelIsSet() throws Exception {
    try (SharedBrowser.Person viewer = SignedIn.as(test, "viewer")) {
      Page page = viewer.page;
      Set<String> asked = ConcurrentHashMap.newKeySet();
      page.onRequest(request -> asked.add(request.url()));
      page.navigate(test.base() + "/#/scenes/" + infrared + "/label?bands=4,1,2");
      page.waitForCondition(() -> asked.stream().anyMatch(drawn("bands=4%2C1%2C2")));
      page.getByTestId("display").click();
      page.getByTestId("histogram-0").getByTestId("handle-low").press("Shift+ArrowRight");
      assertThat(page).hasURL(Pattern.compile(".*/label[?]bands=4.*stretch=range.*"));
      page.waitForCondition(() -> asked.stream().anyMatch(drawn("stretch=range")));
      assertThat(Axe.violations(page)).noneMatch(one -> one.contains("gr-display-panel"));
      page.getByTestId("reset").click();
      assertThat(page).hasURL(Pattern.compile(".*/label$"));
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  private static Predicate<String> drawn(String how) {
    return url -> url.contains("/map/native/") && url.contains(how);
  }

  @Test
  void twoScenesOfTheSameGroundAreComparedUnderASwipeAndSideBySide() throws Exception {
    try (SharedBrowser.Person viewer = look(colour, "?panel=compare")) {
      Page page = viewer.page;
      page.getByTestId("other-scene").nth(1).click();
      var swipe = page.getByTestId("swipe");
      assertThat(swipe).hasAttribute("aria-valuenow", "50");
      BoundingBox box = swipe.boundingBox();
      page.mouse().move(box.x + box.width / 2, box.y + 100);
      page.mouse().down();
      page.mouse().move(box.x - 150, box.y + 100);
      page.mouse().up();
      assertThat(swipe).not().hasAttribute("aria-valuenow", "50");
      swipe.press("End");
      assertThat(swipe).hasAttribute("aria-valuenow", "100");
      assertThat(page).hasURL(Pattern.compile(".*with=" + infrared + ".*compare=swipe.*"));
      page.getByTestId("compare-side").click();
      assertThat(page.getByTestId("map-other")).isVisible();
      assertThat(page).hasURL(Pattern.compile(".*compare=side.*"));
      assertThat(page.getByTestId("tile-problem")).hasCount(0);
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  @Test
  void thePointerIsReadInMgrsAPixelGivesItsValuesAndAPositionIsFound() throws Exception {
    try (SharedBrowser.Person viewer = look(infrared, "")) {
      Page page = viewer.page;
      BoundingBox map = page.getByTestId("map").boundingBox();
      page.getByTestId("form-mgrs").click();
      page.mouse().move(map.x + map.width / 2, map.y + map.height / 2);
      assertThat(page.getByTestId("position")).hasText(mgrsOfTheMiddle());
      page.mouse().click(map.x + map.width / 2, map.y + map.height / 2);
      assertThat(page.getByTestId("values").locator("tr")).hasCount(4);
      String there = page.getByTestId("pin-mgrs").textContent().strip();
      page.getByTestId("goto").fill(there);
      page.getByTestId("goto").press("Enter");
      assertThat(page.getByTestId("pin-mgrs")).hasText(there);
      page.getByTestId("goto").fill("0 0");
      page.getByTestId("goto").press("Enter");
      assertThat(page.getByTestId("hint")).hasText("That position lies outside this image");
      assertThat(page.getByTestId("scale-bar")).isVisible();
      assertThat(page.getByTestId("north")).isVisible();
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  @Test
  void anAuditorAsksByAPositionWhoSawIt() throws Exception {
    String there;
    try (SharedBrowser.Person viewer = look(colour, "")) {
      BoundingBox map = viewer.page.getByTestId("map").boundingBox();
      viewer.page.mouse().click(map.x + map.width / 2, map.y + map.height / 2);
      there = viewer.page.getByTestId("pin-mgrs").textContent().strip();
    }
    try (SharedBrowser.Person auditor = SignedIn.as(test, "auditor")) {
      Page page = auditor.page;
      page.navigate(test.base() + "/#/audit?view=map");
      page.locator("input[name=bbox]").fill(there);
      page.locator("input[name=bbox]").press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*bbox=1\\d.*view=map"));
      Locator look =
          page.locator("gr-audit-looks tbody tr")
              .filter(new Locator.FilterOptions().setHasText("harbour colour.tif"))
              .first();
      // Which tiles of a span somebody saw is told within seconds.
      for (int n = 0; n < 60 && look.count() == 0; n++) {
        page.reload();
        page.waitForTimeout(500);
      }
      assertThat(look).containsText("viewer");
      look.getByTestId("look-show").click();
      assertThat(Axe.violations(page)).isEmpty();
      assertThat(auditor.complaints()).isEmpty();
    }
  }

  @Test
  void theCatalogueIsNarrowedByNameAndByADrawnBox() throws Exception {
    try (SharedBrowser.Person viewer = SignedIn.as(test, "viewer")) {
      Page page = viewer.page;
      page.navigate(test.base() + "/#/projects/" + project + "/scenes");
      assertThat(page.getByTestId("scene-count")).hasText("2 scenes");
      page.getByTestId("filter-name").fill("infra");
      assertThat(page.getByTestId("scene-count")).hasText("1 of 2 scenes");
      assertThat(page).hasURL(Pattern.compile(".*[?]name=infra$"));
      page.reload();
      assertThat(page.getByTestId("scene-count")).hasText("1 of 2 scenes");
      page.getByTestId("filter-clear").click();
      assertThat(page.getByTestId("scene-count")).hasText("2 scenes");
      page.getByTestId("draw-box").click();
      BoundingBox map = page.locator("gr-footprint-map").boundingBox();
      page.mouse().move(map.x + 4, map.y + map.height / 2);
      page.mouse().down();
      page.mouse().move(map.x + 12, map.y + map.height / 2 + 20);
      page.mouse().up();
      assertThat(page.getByTestId("scene-count")).hasText("0 of 2 scenes");
      page.getByText("Show every scene").click();
      assertThat(page.getByTestId("scene-count")).hasText("2 scenes");
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  @Test
  void axeFindsNothingToMendInEitherTheme() throws Exception {
    try (SharedBrowser.Person viewer = SignedIn.as(test, "viewer")) {
      Page page = viewer.page;
      for (String theme : List.of("dark", "light")) {
        page.evaluate("theme => localStorage.setItem('graticule.theme', theme)", theme);
        for (String address :
            List.of(
                "/#/projects/" + project + "/scenes",
                "/#/scenes/" + infrared,
                "/#/scenes/" + infrared + "?panel=facts",
                "/#/scenes/" + colour + "?panel=compare&compare=swipe&with=" + infrared)) {
          page.navigate(test.base() + address);
          page.reload();
          page.locator("gr-look-map, gr-footprint-map").waitFor();
          page.waitForTimeout(1_000);
          assertThat(Axe.violations(page)).as(theme + " " + address).isEmpty();
        }
      }
      assertThat(viewer.complaints()).isEmpty();
    }
  }

  /** To the kilometre, by the scene's own transform into UTM zone 33. */
  private static Pattern mgrsOfTheMiddle() throws Exception {
    JsonNode affine =
        test.as("viewer").get("/api/v1/scenes/" + infrared).expect(200).json().get("affine");
    int easting = (int) (affine.get(0).asDouble() + 512 * affine.get(1).asDouble());
    int northing = (int) (affine.get(3).asDouble() + 512 * affine.get(5).asDouble());
    return Pattern.compile(
        "33T [A-Z]{2} %02d\\d{3} %02d\\d{3}"
            .formatted(easting % 100_000 / 1000, northing % 100_000 / 1000));
  }

  private static SharedBrowser.Person look(String scene, String parameters) {
    SharedBrowser.Person viewer = SignedIn.as(test, "viewer");
    viewer.page.navigate(test.base() + "/#/scenes/" + scene + parameters);
    viewer.page.getByTestId("map").waitFor();
    viewer.page.waitForTimeout(1_500);
    return viewer;
  }

  private static String ingest(String name, SyntheticGeoTiff.Options options) throws Exception {
    Path file = Files.createTempFile("look", ".tif");
    SyntheticGeoTiff.write(file, SyntheticScene.plan(3, 1024, 1024), options, percent -> {});
    ApiClient lead = test.as("lead");
    String path = "/api/v1/projects/" + project + "/scenes?name=" + name.replace(" ", "%20");
    String job = lead.upload(path, file).expect(202).json().get("id").asText();
    Files.delete(file);
    JsonNode state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    for (int i = 0; i < 600 && !"done".equals(state.get("state").asText()); i++) {
      assertThat(state.get("state").asText()).as(state.toString()).isNotEqualTo("failed");
      Thread.sleep(200);
      state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    }
    return state.get("scene").asText();
  }
}
