package org.graticule.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place on the log.
 *
 * @param seq its place, from 0
 * @param json the record as it stands on the log
 */
public record Recorded(long seq, String json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The record's leaf hash, hex. */
  public String hash() {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Chain alone = new Chain();
    alone.append(bytes, 0, bytes.length);
    return LineWriter.hexOf(alone.last());
  }

  /** Reads the record back. */
  public Event event() {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new Event(
          UUID.fromString(node.path("id").asText()),
          Instant.parse(node.path("at").asText()),
          node.path("type").asText(),
          Event.Outcome.valueOf(node.path("outcome").asText()),
          node.path("actor").asText(),
          node.path("actor_name").asText(),
          node.path("source").asText(),
          text(node, "session"),
          uuid(node, "project"),
          uuid(node, "scene"),
          node.has("mark") ? node.path("mark").asInt() : null,
          facts(node.path("facts")));
    } catch (IOException e) {
      throw new UncheckedIOException("record " + seq + " of the audit log is not JSON", e);
    }
  }

  private static SortedMap<String, Object> facts(JsonNode node) {
    SortedMap<String, Object> facts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> fact : node.properties()) {
      JsonNode value = fact.getValue();
      if (value.isBoolean()) {
        facts.put(fact.getKey(), value.asBoolean());
      } else if (value.isNumber()) {
        facts.put(fact.getKey(), value.asLong());
      } else {
        facts.put(fact.getKey(), value.asText());
      }
    }
    return facts;
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.has(name) ? node.path(name).asText() : null;
  }

  private static @Nullable UUID uuid(JsonNode node, String name) {
    return node.has(name) ? UUID.fromString(node.path(name).asText()) : null;
  }
}
