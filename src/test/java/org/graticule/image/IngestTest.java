package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest as its callers see it: through the decoder process. */
final class IngestTest {
  /** Whoever keeps an original knows it; the decoder is not asked. */
  private static final String HASH = "0".repeat(64);

  private static final Path HAZARDS = Path.of("fixtures", "hazards");
  private static final TileProfile PROFILE = TileProfile.named("default");

  @TempDir Path folder;

  @Test
  void anImageBecomesAPyramidWithFactsAndProgressRises() throws Exception {
    List<Double> progress = new ArrayList<>();
    Set<IngestPhase> phases = new LinkedHashSet<>();
    SceneFacts facts =
        new Ingest(PROFILE, new Limits(256, Duration.ofMinutes(5), 2))
            .run(
                HAZARDS.resolve("read-uint16-nodata.tif"),
                HASH,
                List.of(),
                folder,
                (phase, share) -> {
                  progress.add(share);
                  phases.add(phase);
                });
    assertThat(folder.resolve("display.tif")).isNotEmptyFile();
    assertThat(facts.sampleType()).isEqualTo(SampleType.UINT16);
    assertThat(facts.nodata()).isEqualTo("0");
    assertThat(facts.masked()).isTrue();
    assertThat(facts.displayBytes()).isEqualTo(Files.size(folder.resolve("display.tif")));
    assertThat(progress).isSorted().endsWith(1.0);
    assertThat(phases).containsSequence(IngestPhase.LOOKING, IngestPhase.PYRAMID);
    BandStatistics red = facts.statistics().getFirst();
    assertThat(red.min()).isGreaterThan(0);
    assertThat(red.count()).isEqualTo(Math.round(facts.validFraction() * 83 * 61));
    assertThat(facts.stretch().getFirst().low()).isEqualTo(red.p2());
  }

  @Test
  void whatGdalDecodesIsDecodedBehindTheWalls() {
    for (String name :
        List.of(
            "read-lossless.jp2",
            "read-interlaced.png",
            "read-progressive.jpg",
            "read-tiles-webp.tif",
            "read-imagine.img",
            "read-bilevel-ccitt4.tif")) {
      SceneFacts facts =
          new Ingest(PROFILE, new Limits(256, Duration.ofMinutes(5), 2))
              .run(HAZARDS.resolve(name), HASH, List.of(), folder, (phase, share) -> {});
      assertThat(facts.width()).as(name).isEqualTo(83);
    }
  }

  @Test
  void aWorldFileGoesThroughTheWallsWithItsImage() throws IOException {
    Path image = HAZARDS.resolve("read-world-file.png");
    SceneFacts facts =
        new Ingest(PROFILE, new Limits(256, Duration.ofMinutes(5), 2))
            .run(
                image,
                HASH,
                List.copyOf(Sidecar.beside(image).values()),
                folder,
                (phase, share) -> {});
    assertThat(facts.georeference().epsg()).isEqualTo(32_633);
    assertThat(facts.georeference().affine()).containsExactly(500_000, 0.5, 0, 5.4e6, 0, -0.5);
    assertThat(facts.format()).startsWith("PNG");
  }

  @Test
  void aRefusalInTheDecoderArrivesWithItsCodeAndMessage() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                new Ingest(PROFILE, new Limits(256, Duration.ofMinutes(5), 1))
                    .run(
                        HAZARDS.resolve("refuse-lzw-garbage.tif"),
                        HASH,
                        List.of(),
                        folder,
                        (phase, share) -> {}));
    assertThat(fault.code()).isEqualTo("bad-block");
    assertThat(fault.getMessage()).contains("compression 5");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDecoderPastItsTimeIsStoppedAndLeavesNothing() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                new Ingest(PROFILE, new Limits(256, Duration.ofMillis(50), 1))
                    .run(
                        HAZARDS.resolve("read-strips-none.tif"),
                        HASH,
                        List.of(),
                        folder,
                        (phase, share) -> {}));
    assertThat(fault.code()).isEqualTo("decoder-timeout");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDecoderOutOfMemorySaysSo() throws IOException {
    Path wide = Synthetic.rgb(folder.resolve("wide.tif"), 20_000, 600);
    Path out = Files.createDirectory(folder.resolve("out"));
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                new DecoderProcess(new Limits(24, Duration.ofMinutes(5), 1))
                    .run(wide, List.of(), out, PROFILE, (phase, share) -> {}));
    assertThat(fault.code()).isEqualTo("decoder-memory");
    assertThat(fault.getMessage()).contains("24 MiB");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void anIngestStoppedHalfWayLeavesNothing() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("image.tif"), 4000, 12_000);
    Path out = Files.createDirectory(folder.resolve("out"));
    Limits limits = new Limits(384, Duration.ofMinutes(5), 1).withCheckpoint(Duration.ofHours(1));
    Ingest ingest = new Ingest(PROFILE, limits);
    Thread[] runner = new Thread[1];
    List<Throwable> thrown = new ArrayList<>();
    runner[0] =
        Thread.ofPlatform()
            .start(() -> {
              try {
                ingest.run(
                    image,
                    HASH,
                    List.of(),
                    out,
                    (phase, share) -> {
                      if (share > 0.2) {
                        runner[0].interrupt();
                      }
                    });
              } catch (Fault e) {
                thrown.add(e);
              }
            });
    runner[0].join(TimeUnit.MINUTES.toMillis(2));
    assertThat(runner[0].isAlive()).isFalse();
    assertThat(thrown).singleElement().isInstanceOf(Fault.class);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aWorkerEndsWhenItsParentIsGone() throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                IngestWorker.class.getName(),
                "default",
                "1",
                "PT15S",
                "0",
                folder.toString(),
                Synthetic.rgb(folder.resolve("image.tif"), 4000, 20_000).toString())
            .redirectErrorStream(true)
            .start();
    worker.getOutputStream().close();
    assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(4);
    assertThat(folder.resolve("display.tif")).doesNotExist();
  }
}
