package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A session of editing: axe-core finds nothing, and the content security policy reports nothing.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class EditorAccessibilityTest {
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
  void aWholeSessionOfEditingIsAccessibleAndBreaksNoPolicy() throws Exception {
    for (String theme : List.of("dark", "light")) {
      try (SharedBrowser.Person person = SharedBrowser.person()) {
        person.page.addInitScript(
            """
            window.reports = [];
            document.addEventListener('securitypolicyviolation', (e) =>
              window.reports.push(e.violatedDirective + ' ' + e.blockedURI));
            localStorage.setItem('graticule.theme', '%s');
            """
                .formatted(theme));
        world.signIn(person.page, "annotator");
        person.complaints().clear();
        EditorWorld.Editor editor = new EditorWorld.Editor(person, world, person.page, Set.of());
        assertThat(session(editor, theme)).as(theme).isEmpty();
        assertThat((List<?>) editor.page().evaluate("() => window.reports")).isEmpty();
      }
    }
  }

  /** Draws, opens every panel and dialog, and answers what axe-core has to say of each. */
  private static List<String> session(EditorWorld.Editor editor, String theme) throws IOException {
    List<String> found = new ArrayList<>();
    editor.page().navigate(world.test.base() + "/#/scenes/" + world.scene + "/label");
    editor.at("tour").waitFor();
    look(editor, theme, "tour", found);
    editor.ready();
    if (editor.at("elsewhere").isVisible()) {
      editor.at("edit-here").click();
      assertThat(editor.at("elsewhere")).hasCount(0);
    }
    editor.polygon(0.45, 0.20, 0.60, 0.20, 0.60, 0.40, 0.45, 0.40);
    editor.expectSaved();
    editor.at("history").click();
    editor.keys("Shift+N");
    look(editor, theme, "object", found);
    editor.at("tool-keys").click();
    assertThat(editor.page().locator("gr-keys h3").first()).isVisible();
    look(editor, theme, "keys", found);
    editor.keys("Escape", "Shift+G");
    editor.at("go-to").fill("px 512 400");
    look(editor, theme, "places", found);
    editor.keys("Enter");
    editor.at("import").click();
    importNonsense(editor);
    look(editor, theme, "import", found);
    editor.keys("Escape");
    editor.at("display").click();
    editor.page().locator("gr-display-panel").waitFor();
    look(editor, theme, "display", found);
    editor.at("display").click();
    // What grows out of the picture may be refused by the rules, which the console tells as well.
    assertThat(editor.person().complaints()).isEmpty();
    magic(editor);
    look(editor, theme, "magic", found);
    // What was drawn goes again: the other theme draws it at the same place.
    editor.keys("Control+z");
    editor.expectObjects(1);
    editor.keys("Control+z");
    editor.expectObjects(0);
    editor.expectSaved();
    return found;
  }

  private static void look(EditorWorld.Editor editor, String theme, String what, List<String> found)
      throws IOException {
    Axe.violations(editor.page()).forEach(each -> found.add(what + ": " + each));
    editor.look("editor-" + theme + "-" + what);
  }

  private static void importNonsense(EditorWorld.Editor editor) {
    byte[] dota = "1 2 30 2 30 40 1 40 wharf 0\n".getBytes(StandardCharsets.UTF_8);
    editor
        .page()
        .locator("gr-label-import input[type=file]")
        .setInputFiles(new FilePayload("a.txt", "text/plain", dota));
    assertThat(editor.at("import-finding")).hasCount(1);
  }

  /** The tools that work in a worker, whose script comes from the server like any other. */
  private static void magic(EditorWorld.Editor editor) {
    editor.keys("1", "Shift+M");
    editor.drag(0.28, 0.60, 0.34, 0.60);
    editor.expectObjects(2);
    editor.keys("Escape", "m");
    editor.clicks(0.35, 0.30, 0.40, 0.25, 0.42, 0.38);
    editor.keys("Escape", "Escape");
  }
}
