package org.graticule.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a log changes while it is written. */
final class KeyRequestTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;

  @Test
  void aRunningLogGoesOverToNewKeysUnderLoadAndEveryKeyOfTheRowVerifiesItWhole() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    List<VerifierKey> keys = new ArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    try (SegmentedLog log = AuditFixture.open(options)) {
      keys.add(AuditFixture.key(options.folder()));
      List<Thread> people = new ArrayList<>();
      for (int person = 0; person < 4; person++) {
        int first = person * 1_000_000;
        people.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int n = first; !enough.get(); n++) {
                    refused.addAndGet(
                        log.append(AuditFixture.tile(n))
                            .handle((seq, no) -> no == null ? 0 : 1)
                            .join());
                  }
                }));
      }
      for (int change = 0; change < 3; change++) {
        String told = KeyRequest.make(options, PATIENCE);
        keys.add(VerifierKey.parse(told).orElseThrow());
        assertThat(AuditFixture.key(options.folder())).isEqualTo(keys.getLast());
      }
      enough.set(true);
      for (Thread person : people) {
        person.join();
      }
    }
    assertThat(refused).hasValue(0);
    assertThat(keys).doesNotHaveDuplicates().hasSize(4);
    for (VerifierKey key : keys) {
      Verdict verdict = new AuditVerifier(options.folder(), key, List.of()).verify();
      assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
    }
    assertThat(new AuditStats(options.folder()).lines()).contains("3 log.key-rotated SUCCESS");
    try (SegmentedLog again = AuditFixture.open(options)) {
      assertThat(again.takesEvents()).isTrue();
    }
  }

  @Test
  void aRequestThatNobodyAnswersIsTakenBack() throws Exception {
    LogOptions options = AuditFixture.options(data, 1 << 20);
    AuditFixture.closedLog(data, 1 << 20, 1);
    assertThatThrownBy(() -> KeyRequest.make(options, Duration.ofMillis(200)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("audit-key"));
    assertThat(Files.exists(options.keyFile().resolveSibling("audit.key.rotate"))).isFalse();
  }
}
