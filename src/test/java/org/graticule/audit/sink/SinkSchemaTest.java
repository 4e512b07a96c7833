package org.graticule.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Origin;
import org.graticule.audit.Recorded;
import org.graticule.audit.SegmentedLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every type of event, with every outcome and kind of source, against what OCSF and ECS publish.
 */
final class SinkSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SOURCES =
      List.of("192.0.2.7", "2001:db8::7", "local", "999.1", "::ffff:192.0.2.7", "a:b", "x\n y");

  /** Fields of ECS 8.11 that the sink writes, and their types; {@code graticule} is our own. */
  private static final Map<String, String> ECS =
      Map.ofEntries(
          Map.entry("@timestamp", "date"),
          Map.entry("message", "text"),
          Map.entry("ecs.version", "text"),
          Map.entry("event.id", "text"),
          Map.entry("event.action", "text"),
          Map.entry("event.category", "list"),
          Map.entry("event.type", "list"),
          Map.entry("event.outcome", "text"),
          Map.entry("event.kind", "text"),
          Map.entry("event.module", "text"),
          Map.entry("event.dataset", "text"),
          Map.entry("event.sequence", "whole"),
          Map.entry("event.hash", "text"),
          Map.entry("user.id", "text"),
          Map.entry("user.name", "text"),
          Map.entry("source.address", "text"),
          Map.entry("source.ip", "text"));

  /** The types that ECS 8.11 expects of a category. */
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "authentication", List.of("start", "end", "info"),
          "api",
              List.of(
                  "access",
                  "admin",
                  "allowed",
                  "change",
                  "creation",
                  "deletion",
                  "denied",
                  "end",
                  "info",
                  "start",
                  "user"));

  @TempDir private static Path data;
  private static List<Recorded> records;

  @BeforeAll
  static void everyEvent() throws Exception {
    AuditEvents types = AuditEvents.load();
    LogOptions options = LogOptions.in(data);
    try (SegmentedLog log = new SegmentedLog(options, types, Clock.systemUTC())) {
      int n = 0;
      for (AuditEvents.Type type : types.all()) {
        for (Event.Outcome outcome : Event.Outcome.values()) {
          String session = n % 2 == 0 ? null : "9f8e7d6c";
          Origin origin = new Origin("-", "mara", SOURCES.get(n++ % SOURCES.size()), session);
          EventDraft draft = new EventDraft(type.type(), origin).outcome(outcome).fact("z", n);
          if (n % 3 > 0) {
            draft.project(new UUID(1, n)).mark(n % 5);
          }
          log.append((n % 3 > 1 ? draft.scene(new UUID(2, n)) : draft).at(Clock.systemUTC()))
              .join();
        }
      }
    }
    records = new ArrayList<>();
    AuditTail tail = new AuditTail(options.folder(), 0, () -> Long.MAX_VALUE);
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      records.addAll(some);
    }
    assertThat(records).hasSize(types.all().size() * 3 + 2);
  }

  @Test
  void everyRecordAndItsStubIsWhatOcsfKnows() throws Exception {
    Schema schema = ocsf();
    for (Recorded record : records) {
      for (String line : List.of(SinkFormat.OCSF.line(record), SinkFormat.OCSF.stub(record))) {
        List<Error> problems = schema.validate(line, InputFormat.JSON);
        assertThat(problems).as(line).isEmpty();
        JsonNode json = JSON.readTree(line);
        assertThat(json.get("type_uid").asLong())
            .isEqualTo(json.get("class_uid").asLong() * 100 + json.get("activity_id").asLong());
      }
    }
  }

  /** So that the test above cannot pass on a schema that takes anything. */
  @Test
  void whatOcsfDoesNotKnowIsRefusedByItsSchema() throws Exception {
    Schema schema = ocsf();
    String good = SinkFormat.OCSF.line(records.getFirst());
    for (String bad :
        List.of(
            good.replace("\"severity_id\":1", "\"severity_id\":7"),
            good.replace("\"class_uid\":", "\"clas_uid\":"),
            good.replace("\"vendor_name\"", "\"vendor\""),
            good.replace("\"time\":", "\"time\":\"now\",\"count\":"),
            good.replace("\"name\":\"local\"", "\"ip\":\"local\""))) {
      assertThat(bad).isNotEqualTo(good);
      assertThat(schema.validate(bad, InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  @Test
  void everyFieldIsOneThatEcsKnowsWithATypeThatFitsItsCategory() throws Exception {
    TreeSet<String> unknown = new TreeSet<>();
    for (Recorded record : records) {
      for (String line : List.of(SinkFormat.ECS.line(record), SinkFormat.ECS.stub(record))) {
        JsonNode json = JSON.readTree(line);
        fields("", json, unknown);
        JsonNode category = json.at("/event/category/0");
        if (!category.isMissingNode()) {
          assertThat(TYPES.get(category.asText()))
              .as(line)
              .contains(json.at("/event/type/0").asText());
        }
        assertThat(json.at("/event/outcome").asText()).isIn("success", "failure", "unknown");
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static void fields(String above, JsonNode node, TreeSet<String> unknown) {
    node.properties()
        .forEach(member -> {
          String name = above + member.getKey();
          JsonNode value = member.getValue();
          if (value.isObject() && !name.equals("graticule")) {
            fields(name + ".", value, unknown);
          } else if (!name.equals("graticule")
              && !kind(value).contains(ECS.getOrDefault(name, "?"))) {
            unknown.add(name + " " + value);
          }
        });
  }

  private static List<String> kind(JsonNode value) {
    if (value.isArray()) {
      return List.of("list");
    }
    if (value.isIntegralNumber()) {
      return List.of("whole");
    }
    return value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
        ? List.of("date", "text")
        : List.of("text");
  }

  private static Schema ocsf() throws IOException {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    try (InputStream in = SinkSchemaTest.class.getResourceAsStream("ocsf-1.3.0.json")) {
      return registry.getSchema(in, InputFormat.JSON);
    }
  }
}
