package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess.Limits;
import org.graticule.image.confine.OuterWalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoiled files of every format: a scene or a reason, never anything else, and nothing is left. */
final class FuzzTest {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");

  /** A header is looked at by the server itself. */
  private static final int CUTS = 40;

  @TempDir Path folder;

  @Test
  void aHeaderCutAnywhereOrSpoiledIsASizeOrAReason() throws IOException {
    Path spoiled = folder.resolve("spoiled");
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < CUTS; i++) {
        int end = i < 20 ? Math.min(7 * i, whole.length) : (int) ((long) whole.length * i / CUTS);
        look(spoiled, file + " cut at " + end, Arrays.copyOf(whole, end));
        look(spoiled, file + " spoiled by " + i, new Mutation(i).of(whole));
      }
    }
  }

  private static void look(Path spoiled, String what, byte[] bytes) throws IOException {
    Files.write(spoiled, bytes);
    try {
      ImageFormat format = ImageFormats.of(spoiled);
      format.size(spoiled);
      format.security(spoiled);
      format.parts(spoiled);
    } catch (Fault fault) {
      assertThat(fault.getMessage()).as(what).isNotBlank();
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  @Test
  void spoiledFilesAreReadOrRefusedBehindTheWalls() throws IOException {
    Fault fault = fuzz(20_261_126, 1, files());
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo("fuzzed");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  /** {@code -Dfuzz.from} is the name of the first file, {@code -Dfuzz.seed} says which spoils. */
  @Test
  @Tag("long")
  void manySpoiledFilesAreReadOrRefusedBehindTheWalls() throws IOException {
    long seed = Long.getLong("fuzz.seed", System.currentTimeMillis());
    int rounds = Integer.getInteger("fuzz.rounds", 40);
    String from = System.getProperty("fuzz.from", "");
    for (Path file : files()) {
      if (file.getFileName().toString().compareTo(from) < 0) {
        continue;
      }
      Fault fault = fuzz(seed, rounds, List.of(file));
      assertThat(fault.code())
          .as("-Dfuzz.seed=%d %s: %s", seed, file, fault.getMessage())
          .isIn("fuzzed", "decoder-memory");
      assertThat(folder.resolve("out")).isEmptyDirectory();
      assertThat(ProcessHandle.current().children()).isEmpty();
    }
  }

  private Fault fuzz(long seed, int rounds, List<Path> files) throws IOException {
    Path plan = Files.writeString(folder.resolve("plan"), seed + " " + rounds);
    Path out = Files.createDirectories(folder.resolve("out"));
    Limits limits = new Limits(512, Duration.ofMinutes(15), 1, Duration.ofMinutes(2), 1024, 64);
    DecoderProcess decoder =
        new DecoderProcess(limits, new OuterWalls(), FuzzedDecoder.class.getName(), 0);
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                decoder.run(plan, files, out, TileProfile.named("default"), (phase, share) -> {}));
    assertThat(fault).isNotNull();
    Files.deleteIfExists(out.resolve("spoiled"));
    return fault;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(HAZARDS)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("refuse-"))
          .filter(file -> !Sidecar.isSidecar(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }
}
