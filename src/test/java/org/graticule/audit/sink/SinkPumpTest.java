package org.graticule.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.SegmentedLog;
import org.graticule.http.tls.Authorities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SinkPumpTest {
  @TempDir Path data;
  private SegmentedLog log;

  @BeforeEach
  void open() throws IOException {
    log = new SegmentedLog(LogOptions.in(data), AuditEvents.load(), Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void aFileGetsEveryRecordOnceThoughThePumpIsStoppedInBetween() throws Exception {
    Path kept = data.resolve("kept");
    for (int round = 1; round <= 3; round++) {
      read(100, round);
      try (SinkPump pump = pump("jsonl>file:" + kept, event -> event.mark() == 2)) {
        await(() -> pump.status().sent() == log.health().size());
      }
    }
    List<String> lines = Files.readAllLines(kept);
    assertThat(lines).hasSize(301);
    assertThat(lines).filteredOn(line -> line.contains("withheld")).hasSize(100);
    assertThat(SinkComparison.of(data.resolve("audit"), SinkFormat.JSONL, kept).exitCode())
        .isZero();
  }

  /** One that takes the connection and never reads, and one that refuses it. */
  @Test
  void aReceiverThatIsABlackHoleHoldsNothingUp() throws Exception {
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SinkPump stuck = pump("cef>tcp://127.0.0.1:" + hole.getLocalPort(), event -> false);
        SinkPump refused = pump("ecs>tcp://127.0.0.1:1", event -> false)) {
      read(20_000, 1);
      assertThat(log.takesEvents()).isTrue();
      await(() -> !refused.status().trouble().isEmpty());
      assertThat(stuck.status().sent()).isLessThan(log.health().size());
    }
  }

  /** A real receiver, over TLS, with a certificate of its own. */
  @Test
  void rsyslogTakesEveryRecordOverTls() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/usr/sbin/rsyslogd"))
            && Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so")),
        "rsyslog and rsyslog-gnutls are needed");
    try (Rsyslog receiver = Rsyslog.start(data)) {
      log.append(
              new EventDraft(
                      "session.sign-in-failed",
                      Origin.unknown("x\n<134>1 forged ] \"", "192.0.2.7"))
                  .at(Clock.systemUTC()))
          .join();
      read(500, 1);
      try (SinkPump pump =
          new SinkPump(
              Sink.parse("siem=rfc5424>tls://localhost:" + receiver.port()),
              data.resolve("audit"),
              () -> log.health().size(),
              data.resolve("sinks"),
              event -> false,
              Authorities.trusting(receiver.certificate()))) {
        pump.start();
        await(() -> receiver.lines().size() == log.health().size());
      }
      assertThat(
              SinkComparison.of(data.resolve("audit"), SinkFormat.RFC5424, receiver.kept()).lines())
          .singleElement()
          .asString()
          .startsWith("good: 502 lines");
    }
  }

  private SinkPump pump(String wanted, Predicate<Event> withheld) throws Exception {
    SinkPump pump =
        new SinkPump(
            Sink.parse("test=" + wanted),
            data.resolve("audit"),
            () -> log.health().size(),
            data.resolve("sinks" + wanted.hashCode()),
            event -> event.mark() != null && withheld.test(event),
            SSLContext.getDefault().getSocketFactory());
    pump.start();
    return pump;
  }

  private void read(int events, int mark) {
    for (int n = 0; n < events - 1; n++) {
      log.append(tile(n, mark));
    }
    log.append(tile(events, mark)).join();
  }

  private static Event tile(int n, int mark) {
    return new EventDraft("tile.read", new Origin("7", "mara", "192.0.2.7", null))
        .mark(mark)
        .fact("z", 17)
        .fact("x", n)
        .fact("y", n)
        .at(Clock.systemUTC());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
