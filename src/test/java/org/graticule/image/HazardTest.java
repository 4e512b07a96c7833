package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code fixtures/hazards}: read as GDAL reads it, or refused naming the reason. */
final class HazardTest {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");

  private static final List<String> SIDECARS =
      List.of(".msk", ".pgw", ".jgw", ".prj", ".RPB", "_RPC.TXT", ".hdr");

  /** What each refusal must say: its code, then words of its message. */
  private static final Map<String, List<String>> REFUSALS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("box-beyond-end.jp2", List.of("bad-header", "1073741824 bytes")),
              Map.entry("colour-type-5.png", List.of("bad-header", "colour type 5")),
              Map.entry("decoded-ratio.bmp", List.of("pixel-limit", "100000 x 100000")),
              Map.entry("decoded-ratio.jpg", List.of("pixel-limit", "65000 x 65000")),
              Map.entry("decoded-ratio.png", List.of("pixel-limit", "60000 x 60000")),
              Map.entry("deflate-garbage.png", List.of("bad-block", "0, 0")),
              Map.entry("ends-early.jpg", List.of("bad-block", "remature end")),
              Map.entry("ends-early.png", List.of("bad-header", "chunk")),
              Map.entry("garbage-after-magic.img", List.of("bad-header", "offset")),
              Map.entry("height-zero.jpg", List.of("pixel-limit", "83 x 0")),
              Map.entry("imagine-elsewhere.img", List.of("file-elsewhere", "another file")),
              Map.entry("lossless-process.jpg", List.of("bad-header", "ffc3")),
              Map.entry("no-frame.jpg", List.of("bad-header", "inside the file")),
              Map.entry("compression-old-jpeg", List.of("not-read", "GTiff")),
              Map.entry("compression-webp", List.of("bad-block", "WebP")),
              Map.entry("decoded-ratio", List.of("pixel-limit", "1500", "400000000")),
              Map.entry("deflate-ends-early", List.of("bad-block", "0, 0")),
              Map.entry("deflate-garbage", List.of("bad-block", "0, 0", "compression 8")),
              Map.entry("directories-100", List.of("ifd-loop", "64")),
              Map.entry("empty", List.of("unknown-format", "the file is empty")),
              Map.entry("epsg-unknown", List.of("bad-georeference", "34735", "EPSG:29999")),
              Map.entry("garbage-after-magic.jp2", List.of("bad-header", "box 1")),
              Map.entry("height-zero.j2k", List.of("pixel-limit", "83 x 0")),
              Map.entry("geokeys-truncated", List.of("bad-georeference", "34735", "30 keys")),
              Map.entry("head-only", List.of("unknown-format", "the bytes 49 49 2a 00;")),
              Map.entry("ifd-beyond-end", List.of("ifd-overrun", "5000")),
              Map.entry("bare-short.dat", List.of("bad-header", "all of them in the file")),
              Map.entry("bits-mixed", List.of("not-read", "GTiff")),
              Map.entry("ifd-cycle", List.of("ifd-loop", "offset 8")),
              Map.entry("ifd-self-reference", List.of("ifd-loop", "offset 8")),
              Map.entry("jpeg-12bit", List.of("bad-block", "12")),
              Map.entry("jpeg-of-other-size", List.of("bad-block", "64 x 64")),
              Map.entry("lzw-garbage", List.of("bad-block", "0, 0", "compression 5")),
              Map.entry("nodata-words", List.of("bad-tag", "GDAL_NODATA (42113)", "nothing")),
              Map.entry("pixel-scale-nan", List.of("bad-georeference", "33550", "NaN")),
              Map.entry("pixels-4e10.j2k", List.of("pixel-limit", "200000 x 200000")),
              Map.entry("pixels-4e10", List.of("pixel-limit", "ImageLength (257)", "200000")),
              Map.entry("precincts-of-a-pixel.j2k", List.of("pixel-limit", "packets")),
              Map.entry("short-stream.jp2", List.of("bad-header", "inside the")),
              Map.entry("strip-beyond-end", List.of("tag-overrun", "StripOffsets", "100000")),
              Map.entry("strip-missing", List.of("bad-tag", "StripOffsets (273)", "4")),
              Map.entry("tag-count-604110848", List.of("tag-overrun", "273", "604110848")),
              Map.entry("tags-600", List.of("tag-overrun", "600")),
              Map.entry("tile-8192", List.of("pixel-limit", "TileWidth (322)", "8192")),
              Map.entry("tiles-1e6.j2k", List.of("pixel-limit", "1000000 tiles")),
              Map.entry("tiles-absent.j2k", List.of("bad-header", "1 of 20 tiles")),
              Map.entry("transform-singular", List.of("bad-georeference", "determinant")),
              Map.entry("vrt-named", List.of("unknown-format", "a VRT", "<VRTDataset")),
              Map.entry("blocks-1e8.ntf", List.of("pixel-limit", "9999 x 9999 blocks")),
              Map.entry("compression-c5.ntf", List.of("bad-header", "IC is \"C5\"")),
              Map.entry("compression-c7.ntf", List.of("bad-header", "IC is \"C7\"")),
              Map.entry("compression-i1.ntf", List.of("bad-header", "IC is \"I1\"", "C3, M3")),
              Map.entry("compression-m8.ntf", List.of("bad-header", "IC is \"M8\"")),
              Map.entry("cut-in-pixels.ntf", List.of("bad-header", "image segment 1 ends at")),
              Map.entry("header-overlaps-image.ntf", List.of("bad-header", "HL is 363")),
              Map.entry("image-missing.ntf", List.of("bad-header", "NUMI is 0")),
              Map.entry("mask-beyond-end.ntf", List.of("bad-header", "block 3 begins at")),
              Map.entry("pixels-1e16.ntf", List.of("pixel-limit", "99000000 x 99000000")),
              Map.entry("record-beyond-subheader.ntf", List.of("bad-header", "USE00A length")),
              Map.entry("sicd-broken.ntf", List.of("bad-xml", "data extension segment 1", "line")),
              Map.entry("sicd-doctype.ntf", List.of("bad-xml", "document type")),
              Map.entry("subheader-beyond-end.ntf", List.of("bad-header", "ends at")),
              Map.entry("subheader-short.ntf", List.of("bad-header", "inside the header")),
              Map.entry("version.ntf", List.of("unknown-format", "the text \"NITF")),
              Map.entry("width-zero", List.of("pixel-limit", "ImageWidth (256)", "0"))));

  @Test
  void everyRefusalIsInTheTableAndEveryRowHasItsFile() throws IOException {
    assertThat(files("refuse-").map(file -> trait(file, "refuse-")))
        .containsExactlyInAnyOrderElementsOf(REFUSALS.keySet());
  }

  @Test
  void everyFileHasItsRowInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("fixtures", "README.md"));
    try (Stream<Path> files = Files.list(HAZARDS)) {
      assertThat(files.map(file -> "| `" + file.getFileName() + "` | ")).allMatch(readme::contains);
    }
  }

  @TestFactory
  Stream<DynamicTest> refusalsNameTheReason(@TempDir Path folder) throws IOException {
    return files("refuse-")
        .map(file ->
            DynamicTest.dynamicTest(
                trait(file, "refuse-"),
                () -> {
                  Path own = Files.createDirectories(folder.resolve(file.getFileName()));
                  Fault fault =
                      catchThrowableOfType(Fault.class, () -> ingest(file, own, sidecars(file)));
                  assertThat(fault).as("nothing refused %s", file).isNotNull();
                  List<String> said = REFUSALS.get(trait(file, "refuse-"));
                  assertThat(fault.code()).isEqualTo(said.getFirst());
                  assertThat(fault.getMessage()).contains(said.subList(1, said.size()));
                  assertThat(own).isEmptyDirectory();
                }));
  }

  @TestFactory
  Stream<DynamicTest> readableFilesAreReadAsGdalReadsThem(@TempDir Path folder) throws Exception {
    List<Path> originals = files("read-").toList();
    List<Path> all = new ArrayList<>(originals);
    Map<Path, SceneFacts> facts = new TreeMap<>();
    for (Path original : originals) {
      Path own = Files.createDirectories(folder.resolve(trait(original, "read-")));
      facts.put(original, ingest(original, own, sidecars(original)));
      all.add(own.resolve("display.tif"));
    }
    JsonNode truth = Gdal.truth(all);
    return originals.stream()
        .map(original ->
            DynamicTest.dynamicTest(
                trait(original, "read-"),
                () -> {
                  Path display = folder.resolve(trait(original, "read-"), "display.tif");
                  GdalComparison comparison =
                      new GdalComparison(
                          trait(original, "read-"),
                          truth.path(original.toString()),
                          truth.path(display.toString()));
                  comparison.checkSource(original, sidecars(original));
                  comparison.checkDisplay(display, facts.get(original));
                  String json = facts.get(original).toJson();
                  assertThat(SceneFacts.fromJson(json).toJson()).isEqualTo(json);
                }));
  }

  private static SceneFacts ingest(Path file, Path folder, List<Path> sidecars) throws IOException {
    return new IngestRun(TileProfile.named("default"), 2, (phase, share) -> {})
        .run(file, sidecars, folder);
  }

  private static List<Path> sidecars(Path original) throws IOException {
    return List.copyOf(Sidecar.beside(original).values());
  }

  private static String trait(Path file, String prefix) {
    return file.getFileName().toString().replace(prefix, "").replace(".tif", "");
  }

  private static Stream<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(HAZARDS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> SIDECARS.stream().noneMatch(file.toString()::endsWith))
          .sorted()
          .toList()
          .stream();
    }
  }
}
