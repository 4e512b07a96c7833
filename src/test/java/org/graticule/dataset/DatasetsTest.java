package org.graticule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.dataset.Datasets.Seen;
import org.graticule.fault.Fault;
import org.graticule.image.Ingest;
import org.graticule.image.SceneFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetsTest {
  private static final String SQUARE = "POLYGON ((200 200, 260 200, 260 260, 200 260, 200 200))";
  private static final String MOVED = "POLYGON ((300 300, 360 300, 360 360, 300 360, 300 300))";
  private static final Recipe BOTH = Recipe.of("Ports 2026", List.of("geojson", "coco"));

  @TempDir private static Path shared;
  private static SceneFacts facts;

  private static DatasetWorld world;

  @TempDir private Path folder;
  private Subject exporter;

  @BeforeAll
  static void open() throws Exception {
    facts = DatasetWorld.pyramid(shared);
    world = new DatasetWorld(shared, shared.resolve("pyramid/" + Ingest.displayName()), facts);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void begin() {
    world.begin();
    exporter = world.person("ex", "GUARDED", Role.EXPORTER);
  }

  @AfterEach
  void end() {
    world.end();
  }

  @Test
  void archiveHoldsTheLabelsOfTheMomentItWasFrozen() throws Exception {
    UUID scene = world.scene("harbour.tif", "OPEN");
    UUID moved = world.label(scene, 1, "OPEN", SQUARE);
    UUID deleted = world.label(scene, 5, "OPEN", MOVED);
    Seen asked = world.datasets.create(exporter, world.project, BOTH);
    world.revise(moved, 2, "update", MOVED);
    world.revise(deleted, 2, "delete", MOVED);
    world.label(scene, 1, "OPEN", SQUARE);
    world.runJobs();
    Dataset built = world.ended(exporter, asked.dataset().id());

    assertThat(built.state()).isEqualTo(Dataset.State.PUBLISHED);
    JsonNode features = world.member(built.id(), ".geojson").get("features");
    assertThat(features.findValuesAsText("id"))
        .containsExactlyInAnyOrder(moved.toString(), deleted.toString());
    assertThat(features.findValuesAsText("revision")).containsOnly("1");
    JsonNode coco = world.member(built.id(), "annotations.json");
    assertThat(coco.get("annotations").findValuesAsText("label"))
        .contains(moved.toString(), deleted.toString());
    assertThat(built.manifest().at("/labels/building").asInt()).isEqualTo(1);
    assertThat(built.manifest().at("/labels/ship").asInt()).isEqualTo(1);
    assertThat(built.manifest().at("/scenes/0/sha256").asText()).isEqualTo(facts.sha256());
    assertThat(built.manifest().at("/checkpoint").asText()).endsWith(" head");
  }

  @Test
  void strangersReadTheArchive() throws Exception {
    UUID scene = world.scene("harbour.tif", "OPEN");
    world.label(scene, 1, "OPEN", SQUARE);
    world.label(
        scene,
        5,
        "OPEN",
        "POLYGON ((260 300, 900 300, 900 700, 260 700, 260 300), "
            + "(700 400, 700 500, 850 500, 850 400, 700 400))");
    Path out = folder.resolve("out.zip");
    world.datasets.export(exporter, world.project, BOTH, out, (fraction, doing) -> {});
    Path unpacked = folder.resolve("unpacked");
    new ProcessBuilder(
            "/usr/bin/python3", "-m", "zipfile", "-e", out.toString(), unpacked.toString())
        .inheritIO()
        .start()
        .waitFor();

    assertThat(Reader.run("coco_reader.py", unpacked.resolve("coco")))
        .isEqualTo(
            "{\"images\": 2, \"polygons\": 1, \"masks\": 2, \"truncated\": 1, \"originals\": 1}");
    try (Stream<Path> collections = Files.list(unpacked.resolve("geojson"))) {
      assertThat(Reader.run("geojson_reader.py", collections.findFirst().orElseThrow()))
          .contains("\"features\":2", "\"holes\":1", "WGS 84 (CRS84)");
    }
  }

  @Test
  void sameVersionBuiltAgainIsTheSameBytes() throws Exception {
    UUID scene = world.scene("harbour.tif", "OPEN");
    world.label(scene, 1, "OPEN", SQUARE);
    Dataset first = exported();
    byte[] bytes = Files.readAllBytes(world.publisher.archive(first.id()));
    world.publisher.publish(
        exporter, first, DatasetWorld.OPERATOR, (fraction, doing) -> {}, tx -> {});

    assertThat(Files.readAllBytes(world.publisher.archive(first.id()))).isEqualTo(bytes);
  }

  @Test
  void whatTheAskerMayNotSeeIsNotInItAndDoesNotMarkIt() throws Exception {
    UUID open = world.scene("open.tif", "OPEN");
    UUID sealed = world.scene("sealed.tif", "SEALED//EMBER");
    UUID visible = world.label(open, 1, "GUARDED", SQUARE);
    world.label(open, 1, "SEALED", MOVED);
    world.label(sealed, 1, "SEALED//EMBER", SQUARE);
    Dataset built = exported();

    assertThat(world.member(built.id(), ".geojson").get("features").findValuesAsText("id"))
        .containsExactly(visible.toString());
    assertThat(built.manifest().get("scenes").findValuesAsText("id"))
        .containsExactly(open.toString());
    assertThat(built.manifest().at("/dataset/banner").asText()).isEqualTo("GUARDED");
    assertThat(built.manifest().toString()).doesNotContain("SEALED", "EMBER", sealed.toString());
  }

  @Test
  void sceneAskedForByIdThatIsHiddenIsNotFound() {
    world.scene("open.tif", "OPEN");
    UUID hidden = world.scene("sealed.tif", "SEALED");
    Recipe recipe =
        new Recipe("Hidden", List.of("coco"), List.of(hidden), null, 512, 0, true, 0, 0);

    assertThatThrownBy(() -> world.datasets.create(exporter, world.project, recipe))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    assertThat(world.datasets.list(exporter, world.project)).isEmpty();
  }

  @Test
  void marksThatJoinBeyondTheAskerAreRefusedAndNothingIsKept() {
    Subject foreign = world.person("foreign", "GUARDED", Role.EXPORTER, "BRZ", "CYN");
    world.scene("a.tif", "OPEN//REL TO AVL, BRZ");
    world.scene("b.tif", "OPEN//REL TO AVL, CYN");
    Subject now = world.again(foreign);

    assertThatThrownBy(() -> world.datasets.create(now, world.project, BOTH))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("mark-beyond-you"))
        .hasMessageContaining("OPEN//REL TO AVL");
    assertThat(world.loggedTypes("dataset.")).isEmpty();
    assertThat(world.datasets.list(world.again(foreign), world.project)).isEmpty();
  }

  @Test
  void onlyAnExporterMayAskAndAStrangerLearnsNothing() {
    world.scene("open.tif", "OPEN");
    Subject viewer = world.person("viewer", "VEILED", Role.VIEWER);
    Subject stranger = world.subject(world.account("stranger", "VEILED", List.of(), null));

    assertThatThrownBy(() -> world.datasets.create(viewer, world.project, BOTH))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN));
    assertThatThrownBy(() -> world.datasets.create(stranger, world.project, BOTH))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
  }

  @Test
  void askerWhoLostTheRoleBeforeTheBuildGetsNothing() throws Exception {
    world.scene("open.tif", "OPEN");
    Subject lead = world.person("boss", "VEILED", Role.PROJECT_LEAD);
    Seen asked = world.datasets.create(exporter, world.project, BOTH);
    world.grants.remove(lead, world.project, exporter.username(), Role.EXPORTER);
    world.runJobs();
    Dataset ended = world.ended(exporter, asked.dataset().id());

    assertThat(ended.state()).isEqualTo(Dataset.State.FAILED);
    assertThat(world.publisher.archive(ended.id())).doesNotExist();
    assertThat(world.loggedTypes("dataset.")).containsExactly("dataset.created", "dataset.failed");
  }

  @Test
  void sceneMarkedHigherSinceHidesTheDatasetItWentInto() throws Exception {
    UUID scene = world.scene("open.tif", "OPEN");
    Dataset built = exported();
    world.remark(scene, "SEALED");
    Subject now = world.again(exporter);

    assertThat(world.datasets.list(now, world.project)).isEmpty();
    assertThatThrownBy(() -> world.datasets.get(now, built.id())).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> world.datasets.download(now, built.id()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
  }

  @Test
  void unpublishedVersionHasNoFile() {
    world.scene("open.tif", "OPEN");
    Seen asked = world.datasets.create(exporter, world.project, BOTH);
    Subject now = world.again(exporter);

    assertThatThrownBy(() -> world.datasets.download(now, asked.dataset().id()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("not-published"));
  }

  @Test
  void versionsOfANameCountEvenWhenAskedForAtOnce() throws Exception {
    world.scene("open.tif", "OPEN");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> asked =
          Stream.generate(() -> 1)
              .limit(4)
              .map(i -> threads.submit(() -> world.datasets.create(exporter, world.project, BOTH)))
              .toList();
      for (Future<Seen> one : asked) {
        one.get();
      }
    }

    assertThat(world.datasets.list(world.again(exporter), world.project))
        .extracting(seen -> seen.dataset().version())
        .containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void buildThatDiedIsBegunAgainAndLeavesOneFile() throws Exception {
    UUID scene = world.scene("open.tif", "OPEN");
    world.label(scene, 1, "OPEN", SQUARE);
    Dataset asked = world.datasets.create(exporter, world.project, BOTH).dataset();
    assertThatThrownBy(() ->
            world.publisher.publish(
                exporter,
                asked,
                DatasetWorld.OPERATOR,
                (fraction, doing) -> {
                  if (fraction > 0.8) {
                    throw new IllegalStateException("killed");
                  }
                },
                tx -> {}))
        .hasMessage("killed");
    Files.writeString(world.archives.resolve(asked.id() + ".zip.123.part"), "half");
    world.runJobs();
    Dataset built = world.ended(exporter, asked.id());

    assertThat(built.state()).isEqualTo(Dataset.State.PUBLISHED);
    try (Stream<Path> there = Files.list(world.archives)) {
      assertThat(there.filter(file -> file.toString().contains(asked.id().toString())))
          .containsExactly(world.publisher.archive(asked.id()));
    }
  }

  @Test
  void askingBuildingAndTakingAwayAreOnTheLog() throws Exception {
    UUID scene = world.scene("open.tif", "OPEN");
    world.label(scene, 1, "OPEN", SQUARE);
    Seen asked = world.datasets.create(exporter, world.project, BOTH);
    world.runJobs();
    Dataset built = world.ended(exporter, asked.dataset().id());
    Subject now = world.again(exporter);
    world.datasets.list(now, world.project);
    Datasets.Download download = world.datasets.download(now, built.id());

    assertThat(download.name()).isEqualTo("Ports-2026-v1.zip");
    assertThat(download.archive().bytes()).isEqualTo(Files.size(download.file()));
    assertThat(world.loggedTypes("dataset."))
        .containsExactly(
            "dataset.created", "dataset.published", "dataset.listed", "dataset.downloaded");
    Event downloaded = world.events().toList().getLast();
    assertThat(downloaded.actorName()).isEqualTo(exporter.username());
    assertThat(downloaded.facts())
        .containsEntry("dataset", built.id().toString())
        .containsEntry("manifest_sha256", built.manifestSha256());
    Event created =
        world.events().filter(e -> e.type().equals("dataset.created")).findFirst().get();
    assertThat(created.facts()).containsEntry("count", 1L).containsEntry("format", "geojson,coco");
  }

  @Test
  void classesThatAreNotAskedForAreLeftOutAndUnknownOnesRefused() throws IOException {
    UUID scene = world.scene("open.tif", "OPEN");
    world.label(scene, 1, "OPEN", MOVED);
    UUID ship = world.label(scene, 5, "OPEN", SQUARE);
    Recipe ships = new Recipe("Ships", List.of("coco"), null, List.of(5), 512, 0, true, 0, 0);
    Dataset built =
        world.datasets.export(
            exporter, world.project, ships, folder.resolve("o.zip"), (fraction, doing) -> {});
    JsonNode coco = world.member(built.id(), "annotations.json");
    Recipe ghosts = new Recipe("Ghosts", List.of("coco"), null, List.of(6), 512, 0, true, 0, 0);

    assertThat(coco.get("annotations").findValuesAsText("label"))
        .isNotEmpty()
        .containsOnly(ship.toString());
    assertThat(coco.get("categories").findValuesAsText("name")).containsExactly("ship");
    assertThat(coco.at("/categories/0/supercategory").asText()).isEqualTo("building");
    assertThatThrownBy(() -> world.datasets.create(exporter, world.project, ghosts))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("unknown-class"));
  }

  private Dataset exported() throws IOException {
    return world.datasets.export(
        world.again(exporter),
        world.project,
        BOTH,
        folder.resolve("o.zip"),
        (fraction, doing) -> {});
  }
}
