package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier here and the one in Python, which shares no line with it, must say the same of every
 * log: exit code, kind and first bad record. Seeded, so a disagreement can be seen again.
 */
final class IndependentVerifierTest {
  private static final int FEW = 300;
  private static final int MANY = 10_000;
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
    agreeOn(soundLogs(), 0, FEW);
  }

  @Test
  @Tag("long")
  void bothAgreeOnTenThousandTamperedLogs() throws Exception {
    List<Path> sound = soundLogs();
    for (int seed = FEW; seed < FEW + MANY; seed += 500) {
      agreeOn(sound, seed, 500);
    }
  }

  @Test
  void bothAgreeOnLogsPutBackOrGoneOnOtherwise() throws Exception {
    agreeAgainstACheckpointKeptElsewhere(0, 12);
  }

  @Test
  @Tag("long")
  void bothAgreeOnHundredsOfLogsPutBackOrGoneOnOtherwise() throws Exception {
    agreeAgainstACheckpointKeptElsewhere(12, 500);
  }

  /**
   * By whoever has the disk and the key: what is left is sound in itself. Only a checkpoint that
   * was taken away before tells that there was more, or something else.
   */
  private void agreeAgainstACheckpointKeptElsewhere(int firstSeed, int count) throws Exception {
    for (int seed = firstSeed; seed < firstSeed + count; seed++) {
      Random random = new Random(seed);
      Path home = data.resolve("elsewhere" + seed);
      int early = 1 + random.nextInt(8);
      Path folder = AuditFixture.closedLog(home, 1500, early);
      Path before = copy(folder, home.resolve("before"));
      AuditFixture.closedLog(home, 1500, early + 1 + random.nextInt(8));
      Path checkpoint = Files.copy(folder.resolve("checkpoint"), home.resolve("offbox"));
      delete(folder);
      copy(before, folder);
      boolean goesOn = random.nextBoolean();
      if (goesOn) {
        AuditFixture.closedLog(home, 1500, 20 + random.nextInt(8));
      }
      assertThat(AuditFixture.verify(folder).exitCode()).as("seed %d by itself", seed).isZero();
      Verdict verdict = new AuditVerifier(folder, null, List.of(checkpoint)).verify();
      Finding first = verdict.findings().getFirst();
      assertThat(first.kind())
          .as("seed %d", seed)
          .isEqualTo(goesOn ? Finding.Kind.FORK : Finding.Kind.TRUNCATE);
      assertThat(python(List.of(folder), "--checkpoint=" + checkpoint))
          .as("seed %d", seed)
          .containsExactly(
              "1 %s %d".formatted(first.kind().name().toLowerCase(Locale.ROOT), first.seq()));
    }
  }

  @Test
  void bothFindAHistoryWrittenAnewByACheckpointKeptElsewhere() throws Exception {
    Path folder = AuditFixture.closedLog(data.resolve("log"), 1500, 9);
    Path elsewhere = Files.copy(folder.resolve("checkpoint"), data.resolve("offbox"));
    delete(folder);
    AuditFixture.closedLog(data.resolve("log"), 1500, 12);
    Verdict verdict = new AuditVerifier(folder, null, List.of(elsewhere)).verify();
    assertThat(verdict.exitCode()).isEqualTo(1);
    assertThat(verdict.findings()).extracting(Finding::kind).contains(Finding.Kind.FORK);
    assertThat(python(List.of(folder), "--checkpoint=" + elsewhere))
        .singleElement()
        .asString()
        .startsWith("1 fork " + verdict.findings().getFirst().seq());
  }

  /**
   * One as it was written, one being written, one packed under a second key, one with records gone.
   */
  private List<Path> soundLogs() throws Exception {
    Path plain = AuditFixture.closedLog(data.resolve("plain"), 1500, 9);
    LogOptions packed = AuditFixture.options(data.resolve("packed"), 1500);
    try (SegmentedLog log = AuditFixture.open(packed)) {
      for (int n = 0; n < 6; n++) {
        log.append(AuditFixture.tile(n)).join();
      }
      log.rotateKey();
      log.append(AuditFixture.tile(7)).join();
      log.packSealed();
      log.append(AuditFixture.tile(8)).join();
    }
    LogOptions pruned =
        AuditFixture.options(data.resolve("pruned"), 1500).with(null, null, new Retention(6, 12));
    for (String now : List.of("2024-11-26T00:00:00Z", "2026-11-26T00:00:00Z")) {
      Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
      try (SegmentedLog log = new SegmentedLog(pruned, AuditFixture.TYPES, clock)) {
        for (int n = 0; n < 6; n++) {
          Event tile = AuditFixture.tile(n);
          log.append(AuditFixture.event(tile.id(), clock.instant(), "tile.read", tile.facts()))
              .join();
        }
        log.prune();
      }
    }
    assertThat(SegmentFile.list(pruned.folder()).getFirst().form())
        .isEqualTo(SegmentFile.Form.LEAVES);
    return List.of(plain, running(data.resolve("running")), packed.folder(), pruned.folder());
  }

  /** A log copied while its server ran, with room behind its records. */
  private static Path running(Path home) throws Exception {
    LogOptions options = AuditFixture.options(home, 3000);
    try (SegmentedLog log = AuditFixture.open(options)) {
      for (int n = 0; n < 9; n++) {
        log.append(AuditFixture.tile(n)).join();
      }
      AuditFixture.awaitRoom(options.folder());
      return copy(options.folder(), home.resolve("copy"));
    }
  }

  private void agreeOn(List<Path> sound, int firstSeed, int count) throws Exception {
    List<Path> folders = new ArrayList<>();
    for (int seed = firstSeed; seed < firstSeed + count; seed++) {
      Path copy = copy(sound.get(seed % sound.size()), data.resolve("mutation" + seed));
      mutate(copy, new Random(seed));
      folders.add(copy);
    }
    List<String> ours = java(folders);
    List<String> theirs = python(folders);
    assertThat(theirs).hasSameSizeAs(ours);
    assertThat(
            IntStream.range(0, count)
                .filter(i -> !ours.get(i).equals(theirs.get(i)))
                .mapToObj(i ->
                    "seed %d: %s, Python %s".formatted(firstSeed + i, ours.get(i), theirs.get(i))))
        .isEmpty();
    // A frame may have a byte that says nothing: what counts is what it unpacks to.
    assertThat(IntStream.range(0, count).filter(i -> (firstSeed + i) % sound.size() != 2))
        .noneMatch(i -> ours.get(i).startsWith("0"));
    assertThat(ours.stream().map(line -> line.split(" ")[1]).distinct())
        .contains("edit", "gap", "reorder", "truncate");
  }

  /** A change of one byte anywhere, or of what stands beside the segments. */
  private static void mutateBytes(Path folder, Random random) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.filter(file -> !file.endsWith("lock")).sorted().toList();
    }
    Path file = all.get(random.nextInt(all.size()));
    byte[] whole = Files.readAllBytes(file);
    byte[] bytes = Arrays.copyOf(whole, recordsOf(file, whole));
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 2));
    } else {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    writeBeforeRoom(file, bytes, whole);
  }

  private static void mutate(Path folder, Random random) throws IOException {
    List<SegmentFile> segments = SegmentFile.list(folder);
    int at = random.nextInt(segments.size());
    if (segments.get(at).form() != SegmentFile.Form.PLAIN || random.nextInt(6) == 0) {
      mutateBytes(folder, random);
      return;
    }
    Path file = segments.get(at).path();
    byte[] whole = Files.readAllBytes(file);
    byte[] bytes = Arrays.copyOf(whole, recordsOf(file, whole));
    List<String> lines =
        new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
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
        int place = random.nextInt(bytes.length - 1);
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
      case 6 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length - 1));
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
    writeBeforeRoom(file, bytes, whole);
  }

  private static int recordsOf(Path file, byte[] whole) {
    int length = whole.length;
    if (file.toString().endsWith(".log")) {
      while (length > 1 && whole[length - 2] == '\n') {
        length--;
      }
    }
    return length;
  }

  private static void writeBeforeRoom(Path file, byte[] records, byte[] before) throws IOException {
    int length = recordsOf(file, before);
    Files.write(file, records);
    Files.write(file, Arrays.copyOfRange(before, length, before.length), StandardOpenOption.APPEND);
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

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
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
            default -> "unsure " + verdict.size();
          };
      result.add(verdict.exitCode() + " " + place);
    }
    return result;
  }

  private static List<String> python(List<Path> folders, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", PYTHON.toString()));
    command.addAll(List.of(more));
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
