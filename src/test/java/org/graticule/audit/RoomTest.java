package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room behind the records: what of it may be there after a crash, and what is tampering. */
final class RoomTest {
  private static final int EVENTS = 9;

  @TempDir Path data;

  /** A log as a crash of the machine left it: nobody closed it. */
  private LogOptions crashed;

  private SegmentFile segment;

  @BeforeEach
  void aLogWhoseMachineDied() throws Exception {
    LogOptions running = AuditFixture.options(data.resolve("running"), 1 << 20);
    crashed = AuditFixture.options(data.resolve("crashed"), 1 << 20);
    try (SegmentedLog log = AuditFixture.open(running)) {
      for (int n = 0; n < EVENTS; n++) {
        log.append(AuditFixture.tile(n)).join();
      }
      AuditFixture.awaitRoom(running.folder());
      Files.createDirectories(crashed.folder());
      Files.createDirectories(crashed.keyFile().getParent());
      Files.copy(running.keyFile(), crashed.keyFile());
      try (Stream<Path> files = Files.list(running.folder())) {
        for (Path file : files.toList()) {
          Files.copy(file, crashed.folder().resolve(file.getFileName()));
        }
      }
    }
    segment = SegmentFile.of(crashed.folder(), 0);
    assertThat(SegmentFile.of(running.folder(), 0))
        .satisfies(closed -> assertThat(Files.size(closed.path())).isEqualTo(closed.length()));
  }

  @Test
  void roomAloneIsNothingToReportAndGoesWhenTheLogIsOpenedAndClosed() throws Exception {
    assertThat(AuditFixture.verify(crashed.folder()).exitCode()).isZero();
    AuditFixture.open(crashed).close();
    assertThat(Files.size(segment.path())).isEqualTo(segment.length());
    assertGood();
    assertThat(new AuditStats(crashed.folder()).lines()).doesNotContain("log.recovered");
  }

  @Test
  void theSegmentStaysLinesOfText() throws Exception {
    List<String> lines = Files.readAllLines(segment.path());
    assertThat(lines.stream().filter(line -> !line.isEmpty()))
        .hasSizeGreaterThan(EVENTS)
        .allMatch(line -> line.startsWith("{"));
  }

  /** Sectors reach the disk in any order: the end of a write may be there without its middle. */
  @Test
  void anyPartOfAWriteThatWasCutOffIsRemovedAndSaid() throws Exception {
    String record = "{\"actor\":\"b5f9d1c2\",\"at\":\"2026-11-22T09:16:14.000123Z\"}\t01234567\n";
    List<byte[]> parts =
        List.of(bytes("{"), bytes(record), bytes("\n\n" + record), bytes(record.repeat(100)));
    byte[] sound = Files.readAllBytes(segment.path());
    byte[] tail = Files.readAllBytes(crashed.folder().resolve(TailMark.NAME));
    byte[] signed = Files.readAllBytes(crashed.folder().resolve(AuditVerifier.CHECKPOINT));
    for (byte[] part : parts) {
      Files.write(segment.path(), sound);
      Files.write(crashed.folder().resolve(TailMark.NAME), tail);
      Files.write(crashed.folder().resolve(AuditVerifier.CHECKPOINT), signed);
      put(segment.length(), part);
      assertThat(AuditFixture.verify(crashed.folder()).exitCode()).isEqualTo(2);
      AuditFixture.open(crashed).close();
      assertGood();
      assertThat(new AuditStats(crashed.folder()).lines()).contains("1 log.recovered SUCCESS");
    }
  }

  @Test
  void anAcknowledgedRecordThatIsNotSoundWasChangedAndTheLogDoesNotOpen() throws Exception {
    byte[] sound = Files.readAllBytes(segment.path());
    long end = segment.length();
    for (long at : new long[] {end - 1, end - 2, end - 40, end / 2}) {
      Files.write(segment.path(), sound);
      put(at, bytes("#"));
      Verdict verdict = AuditFixture.verify(crashed.folder());
      assertThat(verdict.findings())
          .singleElement()
          .extracting(Finding::kind)
          .isEqualTo(Finding.Kind.EDIT);
      assertThatThrownBy(() -> AuditFixture.open(crashed))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("not what was written");
    }
  }

  @Test
  void aRecordThatIsThereTwiceIsNotACutOffWrite() throws Exception {
    List<String> lines = Files.readAllLines(segment.path());
    put(segment.length(), bytes(lines.get(EVENTS) + "\n"));
    assertThat(AuditFixture.verify(crashed.folder()).findings())
        .singleElement()
        .extracting(Finding::kind)
        .isEqualTo(Finding.Kind.REORDER);
  }

  /** Who verifies a running log must not take what has come meanwhile for something cut off. */
  @Test
  void aReaderSeesWhatThereWasWhenItOpened() throws Exception {
    String record = Files.readAllLines(segment.path()).get(EVENTS);
    try (LineReader lines = new LineReader(segment, 0)) {
      assertThat(lines.next()).isEqualTo(LineReader.Step.LINE);
      long end = segment.length();
      put(end, bytes(record + "\n"));
      while (lines.end() < end) {
        assertThat(lines.next()).isEqualTo(LineReader.Step.LINE);
      }
      assertThat(lines.next()).isEqualTo(LineReader.Step.END);
      assertThat(lines.hasRoom()).isTrue();
    }
  }

  @Test
  void aSealedSegmentHasNoRoom() throws Exception {
    LogOptions options = AuditFixture.options(data.resolve("many"), 3000);
    try (SegmentedLog log = AuditFixture.open(options)) {
      for (int n = 0; n < 40; n++) {
        log.append(AuditFixture.tile(n)).join();
      }
    }
    List<SegmentFile> segments = SegmentFile.list(options.folder());
    assertThat(segments).hasSizeGreaterThan(2);
    for (SegmentFile each : segments) {
      assertThat(Files.size(each.path())).isEqualTo(each.length());
    }
    Files.write(segments.getFirst().path(), bytes("\n\n"), StandardOpenOption.APPEND);
    assertThat(AuditFixture.verify(options.folder()).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.seq()).isEqualTo(segments.get(1).first()));
  }

  private void assertGood() {
    Verdict verdict = AuditFixture.verify(crashed.folder());
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }

  private void put(long at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)), at);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
