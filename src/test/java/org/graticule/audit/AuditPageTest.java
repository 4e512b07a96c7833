package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.testing.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the auditors' page are run as they stand there. */
final class AuditPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/audit.md");

  @TempDir Path data;

  @Test
  void theCommandsOfThePageCheckALogWithoutAnythingOfOurs() throws Exception {
    Path home = Files.createDirectory(data.resolve("home"));
    Path folder = AuditFixture.closedLog(home, 1 << 20, 4);
    // Half of all keys have a plus sign, which also parts the key's name from it.
    while (!Files.readString(folder.resolve("key.pub"))
        .replaceFirst("\\+.*?\\+", "")
        .contains("+")) {
      home = Files.createTempDirectory(data, "home");
      folder = AuditFixture.closedLog(home, 1 << 20, 4);
    }
    List<String> commands = commands("sh");
    assertThat(commands).hasSize(3);
    assertThat(run(home, tilesOnly(commands)).lines())
        .hasSize(4)
        .allMatch(line -> line.endsWith("\"type\":\"tile.read\"}"));
    List<String> hashes = run(home, commands.get(1)).lines().toList();
    int records = hashes.size() / 2;
    assertThat(hashes.subList(0, records - 1))
        .hasSizeGreaterThan(4)
        .isEqualTo(hashes.subList(records + 1, hashes.size()));
    assertThat(run(home, commands.get(2))).contains("Signature Verified Successfully");
    Path checkpoint = folder.resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n(\\d)", "\n1$1"));
    assertThat(run(home, commands.get(2))).contains("Signature Verification Failure");
  }

  @Test
  void theProgramOfThePageTellsEachTileOfASpanAndWhenItWasSent() throws Exception {
    HandClock clock = new HandClock(Instant.parse("2026-11-22T09:16:14.000123Z"));
    UUID scene = UUID.fromString("5ce9e000-0000-4000-8000-000000000001");
    Origin mara = new Origin("b5f9d1c2", "mara", "192.0.2.7", "9f8e7d6c");
    try (SegmentedLog log =
            new SegmentedLog(LogOptions.in(data), AuditFixture.TYPES, Clock.systemUTC());
        SpanLog spans = new SpanLog(log, mark -> true, clock)) {
      for (int n = 0; n < 3; n++) {
        TileRead tile = new TileRead(mara, scene, scene, 3, Map.of(), 17, 70_001 + n, 312 - n);
        spans.append(tile, clock).join();
        clock.goOn(Duration.ofMillis(1300));
      }
    }
    Files.writeString(data.resolve("tiles.py"), commands("python").getFirst());
    assertThat(run(data, tilesOnly(commands("sh")).strip() + " | python3 tiles.py").lines())
        .containsExactlyInAnyOrder(
            "2026-11-22T09:16:14.000123 mara " + scene + " 17 70001 312",
            "2026-11-22T09:16:15.300123 mara " + scene + " 17 70002 311",
            "2026-11-22T09:16:16.600123 mara " + scene + " 17 70003 310");
  }

  /** For a log that has no compressed segment yet. */
  private static String tilesOnly(List<String> commands) {
    return commands.getFirst().replace("zstdcat audit/*.log.zst;", "");
  }

  private static List<String> commands(String language) throws Exception {
    String page = Files.readString(PAGE);
    String part =
        page.substring(
            page.indexOf(language.equals("sh") ? "tools that are not ours" : "## Tiles"));
    List<String> found = new ArrayList<>();
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(part);
    while (block.find()) {
      found.add(block.group(1));
    }
    return found;
  }

  private static String run(Path folder, String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
