package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.graticule.audit.AuditTail;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.graticule.audit.Verdict;
import org.graticule.config.Settings;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.Sha256;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedBrowser;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that is killed while people save: nothing acknowledged is lost, nothing is twice. */
@Execution(ExecutionMode.SAME_THREAD)
final class KilledServerTest {
  private static final int SIDE = 1_600;
  private static final int CELL = 16;

  @TempDir Path folder;

  private final AtomicInteger cells = new AtomicInteger();
  private Settings settings;
  private Map<String, String> environment;
  private Map<String, String> passwords;
  private ServerProcess server;

  /** A batch as it was sent, byte for byte. */
  private record Sent(Map<String, Object> body, List<String> elements) {}

  @BeforeEach
  void peopleAndAServer() throws Exception {
    SharedCluster.Addresses database = SharedCluster.get().database();
    Path data = folder.resolve("data");
    settings =
        Settings.load(Map.of("data", data.toString(), "db.volatile", "true"), Map.of(), null);
    passwords = new HashMap<>();
    try (Node node =
        Node.open(settings, Databases.at(database.roles(), database.owner()), Clock.systemUTC())) {
      for (DemoWorld.Person person : new DemoWorld(node, settings).people()) {
        passwords.put(person.username(), person.password());
      }
    }
    environment = new HashMap<>(database.environment());
    environment.put("GRATICULE_DATA", data.toString());
    server = ServerProcess.start(environment);
  }

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void everyAcknowledgedLabelIsThereOnceAndOnTheLogAfterTheServerWasKilledTwice() throws Exception {
    String labels = "/api/v1/scenes/" + scene() + "/labels";
    List<Sent> all = new ArrayList<>();
    List<Sent> unanswered = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      List<Sent> lost = saveUntilKilled(labels, all);
      server = ServerProcess.start(environment);
      ApiClient annotator = as("annotator");
      assertThat(revisions(annotator, labels))
          .as("labels acknowledged before the kill")
          .containsKeys(elements(all).toArray(String[]::new));
      for (Sent batch : lost) {
        JsonNode results =
            annotator.post(labels + "/batch", batch.body()).expect(200).json().get("results");
        assertThat(results.findValuesAsText("element")).isEqualTo(batch.elements());
        assertThat(results.findValuesAsText("revision")).containsOnly("1");
      }
      all.addAll(lost);
      unanswered.addAll(lost);
    }
    Map<String, Integer> stored = revisions(as("annotator"), labels);
    server.stop();
    Verdict verdict = new AuditVerifier(settings.auditLog(), null, List.of()).verify();

    assertThat(unanswered).as("batches under way when the server was killed").isNotEmpty();
    assertThat(stored.keySet()).containsExactlyInAnyOrderElementsOf(elements(all));
    assertThat(stored.values()).containsOnly(1);
    assertThat(created()).containsExactlyInAnyOrderElementsOf(elements(all));
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }

  @Test
  void whatIsDrawnInTheEditorWhileTheServerIsKilledIsThereOnce() throws Exception {
    String scene = scene();
    try (SharedBrowser.Person person = SharedBrowser.person()) {
      Page page = person.page;
      page.navigate(server.address().toString());
      page.locator("input[name=username]").fill("annotator");
      page.locator("input[name=password]").fill(passwords.get("annotator"));
      page.locator("input[name=notice]").check();
      page.locator("input[name=password]").press("Enter");
      PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isHidden();
      page.navigate(server.address() + "#/scenes/" + scene + "/label");
      page.getByTestId("tour-skip").click();
      page.waitForRequest(
          request -> request.url().endsWith("/labels/batch"), () -> triangle(page, "ArrowRight"));
      server.kill();
      triangle(page, "ArrowLeft");
      Locator state = page.getByTestId("save-state");
      PlaywrightAssertions.assertThat(state).not().hasAttribute("data-state", "saved");
      server = ServerProcess.startAgain(environment, server);
      PlaywrightAssertions.assertThat(state)
          .hasAttribute(
              "data-state",
              "saved",
              new LocatorAssertions.HasAttributeOptions().setTimeout(40_000));
    }
    Map<String, Integer> stored = revisions(as("annotator"), "/api/v1/scenes/" + scene + "/labels");
    server.stop();
    assertThat(stored.values()).containsExactly(1, 1);
    assertThat(created()).containsExactlyInAnyOrderElementsOf(stored.keySet());
  }

  /** Draws one by keyboard, beside the middle of the map. */
  private static void triangle(Page page, String way) {
    for (String key : List.of("v", "1", "p", way, way, "Space", way, way, way, way, "Space")) {
      page.keyboard().press(key);
    }
    for (String key : List.of("ArrowDown", "ArrowDown", "ArrowDown", "Space", "Enter")) {
      page.keyboard().press(key);
    }
  }

  @Test
  void anIngestKilledHalfWayIsTakenUpAndEndsTheSameByteForByte() throws Exception {
    Map<String, String> often = new HashMap<>(environment);
    often.put("GRATICULE_INGEST_CHECKPOINT", "0");
    server.kill();
    server = ServerProcess.start(often);
    Path image = Synthetic.rgb(folder.resolve("long.tif"), 5_000, 10_000);
    String job = upload(as("lead"), image);
    Path pyramid = settings.scenes().resolve("pyramids").resolve(job).resolve("r1");
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.exists(pyramid.resolve(".resume/journal"))) {
      assertThat(System.nanoTime()).as("a journal within two minutes").isLessThan(patience);
      Thread.sleep(20);
    }
    server.kill();
    assertThat(pyramid.resolve("display.tif")).as("the kill came in time").doesNotExist();
    server = ServerProcess.start(often);
    JsonNode ended = SceneUpload.states(as("lead"), job).getLast();

    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
    new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard())
        .run(image, Sha256.of(image), List.of(), undisturbed, (phase, share) -> {});
    assertThat(pyramid.toFile().list()).containsExactly("display.tif");
    assertThat(pyramid.resolve("display.tif"))
        .hasSameBinaryContentAs(undisturbed.resolve("display.tif"));
  }

  @Test
  @Tag("long")
  void anIngestKilledAgainAndAgainEndsTheSameByteForByteAndIsOneScene() throws Exception {
    Map<String, String> often = new HashMap<>(environment);
    often.put("GRATICULE_INGEST_CHECKPOINT", "0");
    server.kill();
    server = ServerProcess.start(often);
    Path image = Synthetic.rgb(folder.resolve("again.tif"), 12_000, 9_000);
    String job = upload(as("lead"), image);
    Path pyramid = settings.scenes().resolve("pyramids").resolve(job).resolve("r1");
    Path journal = pyramid.resolve(".resume/journal");
    for (int kill = 0; kill < 4; kill++) {
      long seen = Files.exists(journal) ? Files.getLastModifiedTime(journal).toMillis() : 0;
      long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (!Files.exists(journal) || Files.getLastModifiedTime(journal).toMillis() == seen) {
        assertThat(System.nanoTime()).as("it goes on within two minutes").isLessThan(patience);
        Thread.sleep(5);
      }
      server.kill();
      assertThat(pyramid.resolve("display.tif")).as("kill %d came in time", kill).doesNotExist();
      server = ServerProcess.start(often);
    }
    JsonNode ended = SceneUpload.states(as("lead"), job).getLast();
    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed again"));
    new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard())
        .run(image, Sha256.of(image), List.of(), undisturbed, (phase, share) -> {});
    assertThat(pyramid.toFile().list()).containsExactly("display.tif");
    assertThat(pyramid.resolve("display.tif"))
        .hasSameBinaryContentAs(undisturbed.resolve("display.tif"));
  }

  /**
   * Three people's loops of saving, and a kill in the middle of them.
   *
   * @param acknowledged takes what the server answered
   * @return the batches that nobody heard of again
   */
  private List<Sent> saveUntilKilled(String labels, List<Sent> acknowledged) throws Exception {
    ConcurrentLinkedQueue<Sent> answered = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Sent> lost = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    CountDownLatch underWay = new CountDownLatch(12);
    List<Thread> savers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ApiClient annotator = as("annotator");
      savers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (true) {
                  Sent batch = batch();
                  try {
                    annotator.post(labels + "/batch", batch.body()).expect(200);
                    answered.add(batch);
                    underWay.countDown();
                  } catch (IOException e) {
                    lost.add(batch);
                    return;
                  } catch (InterruptedException | RuntimeException e) {
                    wrong.add(e);
                    return;
                  }
                }
              }));
    }
    boolean begun = underWay.await(60, TimeUnit.SECONDS);
    server.kill();
    for (Thread saver : savers) {
      saver.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(begun).as("twelve batches within a minute").isTrue();
    acknowledged.addAll(answered);
    return List.copyOf(lost);
  }

  /** Three squares where no others are. */
  private Sent batch() {
    List<Map<String, Object>> operations = new ArrayList<>();
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int cell = cells.getAndIncrement();
      int x = cell % (SIDE / CELL) * CELL + 2;
      int y = cell / (SIDE / CELL) * CELL + 2;
      elements.add(UUID.randomUUID().toString());
      operations.add(
          Map.of(
              "op_id",
              UUID.randomUUID(),
              "kind",
              "create",
              "element",
              elements.getLast(),
              "class",
              1,
              "geometry",
              Map.of("type", "Polygon", "coordinates", List.of(square(x, y)))));
    }
    return new Sent(Map.of("operations", operations), elements);
  }

  private static List<List<Integer>> square(int x, int y) {
    int right = x + 12;
    int bottom = y + 12;
    return List.of(
        List.of(x, y),
        List.of(right, y),
        List.of(right, bottom),
        List.of(x, bottom),
        List.of(x, y));
  }

  private static List<String> elements(List<Sent> batches) {
    return batches.stream().map(Sent::elements).flatMap(List::stream).toList();
  }

  /** The revision of every label of the scene, page by page; a label listed twice fails. */
  private static Map<String, Integer> revisions(ApiClient client, String labels) throws Exception {
    Map<String, Integer> revisions = new TreeMap<>();
    String cursor = "";
    do {
      JsonNode page = client.get(labels + "?space=pixel&limit=500" + cursor).expect(200).json();
      for (JsonNode feature : page.get("features")) {
        Integer before =
            revisions.put(feature.get("id").asText(), feature.at("/properties/revision").asInt());
        assertThat(before).as("listed twice: %s", feature.get("id")).isNull();
      }
      cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return revisions;
  }

  /** The label of every creation on the log, as often as it is there. */
  private List<String> created() throws IOException {
    AuditTail tail = new AuditTail(settings.auditLog(), 0, () -> Long.MAX_VALUE);
    List<String> created = new ArrayList<>();
    for (List<Recorded> some = tail.read(1_000); !some.isEmpty(); some = tail.read(1_000)) {
      for (Recorded record : some) {
        Event event = record.event();
        if (event.type().equals("label.created")) {
          created.add(event.facts().get("label").toString());
        }
      }
    }
    return created;
  }

  private ApiClient as(String username) throws IOException, InterruptedException {
    return new ApiClient(server.address()).signIn(username, passwords.get(username));
  }

  private static String upload(ApiClient lead, Path image) throws Exception {
    String project = lead.get("/api/v1/projects").expect(200).json().at("/projects/0/id").asText();
    return lead.upload("/api/v1/projects/" + project + "/scenes?name=image.tif", image)
        .expect(202)
        .json()
        .get("id")
        .asText();
  }

  private String scene() throws Exception {
    ApiClient lead = as("lead");
    String job = upload(lead, Synthetic.rgb(folder.resolve("image.tif"), SIDE, SIDE));
    JsonNode ended = SceneUpload.states(lead, job).getLast();
    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    return ended.get("scene").asText();
  }
}
