package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.geo.TileProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest that is killed and taken up again. */
final class JournalTest {
  @TempDir Path folder;
  private TileProfile profile = TileProfile.named("default");
  private Path image;
  private SceneFacts undisturbed;
  private final List<Double> shares = new ArrayList<>();

  @BeforeEach
  void anUndisturbedIngest() throws IOException {
    image = Synthetic.rgb(folder.resolve("image.tif"), 700, 5000);
    undisturbed = ingest("whole", Duration.ofHours(1), share -> {});
  }

  @Test
  void whatWasKilledIsTakenUpWhereItWasAndEndsTheSameByteForByte() throws IOException {
    Path killed = killedAt(0.6);
    SceneFacts facts = ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isGreaterThan(0.5);
    assertThat(folder.resolve("again/display.tif"))
        .hasSameBinaryContentAs(folder.resolve("whole/display.tif"));
    assertThat(facts.statistics()).usingRecursiveComparison().isEqualTo(undisturbed.statistics());
    assertThat(facts.validFraction()).isEqualTo(undisturbed.validFraction());
    assertThat(killed).doesNotExist();
  }

  /** One ingest, each time killed a little later. */
  @Test
  void whateverStageAnIngestIsKilledInItEndsTheSameByteForByte() throws Exception {
    profile = TileProfile.named("exact");
    ingest("exact", Duration.ofHours(1), share -> {});
    Path again = Files.createDirectories(folder.resolve("again"));
    for (String stage : List.of("PYRAMID 0.3", "PYRAMID 0.8", "WRITING 1")) {
      killedAt(stage, again);
      assertThat(again.resolve(IngestRun.DISPLAY)).as(stage).doesNotExist();
    }
    ingest("again", Duration.ZERO, share -> {});
    for (String file : List.of(IngestRun.DISPLAY, IngestRun.ANALYTIC)) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(folder.resolve("exact").resolve(file));
    }
    assertThat(again.toFile().list())
        .containsExactlyInAnyOrder(IngestRun.DISPLAY, IngestRun.ANALYTIC);
  }

  private void killedAt(String stage, Path into) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(StoppedIngest.class.getName(), image.toString(), into.toString()));
    command.addAll(List.of(stage.split(" ")));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader told = process.inputReader()) {
      assertThat(told.readLine()).as(stage).isEqualTo("here");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void theLosslessPyramidIsTakenUpWhereItWasToo() throws IOException {
    profile = TileProfile.named("exact");
    assertThat(ingest("exact", Duration.ofHours(1), share -> {}).losslessBytes()).isPositive();
    killedAt(0.6);
    ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isGreaterThan(0.5);
    for (String file : List.of("display.tif", "analytic.tif")) {
      assertThat(folder.resolve("again").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("exact").resolve(file));
    }
  }

  @Test
  void tilesThatAreTakenOverAsTheyAreAreTakenUpWhereItWasToo() throws IOException {
    image = Files.copy(folder.resolve("whole/display.tif"), folder.resolve("cog.tif"));
    assertThat(ingest("adopted", Duration.ofHours(1), share -> {}).adopted()).isTrue();
    killedAt(0.6);
    ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isGreaterThan(0.5);
    assertThat(folder.resolve("again/display.tif"))
        .hasSameBinaryContentAs(folder.resolve("adopted/display.tif"));
  }

  @Test
  void aJournalThatIsDamagedIsNotTakenUp() throws IOException {
    Path killed = killedAt(0.6);
    byte[] bytes = Files.readAllBytes(killed.resolve(Journal.NAME));
    bytes[bytes.length / 2] ^= 1;
    Files.write(killed.resolve(Journal.NAME), bytes);
    ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isLessThan(0.3);
    assertThat(folder.resolve("again/display.tif"))
        .hasSameBinaryContentAs(folder.resolve("whole/display.tif"));
  }

  @Test
  void aJournalWhoseTilesAreShorterThanItSaysIsNotTakenUp() throws IOException {
    Path killed = killedAt(0.6);
    Path finest;
    try (Stream<Path> files = Files.list(killed)) {
      finest = files.filter(f -> f.toString().endsWith(".level")).sorted().toList().getLast();
    }
    try (var channel = Files.newByteChannel(finest, StandardOpenOption.WRITE)) {
      // A journal may be older than the tiles: shorter than any of them could say.
      channel.truncate(1);
    }
    ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isLessThan(0.3);
    assertThat(folder.resolve("again/display.tif"))
        .hasSameBinaryContentAs(folder.resolve("whole/display.tif"));
  }

  @Test
  void aJournalOfAnotherImageIsNotTakenUp() throws IOException {
    killedAt(0.6);
    Synthetic.rgb(image, 700, 5001);
    ingest("again", Duration.ZERO, shares::add);
    assertThat(shares.getFirst()).isLessThan(0.3);
  }

  private interface Told {
    void at(double share);
  }

  private SceneFacts ingest(String name, Duration checkpoint, Told told) throws IOException {
    return new IngestRun(profile, 0, 2, checkpoint, (phase, share) -> told.at(share))
        .run(image, List.of(), Files.createDirectories(folder.resolve(name)));
  }

  /** Copies what is on disk in mid-ingest: a kill leaves exactly that. */
  private Path killedAt(double when) {
    Path spool = folder.resolve("killed").resolve(IngestRun.SPOOL);
    Path left = folder.resolve("again").resolve(IngestRun.SPOOL);
    assertThatThrownBy(() ->
            ingest(
                "killed",
                Duration.ZERO,
                share -> {
                  if (share > when) {
                    copy(spool, left);
                    throw new IllegalStateException("killed");
                  }
                }))
        .hasMessageContaining("killed");
    assertThat(left.resolve(Journal.NAME)).exists();
    return left;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
