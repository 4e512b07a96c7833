package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes sound logs in every way and asks whether it is noticed, and named. */
final class TamperTest {
  @TempDir Path data;

  @Test
  void everyChangedByteOfEveryFileIsFound() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1000, 2);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> !file.endsWith("lock")).sorted().toList();
    }
    assertThat(files).hasSize(5);
    for (Path file : files) {
      byte[] sound = Files.readAllBytes(file);
      for (int at = 0; at < sound.length; at++) {
        byte[] changed = sound.clone();
        changed[at] ^= (byte) (1 << at % 8);
        Files.write(file, changed);
        assertThat(AuditFixture.verify(folder).exitCode())
            .as("%s byte %d", file.getFileName(), at)
            .isEqualTo(1);
      }
      Files.write(file, sound);
    }
    assertThat(AuditFixture.verify(folder).exitCode()).isZero();
  }

  @Test
  void everyCutOfTheTailIsFound() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 1);
    Path segment = SegmentFile.of(folder, 0).path();
    byte[] sound = Files.readAllBytes(segment);
    for (int length = 0; length < sound.length; length += 1 + length % 5) {
      Files.write(segment, Arrays.copyOf(sound, length));
      assertThat(AuditFixture.verify(folder).findings())
          .as("cut to %d", length)
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.TRUNCATE);
    }
  }

  @Test
  void anEditWithARightChecksumIsNamedByItsOwnNumber() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 5);
    rewrite(folder, 3, json -> json.replace("\"actor_name\":\"mara\"", "\"actor_name\":\"nils\""));
    assertThat(only(folder)).satisfies(found(Finding.Kind.EDIT, 3));
  }

  @Test
  void anEditedLinkIsNamedByItsOwnNumber() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 5);
    rewrite(folder, 3, json -> json.replaceAll("\"prev\":\"....", "\"prev\":\"0000"));
    assertThat(only(folder)).satisfies(found(Finding.Kind.EDIT, 3));
  }

  @Test
  void anEditOfTheLastRecordWithARightChecksumContradictsTheCheckpoint() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 5);
    rewrite(folder, 6, json -> json.replace("\"graticule\"", "\"somebody\""));
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.findings())
        .hasSize(2)
        .allSatisfy(found(Finding.Kind.FORK, 6))
        .extracting(Finding::file)
        .containsExactly("checkpoint", "tail");
  }

  @Test
  void aWholeHistoryWrittenAnewIsAFork() throws IOException {
    Path folder = AuditFixture.closedLog(data.resolve("a"), 1 << 20, 5);
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
    Path elsewhere = Files.write(data.resolve("offbox"), checkpoint);
    Files.delete(SegmentFile.of(folder, 0).path());
    Files.delete(folder.resolve("checkpoint"));
    Files.delete(folder.resolve("tail"));
    Path again = AuditFixture.closedLog(data.resolve("a"), 1 << 20, 6);
    assertThat(AuditFixture.verify(again).exitCode()).isZero();
    Verdict verdict = new AuditVerifier(again, null, List.of(elsewhere)).verify();
    assertThat(verdict.findings()).singleElement().satisfies(found(Finding.Kind.FORK, 6));
  }

  @Test
  void aFolderRolledBackWholeIsFoundWithACheckpointFromElsewhere() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 5);
    byte[] segment = Files.readAllBytes(SegmentFile.of(folder, 0).path());
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
    byte[] tail = Files.readAllBytes(folder.resolve("tail"));
    AuditFixture.closedLog(data, 1 << 20, 5);
    Path elsewhere = Files.copy(folder.resolve("checkpoint"), data.resolve("offbox"));
    Files.write(SegmentFile.of(folder, 0).path(), segment);
    Files.write(folder.resolve("checkpoint"), checkpoint);
    assertThat(only(folder)).satisfies(found(Finding.Kind.TRUNCATE, 7));
    Files.write(folder.resolve("tail"), tail);
    assertThat(AuditFixture.verify(folder).exitCode()).isZero();
    Verdict verdict = new AuditVerifier(folder, null, List.of(elsewhere)).verify();
    assertThat(verdict.findings()).singleElement().satisfies(found(Finding.Kind.TRUNCATE, 7));
  }

  @Test
  void aMissingSegmentIsAGapAndSwappedOnesAreOutOfOrder() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1000, 12);
    List<SegmentFile> segments = SegmentFile.list(folder);
    assertThat(segments).hasSizeGreaterThan(3);
    Path second = segments.get(1).path();
    byte[] bytes = Files.readAllBytes(second);
    Files.delete(second);
    assertThat(only(folder)).satisfies(found(Finding.Kind.GAP, segments.get(1).first()));
    Files.copy(segments.get(2).path(), second);
    Files.write(segments.get(2).path(), bytes);
    assertThat(only(folder).seq()).isEqualTo(segments.get(1).first());
    Files.write(second, bytes);
    Files.delete(segments.getFirst().path());
    assertThat(only(folder)).satisfies(found(Finding.Kind.GAP, 0));
  }

  @Test
  void withoutACheckpointOrKeyItCannotTell() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 2);
    Files.delete(folder.resolve("checkpoint"));
    assertThat(AuditFixture.verify(folder).exitCode()).isEqualTo(2);
    assertThat(AuditFixture.verify(data.resolve("nothing")).exitCode()).isEqualTo(2);
  }

  private static Finding only(Path folder) {
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.findings()).as("%s", verdict.lines()).hasSize(1);
    return verdict.findings().getFirst();
  }

  private static Consumer<Finding> found(Finding.Kind kind, long seq) {
    return finding -> {
      assertThat(finding.kind()).as(finding.line()).isEqualTo(kind);
      assertThat(finding.seq()).as(finding.line()).isEqualTo(seq);
    };
  }

  /** Changes record {@code seq} of the first segment and gives it a right checksum. */
  private static void rewrite(Path folder, int seq, UnaryOperator<String> change)
      throws IOException {
    Path segment = SegmentFile.of(folder, 0).path();
    List<String> lines = new ArrayList<>(Files.readAllLines(segment));
    String json = lines.get(seq + 1).split("\t")[0];
    assertThat(change.apply(json)).isNotEqualTo(json);
    LineWriter out = new LineWriter();
    out.put(change.apply(json));
    new Frame().close(out, 0);
    lines.set(seq + 1, out.toString().strip());
    Files.writeString(segment, String.join("\n", lines) + "\n");
  }
}
