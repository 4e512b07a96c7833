package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The lossless pyramid holds what the original holds, for GDAL and for our own reader. */
final class AnalyticTest {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> gdalReadsTheSamplesOfTheOriginal() throws Exception {
    List<Path> originals = originals();
    List<Path> lossless = new ArrayList<>();
    List<String> pairs = new ArrayList<>(List.of("-"));
    for (Path original : originals) {
      Path own = Files.createDirectories(folder.resolve(original.getFileName() + "-out"));
      SceneFacts facts = ingest(original, own);
      Path analytic = own.resolve("analytic.tif");
      assertThat(facts.losslessBytes())
          .isEqualTo(Files.exists(analytic) ? Files.size(analytic) : 0);
      if (Files.exists(analytic)) {
        lossless.add(original);
        pairs.addAll(List.of(original.toString(), analytic.toString()));
      }
    }
    JsonNode wrong = new JsonMapper().readTree(Gdal.python(script("gdal_analytic.py"), pairs));
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < lossless.size(); i++) {
      JsonNode complaints = wrong.path(i);
      String name = lossless.get(i).getFileName().toString();
      tests.add(DynamicTest.dynamicTest(name, () -> assertThat(complaints).isEmpty()));
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> statisticsAreThoseOfTheValidSamples() throws Exception {
    List<Path> originals = originals();
    List<String> pairs = new ArrayList<>(List.of("-"));
    for (Path original : originals) {
      Path own = Files.createDirectories(folder.resolve(original.getFileName() + "-facts"));
      Path facts = Files.writeString(own.resolve("facts.json"), ingest(original, own).toJson());
      pairs.addAll(List.of(original.toString(), facts.toString()));
    }
    JsonNode wrong = new JsonMapper().readTree(Gdal.python(script("gdal_statistics.py"), pairs));
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < originals.size(); i++) {
      JsonNode complaints = wrong.path(i);
      String name = originals.get(i).getFileName().toString();
      tests.add(DynamicTest.dynamicTest(name, () -> assertThat(complaints).isEmpty()));
    }
    return tests.stream();
  }

  @Test
  void ourReaderGivesTheSamplesAndTheValidityOfTheOriginal() throws Exception {
    for (Path original : made()) {
      Path own = Files.createDirectories(folder.resolve(original.getFileName() + "-own"));
      ingest(original, own);
      assertAsOriginal(original, own.resolve("analytic.tif"));
    }
  }

  private static void assertAsOriginal(Path original, Path lossless) throws IOException {
    try (ImageSource source = ImageFormats.of(original).open(original, List.of());
        ImageSource.WindowReader reader = source.reader();
        AnalyticReader analytic = AnalyticReader.open(lossless)) {
      TilePyramid pyramid = analytic.pyramid();
      int z = pyramid.maxZoom();
      Samples tile = new Samples(analytic.sampleType(), analytic.bands());
      Samples window = new Samples(source.sampleType(), source.bands());
      for (int i = 0; i < pyramid.columns(z) * pyramid.rows(z); i++) {
        int x = i % pyramid.columns(z);
        int y = i / pyramid.columns(z);
        Window w = pyramid.window(z, x, y);
        reader.read(w.x(), w.y(), w.width(), w.height(), window);
        boolean any = analytic.tile(z, x, y, tile);
        assertSame(original + " tile " + i, window, w, tile, any);
      }
    }
  }

  private static void assertSame(String name, Samples window, Window w, Samples tile, boolean any) {
    int wrong = 0;
    for (int k = 0; k < w.width() * w.height(); k++) {
      int at = k / w.width() * 512 + k % w.width();
      boolean valid = window.valid() == null || window.valid()[k] != 0;
      boolean shown = any && (tile.valid() == null || tile.valid()[at] != 0);
      wrong += valid == shown ? 0 : 1;
      for (int band = 0; band < tile.bands() && valid && shown; band++) {
        double expected = window.value(k * window.bands() + band);
        double got = tile.value(at * tile.bands() + band);
        wrong += Double.compare(expected, got) == 0 ? 0 : 1;
      }
    }
    assertThat(wrong).as(name + ": pixels that differ").isZero();
  }

  /** For readers without zstd. */
  @Test
  void theProfileOfDeflateHoldsTheSameForGdalAndForUs() throws Exception {
    List<String> pairs = new ArrayList<>(List.of("-"));
    for (Path original : made()) {
      Path own = Files.createDirectories(folder.resolve(original.getFileName() + "-deflate"));
      new IngestRun(TileProfile.named("portable"), 2, (phase, share) -> {})
          .run(original, List.of(), own);
      Path analytic = own.resolve("analytic.tif");
      pairs.addAll(List.of(original.toString(), analytic.toString()));
      try (TiffFile file = TiffFile.open(analytic, TiffBudget.standard())) {
        assertThat(file.directories()).allMatch(ifd -> ifd.integers(Tag.COMPRESSION)[0] == 8);
      }
      assertAsOriginal(original, analytic);
    }
    assertThat(new JsonMapper().readTree(Gdal.python(script("gdal_analytic.py"), pairs)))
        .hasSize(pairs.size() / 2)
        .allMatch(JsonNode::isEmpty);
  }

  @Test
  void someBandsCanBeReadInAnyOrder() throws Exception {
    ingest(made("uint16-bands4"), folder);
    try (AnalyticReader analytic = AnalyticReader.open(folder.resolve("analytic.tif"))) {
      Samples all = new Samples(SampleType.UINT16, 4);
      Samples two = new Samples(SampleType.UINT16, 2);
      assertThat(analytic.tile(1, 1, 0, all)).isTrue();
      assertThat(analytic.tile(1, 1, 0, new int[] {3, 0}, two)).isTrue();
      for (int k = 0; k < 512 * 512; k += 97) {
        assertThat(two.shorts()[2 * k]).isEqualTo(all.shorts()[4 * k + 3]);
        assertThat(two.shorts()[2 * k + 1]).isEqualTo(all.shorts()[4 * k]);
      }
      Fault outside = catchThrowableOfType(Fault.class, () -> analytic.tile(1, 9, 0, all));
      assertThat(outside.code()).isEqualTo("not-found");
    }
  }

  @Test
  void aDamagedTileIsAFaultThatNamesIt() throws Exception {
    ingest(made("uint16-bands4"), folder);
    Path file = folder.resolve("analytic.tif");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length - 40_000; i < bytes.length; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
    try (AnalyticReader analytic = AnalyticReader.open(file)) {
      Samples all = new Samples(SampleType.UINT16, 4);
      Fault fault = catchThrowableOfType(Fault.class, () -> analytic.tile(2, 2, 2, all));
      assertThat(fault.code()).isEqualTo("bad-pyramid");
      assertThat(fault.getMessage()).contains("2, 2, 2");
    }
  }

  @Test
  void plainEightBitKeepsNone() throws Exception {
    for (String name : List.of("gray-uint8", "rgba", "palette", "tiles-jpeg-ycbcr", "gray-alpha")) {
      Path own = Files.createDirectories(folder.resolve(name));
      SceneFacts facts = ingest(HAZARDS.resolve("read-" + name + ".tif"), own);
      assertThat(facts.losslessBytes()).as(name).isZero();
      assertThat(own.resolve("analytic.tif")).doesNotExist();
    }
  }

  private List<Path> originals() throws Exception {
    List<Path> originals = new ArrayList<>(made());
    try (Stream<Path> files = Files.list(HAZARDS)) {
      files
          .filter(file -> file.toString().matches(".*/read-.*\\.tif"))
          .sorted()
          .forEach(originals::add);
    }
    return originals;
  }

  private List<Path> made() throws Exception {
    String names = Gdal.python(script("make_analytic.py"), List.of("-", folder.toString()));
    return names.lines().map(Path::of).toList();
  }

  private Path made(String name) throws Exception {
    return made().stream().filter(file -> file.endsWith(name + ".tif")).findFirst().orElseThrow();
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in = AnalyticTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static SceneFacts ingest(Path file, Path folder) throws IOException {
    Path mask = Path.of(file + ".msk");
    return new IngestRun(TileProfile.named("default"), 2, (phase, share) -> {})
        .run(file, Files.exists(mask) ? List.of(mask) : List.of(), folder);
  }
}
