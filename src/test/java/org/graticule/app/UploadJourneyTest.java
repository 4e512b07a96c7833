package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
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

/** Uploading in a real Chromium over a wire that is slow, breaks, and is left and come back to. */
@Execution(ExecutionMode.SAME_THREAD)
final class UploadJourneyTest {
  private static final LocatorAssertions.ContainsTextOptions PATIENT =
      new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

  @TempDir private static Path folder;
  private static TestNode test;
  private static String project;

  @BeforeAll
  static void open() {
    test = new TestNode();
    project = test.project();
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void anImageWithItsWorldFileArrivesThoughTheNetworkIsLostAndThePageIsLeft() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("harbour.tif"), 3_000, 2_000);
    Path world = Files.writeString(folder.resolve("harbour.tfw"), "1\n0\n0\n-1\n500000\n5400000\n");
    try (SharedBrowser.Person lead = signedIn("lead")) {
      Page page = lead.page;
      CDPSession session = page.context().newCDPSession(page);
      wire(session, 1_500_000, false);
      choose(page, image, world);
      Locator row = page.locator("gr-progress").first();
      PlaywrightAssertions.assertThat(row).containsText("harbour.tif + .tfw");
      PlaywrightAssertions.assertThat(row).containsText(Pattern.compile("MB/s, about \\d+ s left"));
      screenshot(page, "upload-sending.png");

      wire(session, 1_500_000, true);
      PlaywrightAssertions.assertThat(row).containsText("No connection", PATIENT);
      wire(session, 1_500_000, false);
      PlaywrightAssertions.assertThat(row).containsText("MB/s", PATIENT);

      row.getByText("Pause").click();
      PlaywrightAssertions.assertThat(row).containsText("Paused");
      long kept = kept("harbour.tif");
      assertThat(kept).isPositive();

      page.reload();
      row = page.locator("gr-progress").first();
      PlaywrightAssertions.assertThat(row).containsText("choose the file again to go on");
      screenshot(page, "upload-left.png");
      wire(session, 50_000_000, false);
      choose(page, image, world);
      PlaywrightAssertions.assertThat(row).containsText("Done", PATIENT);
      PlaywrightAssertions.assertThat(page.locator("gr-scene-card")).containsText("harbour.tif");
      screenshot(page, "upload-done.png");
      assertThat(new SceneUpload(test).events("upload.created"))
          .as("the same two uploads went on")
          .filteredOn(event -> event.facts().get("name").toString().startsWith("harbour"))
          .hasSize(2);
    }
  }

  @Test
  void whatCannotBeTakenIsToldInWords() throws Exception {
    Path orphan = Files.writeString(folder.resolve("alone.tfw"), "1\n0\n0\n-1\n0\n0\n");
    Path text = Files.writeString(folder.resolve("notes.txt"), "not an image");
    try (SharedBrowser.Person lead = signedIn("lead")) {
      choose(lead.page, orphan, text);
      PlaywrightAssertions.assertThat(row(lead.page, "alone.tfw"))
          .containsText("belongs to an image that is not among the files");
      PlaywrightAssertions.assertThat(row(lead.page, "notes.txt"))
          .containsText("it begins with the text \"not an image\"", PATIENT);
      PlaywrightAssertions.assertThat(row(lead.page, "notes.txt")).containsText("(unknown-format)");
      screenshot(lead.page, "upload-refused.png");
    }
  }

  private static Locator row(Page page, String name) {
    return page.locator("gr-progress").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void choose(Page page, Path... files) {
    page.locator("gr-upload input.files").setInputFiles(files);
  }

  private static void wire(CDPSession session, int bytesPerSecond, boolean broken) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", broken);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", bytesPerSecond);
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", conditions);
  }

  /** Bytes of an unfinished upload that the server has. */
  private static long kept(String name) throws Exception {
    for (var upload :
        test.as("lead").get("/api/v1/projects/" + project + "/uploads").json().get("uploads")) {
      if (upload.get("name").asText().equals(name)) {
        return upload.get("offset").asLong();
      }
    }
    throw new AssertionError("no upload of " + name);
  }

  private static SharedBrowser.Person signedIn(String username) {
    SharedBrowser.Person person = SignedIn.as(test, username);
    Page page = person.page;
    page.navigate(test.base() + "/#/projects/" + project + "/scenes");
    PlaywrightAssertions.assertThat(page.locator("gr-upload")).isVisible();
    return person;
  }

  private static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots").resolve(name)));
  }
}
