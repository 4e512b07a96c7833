package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A lead brings imagery in from the server's folder, in a real Chromium. */
@Execution(ExecutionMode.SAME_THREAD)
final class ImportsJourneyTest {
  private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");
  private static final LocatorAssertions.HasAttributeOptions SOON =
      new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);

  @TempDir private static Path home;
  private static TestNode open;
  private static TestNode closed;

  @BeforeAll
  static void open() throws Exception {
    Path folder = Files.createDirectories(home.resolve("2026 harbour"));
    Synthetic.rgb(folder.resolve("east.tif"), 300, 200);
    Synthetic.rgb(folder.resolve("west.tif"), 200, 300);
    Files.writeString(folder.resolve("west.tfw"), "1\n0\n0\n-1\n500000\n5400000\n");
    Files.writeString(folder.resolve("notes.txt"), "no image");
    open =
        new TestNode(
            Map.of("import.folder", home.toString(), "import.hosts", "imagery.invalid:8443"));
    closed = new TestNode();
  }

  @AfterAll
  static void close() {
    open.close();
    closed.close();
  }

  @Test
  void severalFilesAreChosenAndEachIsFollowedToItsSceneOrToWhyNot() throws Exception {
    try (SharedBrowser.Person lead = imports(open)) {
      Page page = lead.page;
      page.getByText("2026 harbour").click();
      assertThat(page.getByText("+ 1 file")).isVisible();
      page.getByTestId("choose-all").check();
      page.getByTestId("import-chosen").click();
      Locator rows = page.getByTestId("import-row");
      assertThat(rows).hasCount(3);
      for (String name : List.of("east.tif", "west.tif")) {
        assertThat(row(page, name)).hasAttribute("data-state", "done", SOON);
      }
      assertThat(row(page, "notes.txt")).hasAttribute("data-state", "failed", SOON);
      assertThat(row(page, "notes.txt")).containsText("(unknown-format)");
      page.getByTestId("import-addresses").fill("https://other.invalid/a.tif");
      page.getByTestId("import-addresses-go").click();
      assertThat(row(page, "https://other.invalid/a.tif")).containsText("(import-host)");
      page.getByText("Look at the scene").first().click();
      assertThat(page.getByTestId("scene-name")).isVisible();
    }
  }

  @Test
  void whereNothingIsOpenThePageSaysSoAndHowToOpenIt() throws Exception {
    try (SharedBrowser.Person lead = imports(closed)) {
      assertThat(lead.page.getByTestId("folder-closed")).containsText("import.folder");
      assertThat(lead.page.getByTestId("door-closed")).containsText("import.hosts");
      assertThat(lead.complaints()).isEmpty();
    }
  }

  @Test
  void axeFindsNothingToMendInEitherTheme() throws Exception {
    try (SharedBrowser.Person lead = imports(open)) {
      Page page = lead.page;
      for (String theme : List.of("dark", "light")) {
        page.evaluate("theme => localStorage.setItem('graticule.theme', theme)", theme);
        page.reload();
        page.getByText("2026 harbour").click();
        assertThat(page.getByTestId("choose-all")).isVisible();
        assertThat(violations(page)).as(theme).isEmpty();
      }
    }
  }

  private static Locator row(Page page, String name) {
    return page.getByTestId("import-row").filter(new Locator.FilterOptions().setHasText(name));
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page) throws Exception {
    page.evaluate(Files.readString(AXE));
    return (List<String>)
        page.evaluate(
            """
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
              .violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
                `${id}: ${target.flat().join(' ')}: ${failureSummary}`))
            """);
  }

  private static SharedBrowser.Person imports(TestNode node) {
    SharedBrowser.Person person = SignedIn.as(node, "lead");
    person.page.navigate(node.base() + "/#/projects/" + node.project() + "/imports");
    return person;
  }
}
