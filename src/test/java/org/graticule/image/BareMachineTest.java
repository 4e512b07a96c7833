package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder where neither libjpeg-turbo nor GDAL is: both are hidden from it. */
final class BareMachineTest {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  @TempDir Path data;

  @Test
  void aGeoTiffBecomesAPyramidThatGdalReadsAsTheOriginal() throws Exception {
    Path original = Synthetic.rgb(data.resolve("in.tif"), 1_300, 900);
    Path bare = Files.createDirectory(data.resolve("bare"));
    Path whole = Files.createDirectory(data.resolve("whole"));
    SceneFacts facts = facts(decode(hidden(), original, bare));
    decode("", original, whole);

    Path display = bare.resolve("display.tif");
    assertThat(display).isNotEmptyFile();
    assertThat(Files.mismatch(display, whole.resolve("display.tif")))
        .as("another library encoded it")
        .isNotEqualTo(-1);
    JsonNode truth = Gdal.truth(List.of(original, display));
    GdalComparison comparison =
        new GdalComparison("bare", truth.path(original.toString()), truth.path(display.toString()));
    comparison.checkSource(original, List.of());
    comparison.checkDisplay(display, facts);
  }

  /** Shell commands that lay an empty file over each library. */
  private static String hidden() throws IOException {
    List<Path> found;
    try (Stream<Path> files =
        Files.find(
            LIBRARIES,
            3,
            (path, attributes) ->
                attributes.isRegularFile()
                    && path.getFileName().toString().matches("lib(turbojpeg|gdal)\\.so.*"))) {
      found = files.toList();
    }
    assertThat(found).isNotEmpty();
    StringBuilder script = new StringBuilder();
    found.forEach(path -> script.append("mount --bind /dev/null ").append(path).append(" && "));
    return script.toString();
  }

  private String decode(String before, Path original, Path folder) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may hide a file");
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    command.add(before + "exec \"$@\"");
    command.addAll(
        List.of(
            "decoder",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            IngestWorker.class.getName(),
            "default",
            "2",
            "PT15S",
            "0",
            folder.toString(),
            original.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static SceneFacts facts(String said) throws IOException {
    String last = said.lines().filter(line -> line.contains("\"facts\"")).findFirst().orElseThrow();
    return SceneFacts.fromJson(new JsonMapper().readTree(last).get("facts").toString());
  }
}
