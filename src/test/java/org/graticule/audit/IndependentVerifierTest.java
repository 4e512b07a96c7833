package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier here and the one in Python, which shares no line with it, must say the same of every
 * log: exit code, kind and first bad record. Seeded, so a disagreement can be seen again.
 */
final class IndependentVerifierTest {
  private static final int MUTATIONS = 300;
  private static final Path PYTHON = Path.of("src/test/python/verify_audit.py");

  @TempDir Path data;

  @Test
  void bothAgreeOnSoundLogs() throws Exception {
    List<Path> folders = new ArrayList<>();
    for (int events : new int[] {0, 1, 2, 7, 30}) {
      folders.add(AuditFixture.closedLog(data.resolve("log" + events), 2500, events));
    }
    assertThat(python(folders))
        .isEqualTo(java(folders))
        .allMatch(line -> line.startsWith("0 good"));
  }

  @Test
  void bothAgreeOnHundredsOfTamperedLogs() throws Exception {
    Path sound = AuditFixture.closedLog(data.resolve("sound"), 1500, 9);
    List<Path> folders = new ArrayList<>();
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Path copy = Files.createDirectory(data.resolve("mutation" + seed));
      try (Stream<Path> files = Files.list(sound)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      mutate(copy, new Random(seed));
      folders.add(copy);
    }
    List<String> ours = java(folders);
    List<String> theirs = python(folders);
    assertThat(theirs).hasSameSizeAs(ours);
    assertThat(
            IntStream.range(0, MUTATIONS)
                .filter(seed -> !ours.get(seed).equals(theirs.get(seed)))
                .mapToObj(seed ->
                    "seed %d: %s, Python %s".formatted(seed, ours.get(seed), theirs.get(seed))))
        .isEmpty();
    assertThat(ours).noneMatch(line -> line.startsWith("0"));
    assertThat(ours.stream().map(line -> line.split(" ")[1]).distinct())
        .contains("edit", "gap", "reorder", "truncate", "fork");
  }

  private static void mutate(Path folder, Random random) throws IOException {
    List<SegmentFile> segments = SegmentFile.list(folder);
    int at = random.nextInt(segments.size());
    Path file = segments.get(at).path();
    byte[] bytes = Files.readAllBytes(file);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int records = lines.size() - 1;
    int line = 1 + random.nextInt(Math.max(1, records));
    boolean last = at == segments.size() - 1;
    switch (random.nextInt(9)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        int place = random.nextInt(bytes.length);
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, place, more, place + 1, bytes.length - place);
        more[place] = (byte) (bytes[place] ^ 1);
        bytes = more;
      }
      case 2 -> {
        int place = random.nextInt(bytes.length);
        System.arraycopy(bytes, place + 1, bytes, place, bytes.length - place - 1);
        bytes = Arrays.copyOf(bytes, bytes.length - 1);
      }
      case 3 -> {
        Collections.swap(lines, line, 1 + line % records);
        bytes = records > 1 ? join(lines) : new byte[0];
      }
      case 4 -> {
        lines.remove(line);
        bytes = join(lines);
      }
      case 5 -> {
        lines.add(1 + random.nextInt(records), lines.get(line));
        bytes = join(lines);
      }
      case 6 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 7 -> bytes = join(forged(lines, line));
      default -> {
        Files.delete(file);
        if (last || random.nextBoolean()) {
          return;
        }
        Files.move(segments.get(at + 1).path(), file);
        return;
      }
    }
    Files.write(file, bytes);
  }

  /** An edit by somebody who knows the checksum. */
  private static List<String> forged(List<String> lines, int line) {
    LineWriter out = new LineWriter();
    out.put(lines.get(line).split("\t")[0].replace("\"SUCCESS\"", "\"DENIED\""));
    new Frame().close(out, 0);
    lines.set(line, out.toString().strip());
    return lines;
  }

  private static byte[] join(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> java(List<Path> folders) {
    List<String> result = new ArrayList<>();
    for (Path folder : folders) {
      Verdict verdict = AuditFixture.verify(folder);
      String place =
          switch (verdict.exitCode()) {
            case 0 -> "good " + verdict.size();
            case 1 -> {
              Finding first = verdict.findings().getFirst();
              yield first.kind().name().toLowerCase(Locale.ROOT) + " " + first.seq();
            }
            default -> "torn " + verdict.size();
          };
      result.add(verdict.exitCode() + " " + place);
    }
    return result;
  }

  private static List<String> python(List<Path> folders) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", PYTHON.toString()));
    folders.forEach(folder -> command.add(folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.map(line -> String.join(" ", Arrays.copyOf(line.split(" "), 3))).toList();
    } finally {
      process.waitFor();
    }
  }
}
