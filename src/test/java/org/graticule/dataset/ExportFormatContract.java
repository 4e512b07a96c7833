package org.graticule.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every export format keeps. A subclass names its format; its golden files lie in {@code
 * fixtures/golden/NAME} and are written anew with {@code -Dbless=true}, for a person to compare.
 */
public abstract class ExportFormatContract {
  private static final Path GOLDEN = Path.of("fixtures/golden");

  @TempDir protected Path folder;

  protected abstract String format();

  @Test
  void formatIsListedOnceUnderItsName() {
    assertThat(ExportFormats.names()).containsOnlyOnce(format());
    assertThat(ExportFormats.named(format()).name()).isEqualTo(format());
  }

  @Test
  void sameSnapshotGivesTheSameBytes() throws IOException {
    publish(SmallSnapshot.of(recipe()), "a.zip");
    publish(SmallSnapshot.of(recipe()), "b.zip");

    assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
  }

  @Test
  void membersAreTheGoldenOnes() throws IOException {
    publish(SmallSnapshot.of(recipe()), "a.zip");
    Path golden = GOLDEN.resolve(format());
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        names.add(entry.getName());
        if (entry.getName().endsWith("json") && entry.getName().startsWith(format() + "/")) {
          meets(golden.resolve(entry.getName().substring(format().length() + 1)), text(zip, entry));
        }
      }
    }
    meets(golden.resolve("members.txt"), String.join("\n", names) + "\n");
  }

  @Test
  void manifestDescribesEveryOtherMember() throws Exception {
    JsonNode manifest = publish(SmallSnapshot.of(recipe()), "a.zip").manifest();
    List<String> described = new ArrayList<>();
    for (JsonNode member : manifest.get("members")) {
      described.add(member.get("name").asText() + " " + member.get("sha256").asText());
    }
    List<String> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
      assertThat(new ObjectMapper().readTree(text(zip, zip.getEntry(Manifest.NAME))))
          .isEqualTo(new ObjectMapper().readTree(manifest.toString()));
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().equals(Manifest.NAME)) {
          byte[] sum =
              MessageDigest.getInstance("SHA-256").digest(zip.getInputStream(entry).readAllBytes());
          found.add(entry.getName() + " " + HexFormat.of().formatHex(sum));
        }
      }
    }

    assertThat(described).isEqualTo(found).isNotEmpty();
    assertThat(manifest.at("/labels/building").asInt()).isEqualTo(3);
    assertThat(manifest.at("/dataset/banner").asText()).isEqualTo("GUARDED//CEDAR");
    assertThat(manifest.at("/scenes/0/sha256").asText()).isEqualTo(SmallSnapshot.DOCKS.sha256());
  }

  @Test
  void memberNamesStayInsideTheFolderAndAreSafeEverywhere() throws IOException {
    publish(SmallSnapshot.of(recipe()), "a.zip");
    try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        assertThat(entry.getName()).matches("[a-z0-9]([a-zA-Z0-9_./-]*[a-z0-9])?");
        assertThat(entry.getName()).doesNotContain("..").doesNotContain("//");
      }
    }
  }

  @Test
  void datasetWithoutLabelsIsWhole() throws IOException {
    JsonNode manifest = publish(SmallSnapshot.unlabelled(recipe()), "a.zip").manifest();

    assertThat(manifest.at("/labels/building").asInt(-1)).isZero();
    assertThat(manifest.at("/losses")).isEmpty();
  }

  @Test
  void progressRisesToTheEnd() throws IOException {
    List<Double> heard = new ArrayList<>();
    new Release("test 1")
        .publish(
            SmallSnapshot.of(recipe()),
            folder.resolve("a.zip"),
            null,
            (fraction, doing) -> heard.add(fraction));

    assertThat(heard).isSorted().isNotEmpty();
    assertThat(heard.getLast()).isBetween(0.5, 1.0);
  }

  protected final Recipe recipe() {
    return SmallSnapshot.recipe(format());
  }

  protected final Release.Published publish(Snapshot snapshot, String name) throws IOException {
    return new Release("test 1")
        .publish(snapshot, folder.resolve(name), null, (fraction, doing) -> {});
  }

  /** Unpacks the members of this format and returns their folder. */
  protected final Path unpacked(Snapshot snapshot) throws IOException {
    publish(snapshot, "a.zip");
    try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.getInputStream(entry).readAllBytes());
      }
    }
    return folder.resolve(format());
  }

  private static void meets(Path golden, String found) throws IOException {
    if (Boolean.getBoolean("bless")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, found);
    }
    assertThat(found).as("%s; -Dbless=true accepts", golden).isEqualTo(Files.readString(golden));
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    return new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
  }
}
