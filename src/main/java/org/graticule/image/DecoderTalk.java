package org.graticule.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.graticule.fault.Fault;
import org.graticule.image.confine.OuterWalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what a decoder says. Its words are as untrusted as its input: whatever is no message of the
 * agreed form, too long or too much is a fault of the decoder.
 */
final class DecoderTalk {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderTalk.class);
  private static final int LONGEST_LINE = 16 << 20;
  private static final long MOST_SAID = 64L << 20;
  private static final int MOST_GARBAGE = 50;
  private static final int LONGEST_REASON = 2000;
  private static final int GARBAGE_SHOWN = 200;

  private final JsonMapper json = new JsonMapper();
  private final OuterWalls walls;
  private final IngestPhase.Listener progress;
  private volatile long heard = System.nanoTime();
  private @Nullable SceneFacts facts;
  private long said;
  private int garbage;

  DecoderTalk(OuterWalls walls, IngestPhase.Listener progress) {
    this.walls = walls;
    this.progress = progress;
  }

  /** Time since the last message. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  /** Reads lines until the process closes its output; null where it never told the facts. */
  @Nullable SceneFacts listen(InputStream output) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          line.append((char) c);
          said++;
          if (line.length() > LONGEST_LINE || said > MOST_SAID) {
            throw broken(
                "the decoder said more than "
                    + (line.length() > LONGEST_LINE ? LONGEST_LINE : MOST_SAID)
                    + " characters");
          }
          continue;
        }
        hear(line.toString());
        line.setLength(0);
      }
    }
    return facts;
  }

  private void hear(String line) {
    try {
      JsonNode message = json.readTree(line);
      if (message.has("fault")) {
        throw refusal(message);
      } else if (message.has("progress")) {
        heard = System.nanoTime();
        progress.at(
            IngestPhase.valueOf(message.path("phase").asText()),
            Math.clamp(message.path("progress").asDouble(), 0, 1));
      } else if (message.has("facts")) {
        facts = json.treeToValue(message.path("facts"), SceneFacts.class);
      } else if (message.has("walls")) {
        walls.tell(message.path("walls").asText());
      } else {
        unknown(line);
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // The Java runtime says its last words on standard output, too.
      unknown(line);
    }
  }

  private void unknown(String line) {
    LOG.warn("decoder said: {}", line.substring(0, Math.min(GARBAGE_SHOWN, line.length())));
    if (++garbage > MOST_GARBAGE) {
      throw broken("the decoder said " + garbage + " lines that mean nothing");
    }
  }

  private static Fault refusal(JsonNode message) {
    String code = message.path("fault").asText();
    String kind = message.path("kind").asText();
    String reason = message.path("message").asText();
    if (!code.matches("[a-z][a-z0-9-]{1,60}")
        || reason.length() > LONGEST_REASON
        || Arrays.stream(Fault.Kind.values()).noneMatch(known -> known.name().equals(kind))) {
      return broken("the decoder refused the image in a form that is not agreed");
    }
    return new Fault(Fault.Kind.valueOf(kind), code, reason);
  }

  private static Fault broken(String message) {
    return Fault.unacceptable("decoder-broken", message);
  }
}
