package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditTailTest {
  @TempDir Path data;

  @Test
  void aTailStartsAnywhereAndCrossesSegments() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1500, 20);
    for (long from = 0; from <= 22; from++) {
      AuditTail tail = new AuditTail(folder, from, () -> Long.MAX_VALUE);
      List<Long> seen = new ArrayList<>();
      for (List<Recorded> some = tail.read(3); !some.isEmpty(); some = tail.read(3)) {
        some.forEach(recorded -> seen.add(recorded.seq()));
      }
      assertThat(seen).hasSize((int) (22 - from)).isSorted().doesNotHaveDuplicates();
      assertThat(tail.next()).isEqualTo(22);
    }
  }

  @Test
  void aTailFollowsALogThatIsBeingWrittenAndReadsNothingUndurable() throws IOException {
    LogOptions options = AuditFixture.options(data, 1000);
    try (SegmentedLog log = AuditFixture.open(options)) {
      AuditTail tail = new AuditTail(options.folder(), 1, () -> log.health().size());
      assertThat(tail.read(10)).isEmpty();
      for (int n = 0; n < 9; n++) {
        log.append(AuditFixture.tile(n)).join();
        assertThat(tail.read(10))
            .singleElement()
            .extracting(Recorded::event)
            .isEqualTo(
                AuditFixture.event(
                    new UUID(0x7000L, n),
                    AuditFixture.tile(n).at(),
                    "tile.read",
                    Map.of(
                        "z",
                        17L,
                        "x",
                        (long) n,
                        "y",
                        2L * n,
                        "matrix_set",
                        "native",
                        "revision",
                        1L)));
      }
      assertThat(new AuditTail(options.folder(), 0, () -> 2).read(10)).hasSize(2);
    }
  }

  @Test
  void anythingANameMayHoldComesBackAsItWas() throws IOException {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    String hostile = "a\u0000\t\n\"\\\u001b[31m\u2028é漢😀,\"seq\":7,\"prev\":\"";
    Event event =
        AuditFixture.event(
            UUID.randomUUID(),
            AuditFixture.tile(0).at(),
            "session.sign-in-failed",
            Map.of("reason", hostile, "prev", "x", "seq", 9L, hostile, true));
    try (SegmentedLog log = AuditFixture.open(options)) {
      assertThat(log.append(event).join()).isEqualTo(1);
      assertThat(new AuditTail(options.folder(), 1, () -> 2).read(1).getFirst().event())
          .isEqualTo(event);
    }
    assertThat(AuditFixture.verify(options.folder()).exitCode()).isZero();
  }

  @Test
  void aTailStopsAtADamagedRecord() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 4);
    Path segment = SegmentFile.of(folder, 0).path();
    Files.writeString(segment, Files.readString(segment).replace("\"x\":2,", "\"x\":3,"));
    AuditTail tail = new AuditTail(folder, 3, () -> Long.MAX_VALUE);
    assertThatThrownBy(() -> tail.read(10))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("record 3 is due");
  }

  @Test
  void statsCountTypesOutcomesAndPeople() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1500, 20);
    assertThat(new AuditStats(folder).lines())
        .contains("20 tile.read SUCCESS", "1 log.opened SUCCESS", "20 by mara")
        .first()
        .asString()
        .startsWith("22 events from ");
  }
}
