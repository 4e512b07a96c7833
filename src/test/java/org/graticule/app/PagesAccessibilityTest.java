package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** axe-core finds nothing on any page beside the maps, which have tests of their own. */
@Execution(ExecutionMode.SAME_THREAD)
final class PagesAccessibilityTest {
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
  void axeFindsNothingOnAnyPageInEitherTheme() throws Exception {
    String project = "/#/projects/" + world.project;
    List<String> found = new ArrayList<>();
    visit(
        "lead",
        List.of(
            "/#/",
            project + "/scenes",
            project + "/ontology",
            project + "/people",
            project + "/requests",
            project + "/datasets",
            "/#/tokens"),
        found);
    visit("admin", List.of("/#/accounts", "/#/groups"), found);
    visit("officer", List.of("/#/explain"), found);
    visit("auditor", List.of("/#/audit"), found);
    assertThat(found).isEmpty();
  }

  private static void visit(String username, List<String> addresses, List<String> found)
      throws Exception {
    try (SharedBrowser.Person person = SharedBrowser.person()) {
      Page page = person.page;
      page.navigate(world.test.base() + "/");
      page.locator("input[name=password]").waitFor();
      Axe.violations(page).forEach(each -> found.add("sign-in: " + each));
      world.signIn(page, username);
      for (String theme : List.of("dark", "light")) {
        page.evaluate("theme => localStorage.setItem('graticule.theme', theme)", theme);
        for (String address : addresses) {
          page.navigate(world.test.base() + address);
          page.reload();
          page.waitForTimeout(1_200);
          Axe.violations(page).forEach(each -> found.add(theme + " " + address + " " + each));
        }
      }
    }
  }
}
