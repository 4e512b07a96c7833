package org.graticule.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.Recorded;
import org.graticule.audit.SegmentedLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile names and facts in every format: one line each, and nothing of it becomes structure. */
final class SinkFormatTest {
  private static final String HOSTILE =
      "x\n"
          + "<134>1 - - - - - -\r\n"
          + "CEF:0|a|b|c|d|e|f|msg=1 ] \"q\" \\ | = \0 \u2028 \u202E \u001B[2J é";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private List<Recorded> records;

  @BeforeEach
  void aLogWithHostileNames() throws Exception {
    LogOptions options = LogOptions.in(data);
    Clock clock = Clock.systemUTC();
    try (SegmentedLog log = new SegmentedLog(options, AuditEvents.load(), clock)) {
      for (String type : List.of("tile.read", "session.sign-in-failed", "access.denied")) {
        log.append(
                new EventDraft(type, new Origin("-", HOSTILE, HOSTILE, null))
                    .outcome(
                        type.equals("tile.read") ? Event.Outcome.SUCCESS : Event.Outcome.DENIED)
                    .fact(HOSTILE, HOSTILE)
                    .fact("z", 17)
                    .mark(3)
                    .at(clock))
            .join();
      }
    }
    records = new ArrayList<>(new AuditTail(options.folder(), 0, () -> 100).read(100));
    assertThat(records).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(SinkFormat.class)
  void aRecordIsOneLineOfVisibleTextThatNamesItsPlaceAndHash(SinkFormat format) {
    for (Recorded record : records) {
      for (String line : List.of(format.line(record), format.stub(record))) {
        assertThat(line).doesNotContain("\n", "\r", "\0").contains(record.hash());
        assertThat(line).containsPattern("\\b" + record.seq() + "\\b");
      }
      assertThat(format.stub(record))
          .doesNotContain("mark", "tile.read")
          .as("a hash or a time may have the digits of the tile in it")
          .doesNotContainPattern("\\b134\\b");
    }
  }

  @Test
  void syslogsStructuredDataIsEscapedAndReadsBack() {
    Pattern message =
        Pattern.compile(
            "<\\d{3}>1 \\S+ graticule graticule - \\S+ \\[graticule@32473("
                + " [A-Za-z0-9_.-]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")+\\] .*");
    for (Recorded record : records) {
      assertThat(SinkFormat.RFC5424.line(record)).matches(message);
    }
    assertThat(SinkFormat.RFC5424.line(records.get(1)))
        .contains("<U+000A>")
        .contains("\\]")
        .contains("<U+202E>");
  }

  @Test
  void cefHasSevenBarsInItsHeaderAndNoBareEqualsInAValue() {
    String line = SinkFormat.CEF.line(records.get(1));
    assertThat(line).startsWith("CEF:0|Graticule|Graticule|1|tile.read|tile.read|2|rt=");
    String name = line.substring(line.indexOf(" suser=") + 7, line.indexOf(" shost="));
    assertThat(name.replace("\\\\", "").replace("\\=", "")).doesNotContain("=");
  }

  @Test
  void jsonFormatsReadBackWhatWasRecorded() throws Exception {
    Recorded tile = records.get(1);
    JsonNode line = JSON.readTree(SinkFormat.JSONL.line(tile));
    assertThat(line.get("record")).isEqualTo(JSON.readTree(tile.json()));
    JsonNode ecs = JSON.readTree(SinkFormat.ECS.line(tile));
    assertThat(ecs.at("/user/name").asText()).isEqualTo(HOSTILE);
    assertThat(ecs.at("/event/sequence").asLong()).isEqualTo(tile.seq());
    assertThat(ecs.at("/graticule/facts/z").asInt()).isEqualTo(17);
  }

  @ParameterizedTest
  @EnumSource(SinkFormat.class)
  void whatAReceiverKeptIsComparedWithTheLog(SinkFormat format) throws Exception {
    Path kept = data.resolve("kept");
    List<String> lines = new ArrayList<>();
    records.forEach(
        record -> lines.add(record.seq() == 2 ? format.stub(record) : format.line(record)));
    lines.add(lines.get(3));
    Files.write(kept, lines);
    assertThat(compared(format, kept).exitCode()).isZero();
    Files.write(kept, lines.stream().map(line -> line.replace("17", "18")).toList());
    assertThat(compared(format, kept).exitCode()).isEqualTo(1);
    lines.remove(2);
    Files.write(kept, lines);
    assertThat(compared(format, kept).lines())
        .contains("tampered kind=gap seq=2: the receiver has no such record");
    Files.write(kept, List.of());
    assertThat(compared(format, kept).exitCode()).isEqualTo(2);
  }

  private SinkComparison compared(SinkFormat format, Path kept) throws Exception {
    return SinkComparison.of(data.resolve("audit"), format, kept);
  }
}
