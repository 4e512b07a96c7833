package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.graticule.audit.Event;
import org.graticule.image.Sha256;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same image, however often and at once it comes in. */
final class RepeatedImagesTest {
  private static final int TIMES = 100;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload uploads;

  @BeforeAll
  static void open() {
    node = new TestNode();
    uploads = new SceneUpload(node);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void oneImageUploadedAHundredTimesAtOnceIsOneSceneAndEverybodyIsToldOfIt() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("plain.tif"), 300, 200);
    ApiClient lead = node.as("lead");
    List<String> jobs =
        atOnce(i -> lead.upload(uploads.path("plain" + i + ".tif"), image).expect(202).json())
            .stream()
            .map(job -> job.get("id").asText())
            .toList();

    requireOneScene(lead, jobs, Sha256.of(image));
  }

  @Test
  void oneImageSentAHundredTimesInPiecesIsOneSceneToo() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("pieces.tif"), 200, 300);
    byte[] bytes = Files.readAllBytes(image);
    byte[] start = Arrays.copyOf(bytes, bytes.length / 2);
    byte[] rest = Arrays.copyOfRange(bytes, start.length, bytes.length);
    List<TusClient> senders = List.of(tus(), tus(), tus(), tus());
    List<String> jobs =
        atOnce(i -> {
          TusClient sender = senders.get(i % senders.size());
          synchronized (sender) {
            String upload = sender.created(bytes.length, "filename", "pieces" + i + ".tif");
            sender.patch(upload, 0, start).expect(204);
            sender.patch(upload, start.length, rest).expect(204);
            return sender.job(upload);
          }
        });

    requireOneScene(node.as("lead"), jobs, Sha256.of(image));
  }

  @Test
  void anotherNameIsTheSameSceneAndAnotherMarkIsAnother() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("marked.tif"), 128, 128);
    String first = uploads.scene(image, "first%20name.tif").toString();
    String higher = uploads.scene(image, "first%20name.tif&mark=GUARDED").toString();
    ApiClient lead = node.as("lead");

    assertThat(uploads.scene(image, "second%20name.tif").toString()).isEqualTo(first);
    assertThat(lead.get("/api/v1/scenes/" + first).expect(200).json().get("name").asText())
        .isEqualTo("first name.tif");
    assertThat(higher).isNotEqualTo(first);
    assertThat(uploads.scene(image, "third.tif&mark=GUARDED").toString()).isEqualTo(higher);
    assertThat(uploads.events("scene.upload-repeated"))
        .extracting(event -> event.facts().get("name"))
        .contains("second name.tif", "third.tif");
  }

  @Test
  void anImageThatCannotBeReadIsRefusedToEverybodyForTheSameReason() throws Exception {
    Path whole = Synthetic.rgb(folder.resolve("whole.tif"), 300, 300);
    Path cut = folder.resolve("cut.tif");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) * 3 / 4));
    ApiClient lead = node.as("lead");
    List<String> codes = new ArrayList<>();
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(lead.upload(uploads.path("cut.tif"), cut).expect(202).json().get("id").asText());
    }
    for (String job : jobs) {
      codes.add(SceneUpload.states(lead, job).getLast().path("code").asText());
    }
    assertThat(codes).doesNotContain("").containsOnly(codes.getFirst());
  }

  private static void requireOneScene(ApiClient lead, List<String> jobs, String sha256)
      throws Exception {
    assertThat(jobs).doesNotHaveDuplicates().hasSize(TIMES);
    List<JsonNode> ends = new ArrayList<>();
    for (String job : jobs) {
      ends.add(SceneUpload.states(lead, job).getLast());
    }
    assertThat(ends).extracting(end -> end.get("state").asText()).containsOnly("done");
    Set<String> scenes =
        ends.stream().map(end -> end.get("scene").asText()).collect(Collectors.toSet());
    assertThat(scenes).hasSize(1);
    String list = "/api/v1/projects/" + uploads.project() + "/scenes?limit=500";
    assertThat(lead.get(list).expect(200).json().get("scenes"))
        .filteredOn(scene -> scene.get("id").asText().equals(scenes.iterator().next()))
        .hasSize(1);
    assertThat(lead.get(list).expect(200).json().toString().split(sha256, -1)).hasSize(2);
    assertThat(events("scene.ingested", sha256)).hasSize(1);
    assertThat(events("scene.upload-repeated", sha256)).hasSize(TIMES - 1);
    try (Stream<Path> files = Files.walk(node.settings.dataDirectory())) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(sha256))).hasSize(1);
    }
    try (Stream<Path> left = Files.walk(node.settings.dataDirectory())) {
      assertThat(left.filter(file -> file.getParent().endsWith("arrivals"))).isEmpty();
    }
  }

  private static List<Event> events(String type, String sha256) throws Exception {
    return uploads.events(type).stream()
        .filter(event -> sha256.equals(event.facts().get("sha256")))
        .toList();
  }

  private static TusClient tus() throws Exception {
    return TusClient.as(node, "lead");
  }

  /** Something done so often. */
  private interface Doing<T> {
    T once(int i) throws Exception;
  }

  private static <T> List<T> atOnce(Doing<T> doing) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> all =
          IntStream.range(0, TIMES).<Callable<T>>mapToObj(i -> () -> doing.once(i)).toList();
      List<T> done = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
      return done;
    }
  }
}
