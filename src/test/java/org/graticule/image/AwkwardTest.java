package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.geo.TileProfile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images in combinations that nobody thought of (format, samples, bands, compression, layout,
 * nodata, mask, place), drawn by number: each is read as GDAL reads it, and so are its pyramids.
 */
final class AwkwardTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> aFewAreReadAsGdalReadsThem() throws Exception {
    return drawn(20_261_126, 0, 40);
  }

  /** {@code -Dawkward.first} and {@code -Dawkward.count} choose which. */
  @TestFactory
  @Tag("long")
  Stream<DynamicTest> hundredsAreReadAsGdalReadsThem() throws Exception {
    return drawn(
        1, Integer.getInteger("awkward.first", 0), Integer.getInteger("awkward.count", 500));
  }

  private Stream<DynamicTest> drawn(long seed, int first, int count) throws Exception {
    List<String> arguments = List.of("-", folder.toString(), "" + seed, "" + first, "" + count);
    JsonNode files = JSON.readTree(Gdal.python(script("make_awkward.py"), arguments));
    List<Path> all = new ArrayList<>();
    List<String> pairs = new ArrayList<>(List.of("-"));
    List<Path> originals = new ArrayList<>();
    files.fieldNames().forEachRemaining(name -> originals.add(Path.of(name)));
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode[] truth = new JsonNode[2];
    for (Path original : originals) {
      String name =
          original.getParent().getFileName() + " " + files.path(original.toString()).textValue();
      List<Path> sidecars = List.copyOf(Sidecar.beside(original).values());
      Path own =
          Files.createDirectories(folder.resolve("out-" + original.getParent().getFileName()));
      SceneFacts facts;
      try {
        facts =
            new IngestRun(TileProfile.named("default"), 1, (phase, share) -> {})
                .run(original, sidecars, own);
      } catch (IOException | RuntimeException e) {
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () -> {
                  throw new AssertionError(name, e);
                }));
        continue;
      }
      Path display = own.resolve(IngestRun.DISPLAY);
      Path analytic = own.resolve(IngestRun.ANALYTIC);
      all.addAll(List.of(original, display));
      int pair = Files.exists(analytic) ? (pairs.size() - 1) / 2 : -1;
      if (pair >= 0) {
        pairs.addAll(List.of(original.toString(), analytic.toString()));
      }
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                GdalComparison comparison =
                    new GdalComparison(
                        name,
                        truth[0].path(original.toString()),
                        truth[0].path(display.toString()));
                comparison.checkSource(original, sidecars);
                comparison.checkDisplay(display, facts);
                if (pair >= 0) {
                  assertThat(truth[1].path(pair)).as(name + ", lossless").isEmpty();
                }
              }));
    }
    truth[0] = Gdal.truth(all);
    truth[1] = JSON.readTree(Gdal.python(script("gdal_analytic.py"), pairs));
    return tests.stream();
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in = AwkwardTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
