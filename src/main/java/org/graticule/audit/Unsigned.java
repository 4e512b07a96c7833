package org.graticule.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records behind the newest signature. Anybody who can write the folder can write such records,
 * too, so they are held to more than a sum: each must be what a server would have written, and
 * there may be no more of them than come between two checkpoints. Not thread-safe.
 */
final class Unsigned {
  /** A server signs once a second. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final long signed;
  private final Instant begun;
  private final Frame frame = new Frame();
  private @Nullable String first;
  private String last = "";
  private @Nullable Long odd;

  /**
   * @param signed records that somebody vouches for
   * @param begun when the look at the log began: what is younger came meanwhile
   */
  Unsigned(long signed, Instant begun) {
    this.signed = signed;
    this.begun = begun;
  }

  /** Takes record {@code seq}, of which {@code [from, to)} is the JSON. */
  void see(long seq, byte[] buffer, int from, int to) {
    if (seq < signed || from == to) {
      return;
    }
    last = frame.at(buffer, from, to);
    if (first == null) {
      first = last;
    }
    if (odd == null && !isCanonical(buffer, from, to)) {
      odd = seq;
    }
  }

  /** The first record that no server wrote. */
  Optional<Finding> finding(String file) {
    return Optional.ofNullable(odd)
        .map(seq -> new Finding(Finding.Kind.EDIT, seq, file, "it is not canonical JSON"));
  }

  /** Why the end of the log cannot be told to be what was written. */
  Optional<String> doubt() {
    if (first == null) {
      return Optional.empty();
    }
    try {
      Instant since = Instant.parse(first);
      boolean many = Duration.between(since, Instant.parse(last)).compareTo(LONGEST) > 0;
      if (!many || since.isAfter(begun.minus(LONGEST))) {
        return Optional.empty();
      }
    } catch (DateTimeException e) {
      // Times that are none were not written by a server.
    }
    return Optional.of(
        "records from seq=%d on are signed by nobody, from %s to %s: checkpoints stopped, or an"
                .formatted(signed, first, last)
            + " older one was put back");
  }

  private static boolean isCanonical(byte[] buffer, int from, int to) {
    try {
      JsonNode node = JSON.readTree(buffer, from, to - from);
      LineWriter again = new LineWriter();
      return write(node, again)
          && Arrays.equals(again.bytes(), 0, again.length(), buffer, from, to);
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      // Bytes that are no UTF-8.
      return false;
    }
  }

  private static boolean write(JsonNode node, LineWriter out) {
    if (node.isTextual()) {
      out.string(node.textValue());
    } else if (node.isBoolean()) {
      out.put(node.booleanValue() ? "true" : "false");
    } else if (node.canConvertToLong() && node.isIntegralNumber()) {
      out.decimal(node.longValue());
    } else if (node.isObject()) {
      out.put('{');
      boolean next = false;
      for (Map.Entry<String, JsonNode> member : members(node).entrySet()) {
        out.put(next ? "," : "").string(member.getKey()).put(':');
        next = true;
        if (!write(member.getValue(), out)) {
          return false;
        }
      }
      out.put('}');
    } else {
      return false;
    }
    return true;
  }

  private static Map<String, JsonNode> members(JsonNode node) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
    return sorted;
  }
}
