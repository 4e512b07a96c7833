package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.Set;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A lead makes and changes the classes of a project, in a real Chromium. */
@Execution(ExecutionMode.SAME_THREAD)
final class OntologyJourneyTest {
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
  void whatWouldHappenToLabelsIsToldBeforeItDoesAndCanBeTakenBack() throws Exception {
    try (EditorWorld.Editor editor = world.open("lead")) {
      editor.polygon(0.45, 0.20, 0.60, 0.20, 0.60, 0.40, 0.45, 0.40);
      editor.expectSaved();
      Page page = editor.page();
      page.navigate(world.test.base() + "/#/projects/" + world.project + "/ontology");
      change(page, "building");
      editor.at("new-name").fill("house");
      assertThat(editor.at("class-outcome"))
          .containsText("The new name shows on 1 label in 1 scene");
      editor.at("kind-split").click();
      editor.look("ontology-split");
      assertThat(Axe.violations(page)).isEmpty();
      editor.at("kind-merge").click();
      editor.at("merge-into").selectOption("6");
      assertThat(editor.at("class-outcome")).containsText("1 label in 1 scene becomes “ship”");
      editor.look("ontology-merge");
      editor.at("class-change-go").click();
      assertThat(row(page, "Merged into ship")).containsText("building");
      assertThat(classOfLabel()).isEqualTo(6);

      editor.at("undo-version").click();
      assertThat(editor.at("version-lines")).containsText("“building” is in use again");
      assertThat(editor.at("version-dialog")).containsText("1 label");
      editor.look("ontology-undo");
      editor.at("version-go").click();
      assertThat(row(page, "Merged into ship")).hasCount(0);
      assertThat(classOfLabel()).isEqualTo(1);
      assertThat(editor.person().complaints()).isEmpty();
    }
  }

  @Test
  void whatLabelsAreHeldToIsReadByAllAndChangedByALead() throws Exception {
    try (EditorWorld.Editor editor = world.open("lead")) {
      Page page = editor.page();
      page.navigate(world.test.base() + "/#/projects/" + world.project + "/rules");
      editor.at("severity-sliver").selectOption("error");
      editor.at("scope-8").click();
      assertThat(editor.at("severity-sliver").locator("option").first())
          .hasText("refused, as in the project");
      fill(editor.at("number-maximum_area_m2"), "5");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("the least area is above the most");
      assertThat(editor.at("publish-rules")).hasAttribute("disabled", "");
      fill(editor.at("number-maximum_area_m2"), "25.5");
      editor.at("severity-too-large").selectOption("warning");
      editor.at("add-pair").click();
      assertThat(editor.at("pair")).hasCount(1);
      assertThat(Axe.violations(page)).isEmpty();
      editor.look("label-rules");
      editor.at("publish-rules").click();
      assertThat(editor.at("publish-rules")).hasCount(0);
      editor.open();
      editor.at("class-8").click();
      editor.at("tool-polygon").click();
      editor.clicks(0.72, 0.60, 0.80, 0.60, 0.80, 0.72);
      editor.keys("Enter");
      editor.expectSaved();
      assertThat(editor.at("findings")).containsText("may have at most 25.5");
      assertThat(editor.person().complaints()).isEmpty();
    }
    String of = "/api/v1/projects/" + world.project;
    JsonNode rules = world.test.as("annotator").get(of + "/label-rules").expect(200).json();
    assertThat(rules.at("/rules/severity/sliver").asText()).isEqualTo("error");
    try (EditorWorld.Editor annotator = world.open("annotator")) {
      annotator.page().navigate(world.test.base() + "/#" + of.substring(7) + "/rules");
      annotator.at("scope-8").click();
      assertThat(annotator.at("number-maximum_area_m2")).hasValue("25.5");
      assertThat(annotator.at("number-maximum_area_m2")).isDisabled();
      assertThat(annotator.at("add-pair")).hasCount(0);
    }
  }

  private static void fill(Locator field, String value) {
    field.fill(value);
    field.blur();
  }

  @Test
  void aProjectBeginsWithAReadyOntologyAndItsClassesGetAttributes() throws Exception {
    String project =
        world
            .test
            .as("admin")
            .post("/api/v1/projects", Map.of("name", "Airfields", "lead", "lead"))
            .expect(201)
            .json()
            .get("id")
            .asText();
    try (SharedBrowser.Person person = SharedBrowser.person()) {
      Page page = person.page;
      world.signIn(page, "lead");
      person.complaints().clear();
      EditorWorld.Editor editor = new EditorWorld.Editor(person, world, page, Set.of());
      page.navigate(world.test.base() + "/#/projects/" + project + "/ontology");
      assertThat(editor.at("ready-dota")).isVisible();
      editor.look("ontology-empty");
      editor.at("ready-xview").click();
      editor.at("attributes-11").click();
      editor.at("add-attribute").click();
      editor.at("attribute-name").fill("engines");
      editor.at("attribute-choices").fill("jet, propeller");
      assertThat(Axe.violations(page)).isEmpty();
      editor.look("ontology-attributes");
      editor.at("attributes-done").click();
      editor.at("geometry-15").selectOption("point");
      editor.look("ontology-draft");
      editor.at("publish").click();
      assertThat(editor.at("version-lines")).containsText("“Fixed-wing Aircraft” is new");
      editor.at("version-go").click();
      assertThat(editor.at("edit-ontology")).isVisible();
      assertThat(row(page, "Fixed-wing Aircraft").first()).containsText("engines");
      editor.look("ontology-published");
      assertThat(person.complaints()).isEmpty();
    }
  }

  private static void change(Page page, String name) {
    row(page, name).getByTestId("move-class").click();
  }

  private static Locator row(Page page, String text) {
    return page.locator("gr-class-row").filter(new Locator.FilterOptions().setHasText(text));
  }

  private static int classOfLabel() throws Exception {
    return world.labels().get(0).at("/properties/class").asInt();
  }
}
