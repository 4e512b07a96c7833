package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever people call things, it is text to everybody who looks at them. */
@Execution(ExecutionMode.SAME_THREAD)
final class HostileTextJourneyTest {
  private static final String EVIL = "<img src=x onerror=\"window.evil=1\">{{7*7}}";

  @Test
  void markupInANameIsTextOnEveryPage() throws Exception {
    try (EditorWorld world = new EditorWorld()) {
      String project = "/#/projects/" + world.project;
      String scene = "/api/v1/scenes/" + world.scene;
      ApiClient lead = world.test.as("lead");
      ApiClient admin = world.test.as("admin");
      String label = UUID.randomUUID().toString();
      lead.post(
              scene + "/labels/batch",
              Map.of(
                  "operations",
                  List.of(
                      Map.of(
                          "op_id",
                          UUID.randomUUID().toString(),
                          "kind",
                          "create",
                          "element",
                          label,
                          "class",
                          1,
                          "attributes",
                          Map.of(EVIL, EVIL),
                          "geometry",
                          Map.of(
                              "type",
                              "Polygon",
                              "coordinates",
                              List.of(
                                  List.of(
                                      List.of(10, 10),
                                      List.of(90, 10),
                                      List.of(90, 90),
                                      List.of(10, 10))))))))
          .expect(200);
      lead.post(
              scene + "/notes",
              Map.of("id", UUID.randomUUID().toString(), "x", 20, "y", 20, "text", EVIL))
          .expect(201);
      lead.post("/api/v1/tokens", Map.of("name", EVIL)).expect(201);
      admin
          .post("/api/v1/accounts", Map.of("username", "mallory", "display_name", EVIL))
          .expect(201);
      admin.post("/api/v1/projects", Map.of("name", EVIL, "lead", "lead")).expect(201);
      int shown =
          visit(
              world,
              "lead",
              "/#/",
              project + "/scenes",
              project + "/people",
              project + "/datasets",
              "/#/scenes/" + world.scene,
              "/#/scenes/" + world.scene + "/label",
              "/#/tokens");
      shown += visit(world, "admin", "/#/accounts", "/#/");
      assertThat(shown).isPositive();
      visit(world, "auditor", "/#/audit");
    }
  }

  private static int visit(EditorWorld world, String username, String... addresses) {
    try (SharedBrowser.Person person = SignedIn.as(world.test, username)) {
      Page page = person.page;
      int shown = 0;
      for (String address : addresses) {
        page.navigate(world.test.base() + address);
        page.reload();
        page.waitForTimeout(1_500);
        assertThat(page.locator("img[src=x]").count()).as(address).isZero();
        assertThat(page.evaluate("window.evil")).as(address).isNull();
        shown += page.getByText("<img src=x").count();
      }
      assertThat(person.complaints()).as(username).isEmpty();
      return shown;
    }
  }
}
