package org.graticule.app.auditing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.graticule.access.Action;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Recorded;
import org.graticule.audit.SegmentedLog;
import org.graticule.audit.sink.SinkFormat;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor does with the log: who saw which ground, sessions, alerts, taking records out.
 */
public final class AuditUseRoutes implements Routes.Module {
  private static final int MOST_EXPORTED = 1_000_000;
  private static final Duration WEEK = Duration.ofDays(7);

  private final AuditSearch search;
  private final SegmentedLog log;
  private final Path folder;
  private final Path drafts;
  private final Clock clock;

  /**
   * @param folder the log
   * @param drafts where exports are put together
   */
  public AuditUseRoutes(
      AuditSearch search, SegmentedLog log, Path folder, Path drafts, Clock clock) {
    this.search = search;
    this.log = log;
    this.folder = folder;
    this.drafts = drafts;
    this.clock = clock;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/audit/looks", Action.AUDIT_READ, this::looks)
        .get("/api/v1/audit/sessions", Action.AUDIT_READ, this::sessions)
        .get("/api/v1/audit/alerts", Action.AUDIT_READ, this::alerts)
        .get("/api/v1/audit/export", Action.AUDIT_READ, this::export)
        .get("/api/v1/audit/searches", Action.AUDIT_READ, this::saved)
        .post("/api/v1/audit/searches", Action.AUDIT_READ, this::keep)
        .delete("/api/v1/audit/searches/{search}", Action.AUDIT_READ, this::forget);
  }

  private Reply looks(Call call) {
    return Reply.ok(search.looks(call.subject(), AuditRoutes.filter(call)));
  }

  private Reply sessions(Call call) {
    return Reply.ok(search.sessions(call.subject(), AuditRoutes.filter(call)));
  }

  private Reply alerts(Call call) {
    call.filtersBy("from", "to");
    Instant to = call.queryInstant("to").orElse(clock.instant());
    Instant from = call.queryInstant("from").orElse(to.minus(WEEK));
    return Reply.ok(Map.of("alerts", search.alerts(call.subject(), from, to)));
  }

  private Reply saved(Call call) {
    return Reply.ok(Map.of("searches", search.saved(call.subject())));
  }

  /** A search to keep, as the contract has it. */
  record Wish(@Nullable String name, @Nullable String query) {}

  private Reply keep(Call call) {
    Wish wish = call.body(Wish.class);
    if (wish.name() == null || wish.query() == null) {
      throw Fault.unacceptable("missing-field", "name and query are needed");
    }
    return Reply.created(search.keep(call.subject(), wish.name(), wish.query()));
  }

  private Reply forget(Call call) {
    search.forget(call.subject(), call.id("search"));
    return Reply.noContent();
  }

  /** The records themselves, from the log and not from its copy. */
  private Reply export(Call call) throws IOException {
    SinkFormat format = format(call.query("format").orElse("jsonl"));
    List<Long> numbers =
        search.export(call.subject(), AuditRoutes.filter(call), format.name(), MOST_EXPORTED);
    Set<Long> wanted = new HashSet<>(numbers);
    boolean ofAnAgency = search.isOfAnAgency(call.subject());
    long told = 0;
    Path draft = Files.createTempFile(drafts, "audit", ".part");
    try (BufferedWriter out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
      long first = numbers.isEmpty() ? Long.MAX_VALUE : numbers.getFirst();
      AuditTail tail = new AuditTail(folder, first, () -> log.health().size());
      for (List<Recorded> some = wanted.isEmpty() ? List.<Recorded>of() : tail.read(1000);
          !some.isEmpty() && !wanted.isEmpty();
          some = tail.read(1000)) {
        for (Recorded record : some) {
          if (wanted.remove(record.seq())) {
            out.write(format.line(ofAnAgency ? copy(record, told++) : record));
            out.write('\n');
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    String name = "audit." + format.name().toLowerCase(Locale.ROOT);
    return new Reply.OneTimeFile(200, "application/octet-stream", draft, Map.of())
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /** The record without its place on the log, which is for all agencies. */
  private static Recorded copy(Recorded record, long number) throws IOException {
    ObjectNode json = (ObjectNode) Json.MAPPER.readTree(record.json());
    json.remove(List.of("seq", "prev"));
    if (json.get("facts") instanceof ObjectNode facts && facts.hasNonNull("rule")) {
      Object rule = AuditSearchStore.toAnAgency("rule", facts.get("rule").asText());
      facts.put("rule", rule.toString());
    }
    return new Recorded(number, json.toString());
  }

  private static SinkFormat format(String text) {
    return Arrays.stream(SinkFormat.values())
        .filter(format -> format.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> Fault.malformed("bad-format", "format must be jsonl, ocsf, ecs, rfc5424 or cef"));
  }
}
