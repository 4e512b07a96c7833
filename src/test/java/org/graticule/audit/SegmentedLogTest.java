package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentedLogTest {
  @TempDir Path data;

  @Test
  void appendsGetConsecutivePlacesAndTheLogVerifies() throws IOException {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    try (SegmentedLog log = AuditFixture.open(options)) {
      List<CompletableFuture<Long>> waiting = new ArrayList<>();
      for (int n = 0; n < 5000; n++) {
        waiting.add(log.append(AuditFixture.tile(n)));
      }
      assertThat(waiting.stream().map(CompletableFuture::join))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 5000).mapToObj(Long::valueOf).toList());
      assertThat(log.health().size()).isEqualTo(5001);
    }
    Verdict verdict = AuditFixture.verify(options.folder());
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
    assertThat(verdict.size()).isEqualTo(5002);
    assertThat(SegmentFile.list(options.folder())).hasSizeGreaterThan(1);
  }

  @Test
  void aRecordIsOneCanonicalLineThatStandardToolsCanCheck() throws Exception {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 1);
    String json =
        "{\"actor\":\"b5f9d1c2\",\"actor_name\":\"mara\",\"at\":\"2026-11-22T09:16:14.000123Z\","
            + "\"facts\":{\"matrix_set\":\"native\",\"revision\":1,\"x\":0,\"y\":0,\"z\":17},"
            + "\"id\":\"00000000-0000-7000-0000-000000000000\",\"mark\":3,\"outcome\":\"SUCCESS\","
            + "\"prev\":\"%s\",\"scene\":\"4a6e0c1e-2b77-4c7e-9a55-7c9d0f1e2a3b\",\"seq\":1,"
            + "\"session\":\"9f8e7d6c\",\"source\":\"192.0.2.7\",\"type\":\"tile.read\"}";
    Path segment = SegmentFile.of(folder, 0).path();
    // The leaf hash of record 0, as an auditor would compute it by hand.
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "(printf '\\0'; sed -n 2p \"$0\" | cut -f1 | tr -d '\\n') | sha256sum",
                segment.toString())
            .redirectErrorStream(true)
            .start();
    String prev =
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .substring(0, 64);
    assertThat(Files.readAllLines(segment).get(2)).startsWith(json.formatted(prev) + "\t");
  }

  @Test
  void anUnlistedTypeIsRefused() throws IOException {
    try (SegmentedLog log = AuditFixture.open(AuditFixture.options(data, 1 << 20))) {
      Event event =
          AuditFixture.event(UUID.randomUUID(), AuditFixture.tile(0).at(), "tile.eaten", Map.of());
      assertThatThrownBy(() -> log.append(event).join())
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tile.eaten");
      assertThat(log.health().size()).isEqualTo(1);
    }
  }

  @Test
  void anEventThatCannotBeWrittenHarmsNoOther() throws IOException {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    try (SegmentedLog log = AuditFixture.open(options)) {
      Event wide =
          AuditFixture.event(
              UUID.randomUUID(), AuditFixture.tile(0).at(), "tile.read", Map.of("x", 1L << 53));
      Event long_ =
          AuditFixture.event(
              UUID.randomUUID(),
              AuditFixture.tile(0).at(),
              "access.denied",
              Map.of("path", "/".repeat(CanonicalJson.MAX_RECORD)));
      CompletableFuture<Long> before = log.append(AuditFixture.tile(1));
      CompletableFuture<Long> first = log.append(wide);
      CompletableFuture<Long> second = log.append(long_);
      CompletableFuture<Long> after = log.append(AuditFixture.tile(2));
      assertThat(List.of(before.join(), after.join())).containsExactly(1L, 2L);
      assertThatThrownBy(first::join).hasRootCauseInstanceOf(Fault.class);
      assertThatThrownBy(second::join).hasRootCauseInstanceOf(Fault.class);
    }
    assertThat(AuditFixture.verify(options.folder()).exitCode()).isZero();
  }

  @Test
  void anIdAppendedAgainIsOneEventEvenAfterARestart() throws IOException {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    UUID id = UUID.randomUUID();
    long place;
    try (SegmentedLog log = AuditFixture.open(options)) {
      place = log.append(AuditFixture.signIn(id)).join();
      assertThat(log.append(AuditFixture.signIn(id)).join()).isEqualTo(place);
      assertThat(log.health().size()).isEqualTo(place + 1);
    }
    try (SegmentedLog log = AuditFixture.open(options)) {
      long size = log.health().size();
      assertThat(log.append(AuditFixture.signIn(id)).join()).isEqualTo(place);
      assertThat(log.health().size()).isEqualTo(size);
    }
  }

  @Test
  void aTornLastRecordIsCutAndSaidSo() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 3);
    Path segment = SegmentFile.of(folder, 0).path();
    Files.writeString(segment, "{\"actor\":\"b5f9", StandardOpenOption.APPEND);
    assertThat(AuditFixture.verify(folder).exitCode()).isEqualTo(2);
    AuditFixture.open(AuditFixture.options(data, 1 << 20)).close();
    assertThat(AuditFixture.verify(folder).exitCode()).isZero();
    assertThat(Files.readString(segment))
        .contains("\"cut_bytes\":14,\"reason\":\"torn last record\"");
  }

  @Test
  void aLogThatLostASignedRecordRefusesToOpen() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 3);
    Path segment = SegmentFile.of(folder, 0).path();
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
    assertThatThrownBy(() -> AuditFixture.open(AuditFixture.options(data, 1 << 20)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("ends after 4 records; its checkpoint covers 5");
  }

  @Test
  void anEditedLogRefusesToOpen() throws IOException {
    Path folder = AuditFixture.closedLog(data, 1 << 20, 3);
    Path segment = SegmentFile.of(folder, 0).path();
    Files.writeString(segment, Files.readString(segment).replace("\"x\":1,", "\"x\":7,"));
    assertThatThrownBy(() -> AuditFixture.open(AuditFixture.options(data, 1 << 20)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("kind=edit seq=2");
  }

  @Test
  void twoServersCannotWriteOneLog() throws IOException {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    SegmentedLog log = AuditFixture.open(options);
    assertThatThrownBy(() -> AuditFixture.open(options))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("audit-locked"));
    log.close();
  }

  @Test
  void restartsAndRotationsLeaveOneUnbrokenLog() throws IOException {
    LogOptions options = AuditFixture.options(data, 2000);
    for (int start = 0; start < 6; start++) {
      try (SegmentedLog log = AuditFixture.open(options)) {
        for (int n = 0; n < 7; n++) {
          log.append(AuditFixture.tile(n)).join();
        }
      }
    }
    Verdict verdict = AuditFixture.verify(options.folder());
    assertThat(verdict.lines()).singleElement().asString().startsWith("good: 54 sound records");
    assertThat(SegmentFile.list(options.folder())).hasSizeGreaterThan(5);
  }

  @Test
  void aLogWhoseKeyIsMissingRefusesToOpenAndMakesNoNewOne() throws IOException {
    AuditFixture.closedLog(data, 1 << 20, 1);
    LogOptions options = AuditFixture.options(data, 1 << 20);
    Files.delete(options.keyFile());
    assertThatThrownBy(() -> AuditFixture.open(options))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("audit-key"));
    assertThat(options.keyFile()).doesNotExist();
  }

  @Test
  void checkpointsAreCopiedElsewhereAndAPlaceThatIsAwayHoldsNothingUp() throws Exception {
    Path elsewhere = data.resolve("mounted/checkpoint");
    LogOptions options = AuditFixture.options(data, 1 << 20).with(elsewhere, null, null);
    try (SegmentedLog log = AuditFixture.open(options)) {
      log.append(AuditFixture.tile(1)).join();
      Thread.sleep(700);
      assertThat(log.health().state()).isEqualTo(LogHealth.State.OPEN);
      Files.createDirectory(elsewhere.getParent());
      for (int wait = 0; wait < 300 && !Files.exists(elsewhere); wait++) {
        Thread.sleep(10);
      }
    }
    assertThat(new AuditVerifier(options.folder(), null, List.of(elsewhere)).verify().exitCode())
        .isZero();
  }
}
