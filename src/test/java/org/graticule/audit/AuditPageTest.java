package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    List<String> commands = commands();
    assertThat(commands).hasSize(3);
    assertThat(run(home, commands.get(0).replace("zstdcat audit/*.log.zst;", "")).lines())
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

  private static List<String> commands() throws Exception {
    String page = Files.readString(PAGE);
    String part = page.substring(page.indexOf("tools that are not ours"));
    List<String> found = new ArrayList<>();
    Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(part);
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
