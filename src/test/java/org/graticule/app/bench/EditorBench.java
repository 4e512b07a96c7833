package org.graticule.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.graticule.db.EmbeddedCluster;
import org.graticule.testing.ManyLabels;
import org.graticule.testing.SharedBrowser;
import org.graticule.tile.bench.BenchServer;

/**
 * Frames of the editor in a real Chromium without a graphics card: panning and zooming over many
 * labels, and dragging a vertex of a very long outline. Chromium draws as fast as it can, so the
 * time between frames is what a frame costs. Argument: labels (default 100,000); of more than a
 * page can hold only the overview is measured.
 */
final class EditorBench {
  private static final int SIDE = 8_192;
  private static final int VERTICES = 50_000;
  private static final int BATCH = 1_000;

  /** More are put into the database past the server, as squares. */
  private static final int SAVED = 150_000;

  private final BenchServer server;
  private final String labels;
  private final int classId;

  private EditorBench(BenchServer server) throws Exception {
    this.server = server;
    this.labels = "/api/v1/scenes/" + server.scene().get("id").asText() + "/labels";
    this.classId =
        server
            .get("/api/v1/projects/" + server.scene().get("project").asText() + "/ontology")
            .at("/classes/0/id")
            .asInt();
  }

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    // Others may pass through, so that the database's own account reaches its folder.
    Path folder =
        Files.createTempDirectory(
            "editor-bench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Path data = folder.resolve("data");
    try (BenchServer server = BenchServer.start(data, SIDE);
        Playwright playwright = SharedBrowser.playwright();
        Browser browser = playwright.chromium().launch(unthrottled())) {
      EditorBench bench = new EditorBench(server);
      long began = System.nanoTime();
      if (count > SAVED) {
        UUID scene = UUID.fromString(server.scene().get("id").asText());
        ManyLabels.fill(EmbeddedCluster.join(data).superuser("graticule"), scene, count);
      } else {
        bench.fill(count);
      }
      System.out.printf(Locale.ROOT, "%d labels in %.0f s%n", count, seconds(began));
      if (count > SAVED) {
        bench.overview(browser, count);
      } else {
        Page page = bench.open(browser);
        frames(page, count, "fps");
        // Gets up from the person's seat.
        page.navigate("about:blank");
        page.close();
        String longest = bench.save(List.of(bench.operation(star())));
        bench.drag(bench.open(browser), longest);
      }
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static BrowserType.LaunchOptions unthrottled() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(Path.of("/usr/bin/chromium"))
        .setArgs(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-gpu-vsync",
                "--disable-frame-rate-limit",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run"));
  }

  /** Labels of eight corners in a grid over the whole scene. */
  private void fill(int count) throws Exception {
    int columns = (int) Math.ceil(Math.sqrt(count));
    double cell = (SIDE - 2.0) / columns;
    for (int from = 0; from < count; from += BATCH) {
      List<Map<String, Object>> operations =
          IntStream.range(from, Math.min(count, from + BATCH))
              .mapToObj(i ->
                  operation(
                      ring(
                          1 + (i % columns + 0.5) * cell,
                          1 + (i / columns + 0.5) * cell,
                          8,
                          corner -> cell * (corner % 2 == 0 ? 0.42 : 0.33))))
              .toList();
      save(operations);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** An outline with a tooth for every other vertex. */
  private static List<double[]> star() {
    double middle = SIDE / 2.0;
    return ring(middle, middle, VERTICES, i -> i % 2 == 0 ? middle * 0.9 : middle * 0.895);
  }

  private interface Radius {
    double of(int corner);
  }

  private static List<double[]> ring(double x, double y, int corners, Radius radius) {
    List<double[]> ring = new ArrayList<>();
    for (int i = 0; i <= corners; i++) {
      double angle = 2 * Math.PI * (i % corners) / corners;
      double r = radius.of(i % corners);
      ring.add(new double[] {x + r * Math.cos(angle), y + r * Math.sin(angle)});
    }
    return ring;
  }

  private Map<String, Object> operation(List<double[]> ring) {
    return Map.of(
        "op_id",
        UUID.randomUUID().toString(),
        "kind",
        "create",
        "element",
        UUID.randomUUID().toString(),
        "class",
        classId,
        "geometry",
        Map.of("type", "Polygon", "coordinates", List.of(ring)));
  }

  /** The element that was saved first. */
  private String save(List<Map<String, Object>> operations) throws Exception {
    JsonNode answer = server.post(labels + "/batch", Map.of("operations", operations));
    return answer.at("/results/0/element").asText();
  }

  /**
   * Open is the editor once an edit is saved; then it waits for every label, those that came with
   * the scene too.
   */
  private Page open(Browser browser) throws Exception {
    String scene = "/api/v1/scenes/" + server.scene().get("id").asText();
    int count = server.get(scene).get("label_count").asInt();
    long began = System.nanoTime();
    Page page = look(browser);
    page.getByTestId("tool-box").click();
    double shown = seconds(began);
    BoundingBox map = page.getByTestId("map").boundingBox();
    page.mouse().move(map.x + map.width / 2, map.y + map.height / 2);
    page.mouse().down();
    page.mouse().move(map.x + map.width / 2 + 40, map.y + map.height / 2 + 30);
    page.mouse().up();
    page.locator("[data-testid=save-state][data-state=saved]").waitFor();
    double edited = seconds(began);
    page.getByText("Loading objects").waitFor(hidden());
    double loaded = seconds(began);
    page.locator("[data-testid=object-list][data-count='" + (count + 1) + "']").waitFor();
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"editor.open_%dk\",\"shown_s\":%.1f,\"edit_saved_s\":%.1f,"
            + "\"all_here_s\":%.1f,\"labels\":%d}%n",
        count / 1000,
        shown,
        edited,
        loaded,
        count);
    page.keyboard().press("v");
    page.keyboard().press("Delete");
    page.waitForTimeout(3_000);
    return page;
  }

  private Page look(Browser browser) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    String[] cookie = server.headers().get("Cookie").split("=", 2);
    context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(server.base().toString())));
    context.addInitScript(
        "localStorage.setItem('graticule.signed-in', 'true');"
            + "localStorage.setItem('graticule.keys', '{\"profile\":\"cvat\",\"changed\":{}}')");
    Page page = context.newPage();
    page.setDefaultTimeout(120_000);
    page.navigate(server.base() + "/#/scenes/" + server.scene().get("id").asText() + "/label");
    return page;
  }

  /** Waits until all tiles have come, which the database counts for the first time. */
  private void overview(Browser browser, int count) {
    long began = System.nanoTime();
    Page page = look(browser);
    page.waitForResponse(each -> each.url().contains("/labels/tiles/"), () -> {});
    page.waitForLoadState(LoadState.NETWORKIDLE);
    System.out.printf(Locale.ROOT, "seen after %.1f s%n", seconds(began));
    frames(page, count, "overview_fps");
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  private static final String WATCH =
      """
      () => {
        const times = (window.frameTimes = []);
        let last = performance.now();
        const tick = (now) => {
          times.push(now - last);
          last = now;
          window.watching = requestAnimationFrame(tick);
        };
        window.watching = requestAnimationFrame(tick);
      }
      """;

  /** Milliseconds between frames while the action ran, sorted. */
  private static double[] during(Page page, Runnable action) {
    page.evaluate(WATCH);
    action.run();
    @SuppressWarnings("unchecked")
    List<Number> times =
        (List<Number>)
            page.evaluate("() => (cancelAnimationFrame(window.watching), window.frameTimes)");
    return times.stream().mapToDouble(Number::doubleValue).sorted().toArray();
  }

  private static void frames(Page page, int count, String name) {
    BoundingBox map = page.getByTestId("map").boundingBox();
    double x = map.x + map.width / 2;
    double y = map.y + map.height / 2;
    double[] times =
        during(
            page,
            () -> {
              for (int round = 0; round < 3; round++) {
                page.mouse().move(x, y);
                page.mouse().wheel(0, round % 2 == 0 ? -400 : 250);
                page.waitForTimeout(500);
                page.mouse().down();
                for (int i = 0; i < 60; i++) {
                  page.mouse().move(x + 200 * Math.sin(i / 8.0), y + 120 * Math.cos(i / 8.0));
                }
                page.mouse().up();
                page.waitForTimeout(500);
              }
            });
    double sum = Arrays.stream(times).sum();
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"editor.%s_%dk\",\"fps\":%.1f,\"p95_ms\":%.1f,\"longest_ms\":%.1f,"
            + "\"labels\":%d,\"pass\":30}%n",
        name,
        count / 1000,
        1000 * times.length / sum,
        percentile(times, 0.95),
        times[times.length - 1],
        count);
  }

  private void drag(Page page, String label) {
    page.getByTestId("object-filter").fill(label);
    page.locator("[data-id='" + label + "'][data-testid=object-row]").click();
    page.waitForTimeout(2_000);
    page.keyboard().press("0");
    page.waitForTimeout(2_000);
    BoundingBox map = page.getByTestId("map").boundingBox();
    double resolution = SIDE / (Math.min(map.width, map.height) - 32);
    double x = map.x + map.width / 2 + SIDE * 0.45 / resolution;
    double y = map.y + map.height / 2;
    page.mouse().move(x, y);
    page.waitForTimeout(300);
    page.mouse().down();
    double[] times =
        during(
            page,
            () -> {
              for (int i = 0; i < 200; i++) {
                page.mouse().move(x + 40 * Math.sin(i / 9.0), y + 60 * Math.sin(i / 13.0));
              }
            });
    page.mouse().up();
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"editor.drag_50k_ms\",\"mean_ms\":%.1f,\"p95_ms\":%.1f,"
            + "\"longest_ms\":%.1f,\"frames\":%d,\"pass\":16}%n",
        Arrays.stream(times).average().orElse(0),
        percentile(times, 0.95),
        times[times.length - 1],
        times.length);
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }
}
