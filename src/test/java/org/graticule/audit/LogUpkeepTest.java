package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a log over the years: it is packed, its key changes, its records go. */
final class LogUpkeepTest {
  private static final Retention SIX_AND_TWELVE = new Retention(6, 12);

  @TempDir Path data;

  @Test
  void packedSegmentsHoldTheSameBytesAndVerifyAndAreReadOnFromWhereAReaderStood() throws Exception {
    LogOptions options = AuditFixture.options(data, 3000);
    List<String> plain = new ArrayList<>();
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 40);
      AuditTail tail = new AuditTail(options.folder(), 0, () -> log.health().size());
      tail.read(3).forEach(record -> plain.add(record.json()));
      Path first = SegmentFile.of(options.folder(), 0).path();
      byte[] before = Files.readAllBytes(first);
      log.packSealed();
      assertThat(first).doesNotExist();
      assertThat(run("zstd", "-dcq", first + ".zst").getBytes(StandardCharsets.UTF_8))
          .isEqualTo(before);
      for (List<Recorded> some = tail.read(7); !some.isEmpty(); some = tail.read(7)) {
        some.forEach(record -> plain.add(record.json()));
      }
      assertThat(plain).hasSize(41);
      assertThat(log.takesEvents()).isTrue();
    }
    assertThat(forms(options.folder())).contains(SegmentFile.Form.PACKED, SegmentFile.Form.PLAIN);
    assertGood(options.folder(), 42);
    try (SegmentedLog log = AuditFixture.open(options)) {
      assertThat(log.health().size()).isEqualTo(43);
    }
  }

  /** A match may point to another copy of the same bytes: then the records are what they were. */
  @Test
  void aPackedSegmentWhoseRecordsWereChangedIsFound() throws Exception {
    LogOptions options = AuditFixture.options(data, 3000);
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 20);
      log.packSealed();
    }
    Path packed = SegmentFile.of(options.folder(), 0, SegmentFile.Form.PACKED).path();
    byte[] sound = Files.readAllBytes(packed);
    String records = unpacked(packed).orElseThrow();
    int harmless = 0;
    for (int at = 0; at < sound.length; at += 1 + sound.length / 60) {
      byte[] changed = sound.clone();
      changed[at] ^= 16;
      Files.write(packed, changed);
      boolean same = unpacked(packed).filter(records::equals).isPresent();
      harmless += same ? 1 : 0;
      assertThat(AuditFixture.verify(options.folder()).exitCode())
          .as("byte %d", at)
          .isEqualTo(same ? 0 : 1);
    }
    assertThat(harmless).isLessThan(20);
    Files.write(packed, Arrays.copyOf(sound, sound.length / 2));
    assertThat(AuditFixture.verify(options.folder()).findings())
        .first()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.EDIT));
  }

  @Test
  void recordsWhoseTimeIsOverGoBySegmentAndTheTreeStaysWhole() throws Exception {
    Path elsewhere = data.resolve("offbox");
    LogOptions options = AuditFixture.options(data, 3000).with(null, null, SIX_AND_TWELVE);
    try (SegmentedLog log = at("2025-01-10T00:00:00Z", options)) {
      fill(log, 20);
    }
    Files.copy(options.folder().resolve("checkpoint"), elsewhere);
    try (SegmentedLog log = at("2026-11-26T00:00:00Z", options)) {
      fill(log, 20);
      log.packSealed();
      log.prune();
      log.prune();
    }
    assertThat(forms(options.folder()))
        .startsWith(SegmentFile.Form.LEAVES)
        .endsWith(SegmentFile.Form.PLAIN);
    Verdict verdict =
        new AuditVerifier(options.folder(), null, List.of(elsewhere), options.keyFile()).verify();
    assertThat(verdict.lines()).singleElement().asString().startsWith("good");
    assertThat(python(options.folder())).startsWith("0 good " + verdict.size());
    assertThat(new AuditStats(options.folder()).lines())
        .as("said once, before anything went")
        .contains("1 log.pruned SUCCESS");
    try (SegmentedLog log = at("2026-11-27T00:00:00Z", options)) {
      fill(log, 2);
    }
    assertThat(AuditFixture.verify(options.folder()).exitCode()).isZero();
  }

  @Test
  void recordsThatWereTakenAwayWithoutASignedHorizonAreAGap() throws Exception {
    LogOptions options = AuditFixture.options(data, 3000).with(null, null, SIX_AND_TWELVE);
    try (SegmentedLog log = at("2025-01-10T00:00:00Z", options)) {
      fill(log, 30);
    }
    try (SegmentedLog log = at("2026-11-26T00:00:00Z", options)) {
      fill(log, 10);
      log.prune();
    }
    Files.delete(options.folder().resolve("horizon"));
    assertThat(AuditFixture.verify(options.folder()).findings())
        .first()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
          assertThat(finding.seq()).isZero();
        });
    assertThat(python(options.folder())).startsWith("1 gap 0");
  }

  @Test
  void afterAChangeOfKeysBothKeysVerifyTheWholeLogAndTheOldOneSignsNothingNewer() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    VerifierKey first;
    SigningKey stolen;
    try (SegmentedLog log = AuditFixture.open(options)) {
      first =
          VerifierKey.parse(Files.readString(options.folder().resolve("key.pub"))).orElseThrow();
      stolen = SigningKey.load(options.keyFile());
      fill(log, 3);
      log.rotateKey();
      log.rotateKey();
      fill(log, 3);
    }
    VerifierKey last =
        VerifierKey.parse(Files.readString(options.folder().resolve("key.pub"))).orElseThrow();
    assertThat(last).isNotEqualTo(first);
    for (VerifierKey trusted : List.of(first, last)) {
      assertThat(new AuditVerifier(options.folder(), trusted, List.of()).verify().exitCode())
          .isZero();
    }
    assertThat(python(options.folder())).startsWith("0 good");
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 1);
    }
    LogHead head = head(options.folder());
    String forged = Checkpoint.of(stolen.verifier().name(), head).signedBy(stolen);
    Files.writeString(options.folder().resolve("checkpoint"), forged);
    assertThat(AuditFixture.verify(options.folder()).findings())
        .first()
        .satisfies(finding -> assertThat(finding.message()).contains("replaced by then"));
    assertThat(python(options.folder())).startsWith("1 edit 0");
  }

  @Test
  void aChangeOfKeysThatACrashCutShortIsFinishedAtTheNextStart() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    AuditFixture.closedLog(data, 1 << 20, 3);
    SigningKey old = SigningKey.load(options.keyFile());
    Path ready = options.keyFile().resolveSibling("audit.key.next");
    SigningKey next = old.successor(ready);
    KeyRing.of(old.verifier()).add(options.folder(), old, next, head(options.folder()));
    try (SegmentedLog log = AuditFixture.open(options)) {
      fill(log, 1);
    }
    assertThat(ready).doesNotExist();
    assertThat(Files.readString(options.folder().resolve("key.pub")).strip())
        .isEqualTo(next.verifier().toString());
    assertThat(AuditFixture.verify(options.folder()).exitCode()).isZero();
  }

  @Test
  void recordsCutAfterTheNewestCheckpointAreMissedAtTheNextStartAndByTheVerifier()
      throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    Path folder = options.folder();
    SegmentedLog log = AuditFixture.open(options);
    fill(log, 5);
    byte[] tail = Files.readAllBytes(folder.resolve("tail"));
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
    log.close();
    Path segment = SegmentFile.of(folder, 0).path();
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, 4)) + "\n");
    Files.write(folder.resolve("tail"), tail);
    Files.write(folder.resolve("checkpoint"), checkpoint);
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.findings())
        .first()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.TRUNCATE);
          assertThat(finding.seq()).isEqualTo(3);
        });
    assertThatThrownBy(() -> AuditFixture.open(options))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("audit-damaged"));
  }

  private static LogHead head(Path folder) throws IOException {
    return new ChainWalk(SegmentFile.list(folder), (chain, b, f, t) -> {})
        .walk(0, Long.MAX_VALUE)
        .head();
  }

  private static SegmentedLog at(String now, LogOptions options) throws IOException {
    return new SegmentedLog(
        options, AuditFixture.TYPES, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }

  private static void fill(SegmentedLog log, int events) {
    for (int n = 0; n < events; n++) {
      Event tile = AuditFixture.tile(n);
      log.append(AuditFixture.event(tile.id(), log.now(), "tile.read", tile.facts())).join();
    }
  }

  private static void assertGood(Path folder, long size) throws Exception {
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.lines()).singleElement().asString().startsWith("good: " + size);
    assertThat(python(folder)).startsWith("0 good " + size + " " + verdict.root());
  }

  private static List<SegmentFile.Form> forms(Path folder) throws IOException {
    return SegmentFile.list(folder).stream().map(SegmentFile::form).toList();
  }

  private static String python(Path folder) throws Exception {
    return run("python3", "src/test/python/verify_audit.py", folder.toString());
  }

  /** What zstd makes of it; empty where it refuses. */
  private static Optional<String> unpacked(Path file) throws Exception {
    Process process =
        new ProcessBuilder("zstd", "-dcq", file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
  }

  private static String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
