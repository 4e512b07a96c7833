package org.graticule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Event;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.Recorded;
import org.graticule.audit.SegmentedLog;
import org.graticule.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flood of requests that are refused leaves on a real log. */
final class RefusalsTest {
  private static final Origin ONE = Origin.unknown("-", "192.0.2.1");
  private static final Instant START = Instant.parse("2026-11-22T09:16:14Z");

  @TempDir private Path data;
  private final HandClock clock = new HandClock(START);
  private Vertx vertx;
  private HttpServerRequest request;
  private SegmentedLog log;
  private Refusals refusals;

  /** A request as a server has it, which it goes on having. */
  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(arrived::complete)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    HttpClient client = vertx.createHttpClient();
    client
        .request(HttpMethod.PUT, server.actualPort(), "127.0.0.1", "/a")
        .onSuccess(sent -> sent.send());
    request = arrived.get(10, TimeUnit.SECONDS);
    log = new SegmentedLog(LogOptions.in(data), AuditEvents.load(), clock);
    refusals = new Refusals(log, clock);
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private void note(Origin by, String code) {
    refusals.note(by, request, "/" + code, code);
  }

  /** By source, count, first code and since when, in the order of the log. */
  private List<String> told() throws IOException {
    refusals.close();
    log.close();
    List<String> told = new ArrayList<>();
    AuditTail tail = new AuditTail(LogOptions.in(data).folder(), 0, () -> Long.MAX_VALUE);
    for (List<Recorded> some = tail.read(100); !some.isEmpty(); some = tail.read(100)) {
      for (Recorded record : some) {
        Event event = record.event();
        if (event.type().equals("traffic.refused")) {
          assertThat(event.outcome()).isEqualTo(Event.Outcome.FAILED);
          assertThat(event.facts())
              .containsEntry("method", "PUT")
              .containsEntry("path", "/" + event.facts().get("code"));
          told.add(
              "%s %s %s %s"
                  .formatted(
                      event.source(),
                      event.facts().get("count"),
                      event.facts().get("code"),
                      event.facts().get("since")));
        }
      }
    }
    return told;
  }

  @Test
  void theFirstIsToldAtOnceAndTheRestOfEachMinuteAsOne() throws Exception {
    note(ONE, "bad-request");
    for (int i = 0; i < 1_000; i++) {
      note(ONE, i == 0 ? "bad-path" : "bad-query");
    }
    clock.goOn(Duration.ofSeconds(59));
    refusals.report();
    note(ONE, "bad-body");
    clock.goOn(Duration.ofSeconds(1));
    refusals.report();
    note(ONE, "uri-too-long");
    clock.goOn(Duration.ofSeconds(60));
    refusals.report();
    // Nothing in a minute: the next one is a first one again.
    clock.goOn(Duration.ofSeconds(60));
    refusals.report();
    note(ONE, "bad-request");
    assertThat(told())
        .containsExactly(
            "192.0.2.1 1 bad-request 2026-11-22T09:16:14Z",
            "192.0.2.1 1001 bad-path 2026-11-22T09:16:14Z",
            "192.0.2.1 1 uri-too-long 2026-11-22T09:17:14Z",
            "192.0.2.1 1 bad-request 2026-11-22T09:19:14Z");
  }

  @Test
  void aStopLosesNone() throws Exception {
    for (int i = 0; i < 5; i++) {
      note(ONE, "bad-request");
    }
    assertThat(told())
        .containsExactly(
            "192.0.2.1 1 bad-request 2026-11-22T09:16:14Z",
            "192.0.2.1 4 bad-request 2026-11-22T09:16:14Z");
  }

  @Test
  void moreSendersThanAreKeptApartAreCountedTogether() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      note(Origin.unknown("-", "10.0." + i / 256 + "." + i % 256), "bad-request");
    }
    List<String> told = told();
    assertThat(told).hasSize(Refusals.MOST_SENDERS + 2);
    assertThat(told.getLast()).startsWith("others 9743 ");
    assertThat(told.stream().mapToInt(line -> Integer.parseInt(line.split(" ")[1])).sum())
        .isEqualTo(10_000);
  }
}
