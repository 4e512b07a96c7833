package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Limiting a role to a polygon drawn on the map, and taking the limit away, in a real Chromium. */
@Execution(ExecutionMode.SAME_THREAD)
final class AreaJourneyTest {
  @TempDir private static Path folder;
  private static TestNode test;
  private static String grants;

  @BeforeAll
  static void open() throws Exception {
    test = new TestNode();
    SceneUpload upload = new SceneUpload(test);
    upload.scene(Synthetic.rgb(folder.resolve("a.tif"), 600, 600), "a.tif");
    grants = "/api/v1/projects/" + upload.project() + "/grants";
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void aRoleIsLimitedToAPolygonThatIsDrawnAndGivenEverywhereAgain() throws Exception {
    try (SharedBrowser.Person lead = SignedIn.as(test, "lead")) {
      Page page = lead.page;
      page.navigate(test.base() + "/#/projects/" + grants.split("/")[4] + "/people");
      Locator row =
          page.locator("gr-people tbody tr")
              .filter(new Locator.FilterOptions().setHasText("Vera Viewer"));
      row.first().getByText("Everywhere").click();
      page.locator("gr-area-dialog [data-testid=draw-area]").click();
      BoundingBox map = page.locator("gr-area-dialog .map").boundingBox();
      double x = map.x + map.width / 2;
      double y = map.y + map.height / 2;
      page.mouse().click(x - 60, y - 80);
      page.mouse().click(x + 50, y - 70);
      page.mouse().click(x + 20, y + 60);
      page.mouse().dblclick(x - 70, y + 50);
      PlaywrightAssertions.assertThat(page.locator("gr-area-dialog textarea"))
          .hasValue(Pattern.compile(".*Polygon.*"));
      shoot(page, "area-drawn");
      page.getByText("Limit to this area").click();
      PlaywrightAssertions.assertThat(row.first().getByText("In an area")).isVisible();
      shoot(page, "people");
      assertThat(area().at("/coordinates/0")).hasSize(5);
      assertThat(area().at("/coordinates/0/0/0").asDouble()).isBetween(14.9, 15.1);

      row.first().getByText("In an area").click();
      page.locator("gr-area-dialog").getByText("Everywhere").first().click();
      page.getByText("Give everywhere").click();
      PlaywrightAssertions.assertThat(row.first().getByText("Everywhere")).isVisible();
      assertThat(area().isMissingNode()).isTrue();
      assertThat(lead.complaints()).isEmpty();
    }
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots").resolve(name + ".png")));
  }

  private static JsonNode area() throws Exception {
    for (JsonNode grant : test.as("lead").get(grants).expect(200).json().get("grants")) {
      if (grant.get("username").asText().equals("viewer")) {
        return grant.path("area");
      }
    }
    throw new AssertionError("the viewer has no role");
  }
}
