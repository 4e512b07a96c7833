package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Making a token in a real Chromium, using it as a program, and revoking it. */
@Execution(ExecutionMode.SAME_THREAD)
final class ApiTokensJourneyTest {
  private static TestNode test;

  @BeforeAll
  static void open() {
    test = new TestNode();
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void aTokenMadeInThePageIsShownOnceOpensTheServerAndIsRevoked() throws Exception {
    try (SharedBrowser.Person viewer = SignedIn.as(test, "viewer")) {
      Page page = viewer.page;
      page.locator("gr-bar a[href='#/tokens']").click();
      page.getByText("No program acts for you").waitFor();
      page.locator("gr-tokens rux-button").first().click();
      page.locator("gr-new-token input[name=name]").fill("QGIS <on> my desk");
      page.locator("gr-new-token input[name=name]").press("Enter");
      Locator secret = page.locator("gr-new-token .secret");
      PlaywrightAssertions.assertThat(secret).containsText("gr_");
      RawClient program =
          new RawClient(test.base())
              .with("Authorization", "Bearer " + secret.textContent().strip());
      program.get("/api/v1/projects").expect(200);
      page.getByText("Done").click();
      PlaywrightAssertions.assertThat(page.locator("gr-tokens td").first())
          .hasText("QGIS <on> my desk");
      assertThat(page.locator("gr-tokens").textContent()).doesNotContain("gr_");
      page.locator("gr-tokens td button").click();
      page.locator("gr-tokens gr-dialog rux-button").last().click();
      PlaywrightAssertions.assertThat(page.locator("gr-tokens tr.off")).isVisible();
      program.get("/api/v1/projects").expect(401);
      assertThat(viewer.complaints()).isEmpty();
    }
  }
}
