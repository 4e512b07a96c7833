package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real images that are not part of the project: each is read as GDAL reads it, or refused with a
 * reason. Looks in {@code ../shared/realdata} or {@code -Drealdata=DIR}; skipped without.
 */
@Tag("realdata")
final class RealDataTest {
  /** Files that are not read, with the code of the refusal. Everything else must be read. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "landsat/RGB.byte.gcp.vrt", "unknown-format",
          "landsat/RGB.byte.rpc.vrt", "unknown-format",
          // GDAL cannot read it either: downsampled JPEG (I1).
          "nitf/i_3113g.ntf", "bad-header",
          // Its last three bytes are missing.
          "nitf/rgb.ntf", "bad-header");

  /** Pure colours that change with every pixel, of which JPEG with shared chroma keeps little. */
  private static final Set<String> CONFETTI = Set.of("nitf/i_3301a.ntf", "nitf/rgb16.ntf");

  /** Sidecars, which are no images of their own. */
  private static final List<String> BESIDE = List.of(".msk", ".ovr", ".aux.xml");

  private static Path root = Path.of("");

  @BeforeAll
  static void find() {
    String named = System.getProperty("realdata", "");
    root = named.isEmpty() ? Path.of("..", "shared", "realdata") : Path.of(named);
    assumeTrue(
        Files.isDirectory(root), "SKIPPED: no real data in " + root.toAbsolutePath().normalize());
  }

  @TestFactory
  Stream<DynamicTest> everyFileLiesWhereGdalSaysOrIsRefused(@TempDir Path folder) throws Exception {
    List<String> names = names();
    List<Path> read = new ArrayList<>();
    Map<String, Fault> refusals = new HashMap<>();
    Map<String, SceneFacts> facts = new HashMap<>();
    for (String name : names) {
      Path own = Files.createDirectories(folder.resolve(name));
      Fault fault =
          catchThrowableOfType(Fault.class, () -> facts.put(name, ingest(root.resolve(name), own)));
      if (fault != null) {
        refusals.put(name, fault);
      } else {
        read.add(root.resolve(name));
        read.add(own.resolve("display.tif"));
      }
    }
    JsonNode truth = Gdal.truth(read);
    return names.stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  Fault fault = refusals.get(name);
                  assertThat(fault == null ? null : fault.code())
                      .as("refusal: %s", fault)
                      .isEqualTo(REFUSED.get(name));
                  if (fault == null) {
                    Path original = root.resolve(name);
                    Path display = folder.resolve(name).resolve("display.tif");
                    GdalComparison comparison =
                        new GdalComparison(
                            name, truth.path(original.toString()), truth.path(display.toString()));
                    comparison.checkSource(original, masks(original));
                    if (!CONFETTI.contains(name)) {
                      comparison.checkDisplay(display, facts.get(name));
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> hostileFilesAreReadAsGdalReadsThemOrRefused(@TempDir Path folder)
      throws Exception {
    List<Path> files = new ArrayList<>();
    for (String kind : List.of("hostile/libtiff", "hostile/pillow")) {
      try (Stream<Path> listed = Files.list(root.resolve(kind))) {
        listed.sorted().forEach(files::add);
      }
    }
    return files.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  Path own = Files.createDirectories(folder.resolve(file.getFileName()));
                  Fault refusal = catchThrowableOfType(Fault.class, () -> ingest(file, own));
                  if (refusal == null) {
                    JsonNode truth = Gdal.truth(List.of(file)).path(file.toString());
                    new GdalComparison(file.getFileName().toString(), truth, truth)
                        .checkSource(file, masks(file));
                  } else {
                    System.out.println(file + ": " + refusal.code() + " " + refusal.getMessage());
                  }
                }));
  }

  @Test
  void imagesOfOtherBodiesAreKeptWithoutLongitudeAndLatitude() throws IOException {
    Path mars = root.resolve("edge/cog_hirise_mars.tif");
    try (ImageSource source = ImageFormats.of(mars).open(mars, List.of())) {
      assertThat(source.georeference().mapping()).isPresent();
      assertThat(source.georeference().hasLonLat()).isFalse();
    }
  }

  @Test
  void aFootprintAcrossTheAntimeridianIsInTwoParts() throws IOException {
    Path dateline = root.resolve("edge/cog_dateline.tif");
    try (ImageSource source = ImageFormats.of(dateline).open(dateline, List.of())) {
      var footprint = source.georeference().footprintLonLat(source.grid()).orElseThrow();
      assertThat(footprint.getNumGeometries()).isEqualTo(2);
      assertThat(footprint.getEnvelopeInternal().getMinX()).isEqualTo(-180);
      assertThat(footprint.getEnvelopeInternal().getMaxX()).isEqualTo(180);
    }
  }

  private static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("landsat", "aerial", "edge", "jp2", "nitf")) {
      try (Stream<Path> files = Files.list(root.resolve(kind))) {
        files
            .map(file -> kind + "/" + file.getFileName())
            .filter(name -> BESIDE.stream().noneMatch(name::endsWith))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private static SceneFacts ingest(Path file, Path folder) throws IOException {
    return new IngestRun(TileProfile.named("default"), 2, (phase, share) -> {})
        .run(file, masks(file), folder);
  }

  private static List<Path> masks(Path original) {
    Path mask = Path.of(original + ".msk");
    return Files.exists(mask) ? List.of(mask) : List.of();
  }
}
