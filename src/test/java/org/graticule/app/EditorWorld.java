package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.graticule.image.synthetic.Georeference;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.graticule.testing.SharedBrowser;
import org.graticule.testing.TinyOutlineModel;

/** A server with a scene, and people who open it in the editor of a real Chromium. */
final class EditorWorld implements AutoCloseable {
  private static final long SEED = 3;

  final TestNode test;
  final String project;
  final String scene;

  EditorWorld() throws Exception {
    this(Map.of());
  }

  EditorWorld(Map<String, String> settings) throws Exception {
    test = new TestNode(settings);
    project = test.project();
    scene = ingest("editor.tif", SEED);
  }

  /**
   * With a model that outlines what is clicked on.
   *
   * @param folder where the model is put
   */
  static EditorWorld withModel(Path folder) throws Exception {
    return new EditorWorld(
        Map.of(
            "outline.encoder", TinyOutlineModel.encoder(folder).toString(),
            "outline.decoder", TinyOutlineModel.decoder(folder).toString()));
  }

  @Override
  public void close() {
    test.close();
  }

  /**
   * One person's editor. Closing it closes the browser.
   *
   * @param before ids of the labels that were there when it was opened
   */
  record Editor(SharedBrowser.Person person, EditorWorld world, Page page, Set<String> before)
      implements AutoCloseable {
    /** The same person in another tab, or in a tab that the test opened. */
    Editor in(Page tab) {
      return new Editor(person, world, tab, before);
    }

    Locator at(String testId) {
      return page.getByTestId(testId);
    }

    /** Clicks at a share of the map's width and height. */
    void click(double x, double y) {
      BoundingBox map = at("map").boundingBox();
      page().mouse().click(map.x + map.width * x, map.y + map.height * y);
      // Two quick clicks would be a double click.
      page().waitForTimeout(360);
    }

    void clicks(double... shares) {
      for (int i = 0; i < shares.length; i += 2) {
        click(shares[i], shares[i + 1]);
      }
    }

    void drag(double fromX, double fromY, double toX, double toY) {
      BoundingBox map = at("map").boundingBox();
      page().mouse().move(map.x + map.width * fromX, map.y + map.height * fromY);
      page().mouse().down();
      page().mouse().move(map.x + map.width * (fromX + toX) / 2, map.y + map.height * toY);
      page().mouse().move(map.x + map.width * toX, map.y + map.height * toY);
      page().mouse().up();
    }

    /**
     * Keeps a picture of the page where `-Dlook=FOLDER` asks for one, to be looked at by a person.
     */
    void look(String name) {
      String folder = System.getProperty("look", "");
      if (!folder.isEmpty()) {
        Path picture = Path.of(folder, name + "-" + System.nanoTime() + ".png");
        page().screenshot(new Page.ScreenshotOptions().setPath(picture));
      }
    }

    void keys(String... keys) {
      for (String key : keys) {
        page().keyboard().press(key);
      }
    }

    /** Draws a polygon of the first class with the mouse. */
    void polygon(double... shares) {
      at("class-1").click();
      at("tool-polygon").click();
      clicks(shares);
      keys("Enter");
    }

    /** What was drawn since it was opened, as the server has it. */
    Set<JsonNode> drawn() throws Exception {
      Set<JsonNode> drawn = new HashSet<>();
      for (JsonNode label : world.labels()) {
        if (!before.contains(label.get("id").asText())) {
          drawn.add(label);
        }
      }
      return drawn;
    }

    /** The one object that was. */
    JsonNode onlyDrawn() throws Exception {
      Set<JsonNode> drawn = drawn();
      assertThat(drawn).hasSize(1);
      return drawn.iterator().next();
    }

    void expectSaved() {
      page().waitForTimeout(300);
      expectState("saved");
    }

    void expectState(String state) {
      PlaywrightAssertions.assertThat(at("save-state"))
          .hasAttribute(
              "data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(40_000));
    }

    void expectObjects(int count) {
      PlaywrightAssertions.assertThat(at("object-list"))
          .hasAttribute("data-count", Integer.toString(count));
    }

    /** Opens the scene, or opens it again. */
    void open() {
      page().navigate("about:blank");
      page().navigate(world.test.base() + "/#/scenes/" + world.scene + "/label");
      ready();
    }

    void ready() {
      PlaywrightAssertions.assertThat(at("tool-select")).isVisible();
      page().waitForCondition(() -> at("save-state").count() == 0 || at("save-state").isVisible());
      page().waitForTimeout(700);
      if (at("tour").isVisible()) {
        at("tour-skip").click();
      }
    }

    @Override
    public void close() {
      person.close();
    }
  }

  Editor open(String username) throws Exception {
    Set<String> before = new HashSet<>();
    labels().forEach(label -> before.add(label.get("id").asText()));
    SharedBrowser.Person person = SharedBrowser.person();
    Editor editor = new Editor(person, this, person.page, before);
    signIn(editor.page(), username);
    // The first look at the page asks who is signed in, and nobody is: that is not a complaint.
    editor.person.complaints().clear();
    editor.open();
    // A browser that another test closed may not have got up from the person's seat.
    if (editor.at("elsewhere").isVisible()) {
      editor.at("edit-here").click();
      PlaywrightAssertions.assertThat(editor.at("elsewhere")).hasCount(0);
    }
    return editor;
  }

  void signIn(Page page, String username) {
    page.navigate(test.base() + "/");
    page.locator("input[name=username]").fill(username);
    fillPassword(page, username);
  }

  /** The rest of the form, which also stands in the dialog of a session that has ended. */
  void fillPassword(Page page, String username) {
    page.locator("input[name=password]").fill(test.password(username));
    if (page.locator("input[name=notice]").count() > 0) {
      page.locator("input[name=notice]").check();
    }
    page.locator("input[name=password]").press("Enter");
    PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isHidden();
  }

  JsonNode labels() throws Exception {
    return labels(scene);
  }

  JsonNode labels(String of) throws Exception {
    return test.as("annotator")
        .get("/api/v1/scenes/" + of + "/labels?space=pixel&limit=5000")
        .expect(200)
        .json()
        .get("features");
  }

  /** A further scene on the same ground, of another look. */
  String ingestLater(String name) throws Exception {
    return ingest(name, SEED + Georeference.PLACES);
  }

  private String ingest(String name, long seed) throws Exception {
    Path file = Files.createTempFile("editor", ".tif");
    SyntheticGeoTiff.write(
        file, SyntheticScene.plan(seed, 1024, 1024), SyntheticGeoTiff.Options.plain(), p -> {});
    ApiClient lead = test.as("lead");
    String job =
        lead.upload("/api/v1/projects/" + project + "/scenes?name=" + name, file)
            .expect(202)
            .json()
            .get("id")
            .asText();
    Files.delete(file);
    JsonNode ended = SceneUpload.states(lead, job).getLast();
    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    return ended.get("scene").asText();
  }
}
