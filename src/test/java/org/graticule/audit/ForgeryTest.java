package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody does who knows the format well and has no key. Each forgery is shown to both
 * verifiers, which must name the same kind and the same record.
 */
final class ForgeryTest {
  @TempDir Path data;

  @Test
  void whatLooksLikeASegmentAndIsNoneIsFound() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 6);
    for (String name :
        List.of("9.log", "x.log.zst", "00000000000000000001.old.log", "99999999999999999999.log")) {
      Files.writeString(folder.resolve(name), "{\"actor\":\"nobody\"}\t00000000\n");
      assertFound(folder, "edit 0");
      Files.delete(folder.resolve(name));
    }
    assertGood(folder);
  }

  @Test
  void aSecondFormOfASegmentMustSayTheSame() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 6);
    SegmentFile first = SegmentFile.of(folder, 0);
    String forged = Files.readString(first.path()).replace("mara", "otto");
    Path sound = Files.move(first.path(), data.resolve("sound"));
    Files.writeString(first.path(), forged);
    PackedSegment.pack(first);
    Files.move(sound, first.path(), StandardCopyOption.REPLACE_EXISTING);
    assertFound(folder, "edit 1");
    PackedSegment.pack(first);
    assertGood(folder);
    Files.write(first.as(SegmentFile.Form.LEAVES).path(), new byte[32]);
    assertFound(folder, "edit 0");
  }

  @Test
  void whatIsNoFileIsNotRead() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 6);
    long second = SegmentFile.list(folder).get(1).first();
    for (String name :
        List.of("checkpoint", "tail", "key.pub", SegmentFile.of(folder, second).name())) {
      Path file = folder.resolve(name);
      Path aside = Files.move(file, data.resolve("aside"));
      String expected = "edit " + (name.endsWith(".log") ? second : 0);
      Files.createDirectory(file);
      assertFound(folder, expected);
      Files.delete(file);
      for (String target : List.of("/dev/zero", "/nowhere")) {
        Files.createSymbolicLink(file, Path.of(target));
        assertFound(folder, expected);
        Files.delete(file);
      }
      Files.createSymbolicLink(file, aside);
      assertGood(folder);
      Files.delete(file);
      Files.move(aside, file);
    }
  }

  @Test
  void aFrameWithSomethingBehindIsFoundAndOneThatUnpacksWithoutEndIsNotUnpacked() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 6);
    SegmentFile first = SegmentFile.of(folder, 0);
    PackedSegment.pack(first);
    Files.delete(first.path());
    Path packed = first.as(SegmentFile.Form.PACKED).path();
    assertGood(folder);
    byte[] sound = Files.readAllBytes(packed);
    byte[] empty = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x50, 1, 0, 0};
    byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 'x'};
    for (byte[] more : List.of(new byte[1], empty, skippable, sound)) {
      Files.write(packed, joined(sound, more));
      assertFound(folder, "edit 0");
    }
    // 20,000 blocks of 128 KiB, of one byte repeated each.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 4, 0x50});
    for (int i = 0; i < 20_000; i++) {
      int block = (1 << 17) << 3 | 2 | (i == 19_999 ? 1 : 0);
      bomb.write(new byte[] {(byte) block, (byte) (block >> 8), (byte) (block >> 16), '\n'});
    }
    bomb.write(new byte[4]);
    Files.write(packed, bomb.toByteArray());
    assertFound(folder, "edit 0");
  }

  @Test
  void changesOfKeysAreNumberedWithoutAGap() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.rotateKey();
      log.rotateKey();
    }
    Path folder = options.folder();
    assertGood(folder);
    Files.move(folder.resolve("rotation-000001"), data.resolve("first"));
    assertFound(folder, "edit 0");
    Files.move(folder.resolve("rotation-000002"), folder.resolve("rotation-000001"));
    Files.move(data.resolve("first"), folder.resolve("rotation-000003"));
    assertFound(folder, "edit 0");
  }

  @Test
  void aRecordPutInBehindTheSignedOnesMustBeWhatAServerWrites() throws Exception {
    for (String odd :
        List.of(
            "xyz,\"prev\":\"%s\",\"seq\":%d",
            "{\"a\":{\"b\":1,\"prev\":\"%s\",\"seq\":%d}} ",
            "{\"a\":1.5,\"prev\":\"%s\",\"seq\":%d}",
            "{\"a\":1,\"a\":2,\"prev\":\"%s\",\"seq\":%d}",
            "{\"a\":\"\\u0061\",\"prev\":\"%s\",\"seq\":%d}",
            "[".repeat(30_000) + ",\"prev\":\"%s\",\"seq\":%d")) {
      Path folder = AuditFixture.closedLog(data.resolve("" + odd.hashCode()), 1 << 20, 2);
      Verdict before = AuditFixture.verify(folder);
      Path segment = SegmentFile.of(folder, 0).path();
      List<String> lines = Files.readAllLines(segment);
      LineWriter out = new LineWriter();
      String hash = new Recorded(0, lines.getLast().split("\t")[0]).hash();
      out.put(odd.formatted(hash, before.size()));
      new Frame().close(out, 0);
      Files.writeString(segment, out.toString(), StandardOpenOption.APPEND);
      assertFound(folder, "edit " + before.size());
    }
  }

  /** Who kept an old checkpoint puts it back and writes anew all that came after it. */
  @Test
  void aLongEndThatNobodySignedIsDoubtedAndTheKeyOrACheckpointFromElsewhereTells()
      throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    Instant start = Instant.parse("2026-11-22T09:00:00Z");
    Path elsewhere = data.resolve("offbox");
    Path old = data.resolve("old");
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(0)).join();
    }
    Path folder = options.folder();
    Files.copy(folder.resolve("checkpoint"), old);
    long signed = AuditFixture.verify(folder).size();
    LogHead head = head(folder);
    Files.copy(folder.resolve("checkpoint"), elsewhere);
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(1)).join();
    }
    Files.copy(folder.resolve("checkpoint"), elsewhere, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(old, folder.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
    Path segment = SegmentFile.of(folder, 0).path();
    List<String> kept = Files.readAllLines(segment).subList(0, (int) signed + 1);
    LineWriter out = new LineWriter();
    CanonicalJson json = new CanonicalJson(out);
    Chain chain = new Chain(head);
    for (int n = 0; n < 4; n++) {
      int from = out.length();
      Instant at = start.plus(Duration.ofMinutes(n));
      Event event = AuditFixture.event(EventIds.next(), at, "tile.read", new TreeMap<>());
      json.write(event, chain.size(), chain.last());
      chain.append(out.bytes(), from, out.length());
      new Frame().close(out, from);
    }
    Files.writeString(segment, String.join("\n", kept) + "\n" + out);
    LineWriter tail = new LineWriter();
    tail.padded(chain.size(), 20).put(' ').hex(chain.last()).put(" 0123456789abcdef");
    new Frame().close(tail, 0);
    Files.writeString(folder.resolve("tail"), tail.toString());

    assertThat(AuditFixture.verify(folder).lines())
        .first()
        .asString()
        .contains("records from seq=%d on are signed by nobody".formatted(signed));
    assertThat(python(folder)).startsWith("2 unsure");
    assertThat(new AuditVerifier(folder, null, List.of(elsewhere)).verify().findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.FORK);
    assertThat(new AuditVerifier(folder, null, List.of(), options.keyFile()).verify().findings())
        .extracting(Finding::message)
        .containsExactly("the mark was not written by the server");
  }

  @Test
  void aLogWithoutTheMarkOfItsEndIsDoubted() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1500, 3);
    for (boolean gone : new boolean[] {false, true}) {
      Files.write(folder.resolve("tail"), new byte[0]);
      if (gone) {
        Files.delete(folder.resolve("tail"));
      }
      assertThat(AuditFixture.verify(folder).exitCode()).isEqualTo(2);
      assertThat(python(folder)).startsWith("2 unsure");
    }
  }

  @Test
  void aFirstSegmentOfAnotherLogIsNamedByItsOwnNumber() throws Exception {
    Path folder = AuditFixture.closedLog(data.resolve("one"), 1500, 6);
    Path other = AuditFixture.closedLog(data.resolve("two"), 1500, 6);
    String name = SegmentFile.of(folder, 0).name();
    Files.copy(other.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    assertFound(folder, "fork 0");
  }

  private static LogHead head(Path folder) throws IOException {
    return new ChainWalk(SegmentFile.list(folder), (chain, buffer, from, to) -> {})
        .walk(0, Long.MAX_VALUE)
        .head();
  }

  private static byte[] joined(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first);
    both.write(second);
    return both.toByteArray();
  }

  private static void assertGood(Path folder) throws Exception {
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.lines()).singleElement().asString().startsWith("good");
    assertThat(python(folder)).startsWith("0 good " + verdict.size() + " ");
  }

  private static void assertFound(Path folder, String kindAndPlace) throws Exception {
    Verdict verdict = AuditFixture.verify(folder);
    assertThat(verdict.findings()).as("%s", verdict.lines()).isNotEmpty();
    Finding first = verdict.findings().getFirst();
    assertThat(first.kind().name().toLowerCase(Locale.ROOT) + " " + first.seq())
        .as("%s", verdict.lines())
        .isEqualTo(kindAndPlace);
    assertThat(python(folder)).startsWith("1 " + kindAndPlace + " ");
  }

  private static String python(Path folder) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("python3", "src/test/python/verify_audit.py", folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
      return String.join("\n", lines.toList());
    } finally {
      process.waitFor();
    }
  }
}
