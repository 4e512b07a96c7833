package org.graticule.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.graticule.audit.Event;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An auditor reads in a real Chromium which tiles of a span somebody saw. */
@Execution(ExecutionMode.SAME_THREAD)
final class AuditSpansJourneyTest {
  @TempDir private static Path folder;
  private static TestNode test;
  private static UUID scene;

  @BeforeAll
  static void somebodyLooks() throws Exception {
    test = new TestNode();
    scene =
        new SceneUpload(test).scene(Synthetic.rgb(folder.resolve("a.tif"), 2048, 2048), "a.tif");
    Map<String, Object> tile =
        new TreeMap<>(Map.of("grid", "native", "revision", 1, "z", 2, "x", 0, "y", 0));
    append("olga", "tile.span-opened", tile);
    tile.putAll(Map.of("width", 4, "height", 4, "count", 3, "tiles", base64(0x80, 0x11)));
    tile.put("ms", base64(0, 0, 0, 250, 4, 0));
    append("sven", "tile.seen", tile);
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void anOpenedEventShowsWhichTilesWereSeenAndWhen() throws Exception {
    try (SharedBrowser.Person auditor = SignedIn.as(test, "auditor")) {
      Page page = auditor.page;
      page.navigate(test.base() + "/#/audit?type=tile.seen&actor=sven");
      page.getByLabel(Pattern.compile("Facts of event")).first().click();
      Locator picture = page.locator("gr-audit-table svg[role=img]");
      assertThat(picture)
          .hasAttribute(
              "aria-label", "3 tiles seen of 4 × 4 at zoom 2, columns 0 to 3, rows 0 to 3");
      assertThat(picture.locator("rect")).hasCount(16);
      assertThat(picture.locator("rect.seen title")).hasCount(3);
      assertThat(picture.locator("rect.seen title").last())
          .hasText(Pattern.compile("2/3/3, .*07:59:58.976Z"));
      assertThat(page.locator("gr-audit-table td.detail")).not().containsText("gBE=");
      assertThat(Axe.violations(page)).isEmpty();
      assertThat(auditor.complaints()).isEmpty();
    }
  }

  @Test
  void whoseTilesNobodyToldIsInTheListWithoutANumber() {
    try (SharedBrowser.Person auditor = SignedIn.as(test, "auditor")) {
      Page page = auditor.page;
      page.navigate(test.base() + "/#/audit?scene=" + scene + "&view=map");
      assertThat(look(page, "sven")).containsText("3");
      Locator perhaps = look(page, "olga").getByText("perhaps");
      assertThat(perhaps).hasAttribute("title", Pattern.compile("^May have seen"));
      assertThat(auditor.complaints()).isEmpty();
    }
  }

  private static Locator look(Page page, String name) {
    return page.locator("gr-audit-looks tbody tr")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void append(String name, String type, Map<String, Object> facts) {
    test.node
        .ownLog
        .append(
            new Event(
                UUID.randomUUID(),
                Instant.parse("2026-11-01T08:00:00Z"),
                type,
                Event.Outcome.SUCCESS,
                "b5f9d1c2-0b1e-4d2f-8a77-3f1f5a0c9d11",
                name,
                "192.0.2.7",
                null,
                null,
                scene,
                null,
                new TreeMap<>(facts)))
        .join();
  }

  private static String base64(int... bytes) {
    byte[] packed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      packed[i] = (byte) bytes[i];
    }
    return Base64.getEncoder().encodeToString(packed);
  }
}
