package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import org.graticule.fault.Fault;

/**
 * Writes an event with its place on the log as RFC 8785 canonical JSON: members sorted, no white
 * space, integers only, absent members left out. Two equal events have equal bytes, so a hash of
 * the bytes is a hash of the event. Not thread-safe.
 */
final class CanonicalJson {
  /** Above this a JSON number is no longer exact for everybody (RFC 7493). */
  private static final long MAX_INTEGER = (1L << 53) - 1;

  /** Longest record, bytes of JSON. */
  static final int MAX_RECORD = 64 * 1024;

  private static final long YEAR_1 = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long YEAR_10000 = LocalDate.of(10_000, 1, 1).toEpochDay();

  private static final byte[] ACTOR = ascii("{\"actor\":");
  private static final byte[] ACTOR_NAME = ascii(",\"actor_name\":");
  private static final byte[] AT = ascii(",\"at\":\"");
  private static final byte[] FACTS = ascii("\",\"facts\":{");
  private static final byte[] ID = ascii("},\"id\":\"");
  private static final byte[] MARK = ascii(",\"mark\":");
  private static final byte[] OUTCOME = ascii(",\"outcome\":\"");
  private static final byte[] PREV = ascii("\",\"prev\":\"");
  private static final byte[] PROJECT = ascii(",\"project\":\"");
  private static final byte[] SCENE = ascii(",\"scene\":\"");
  private static final byte[] SEQ = ascii(",\"seq\":");
  private static final byte[] SESSION = ascii(",\"session\":");
  private static final byte[] SOURCE = ascii(",\"source\":");
  private static final byte[] TYPE = ascii(",\"type\":");

  private final LineWriter out;
  private long day = Long.MIN_VALUE;
  private byte[] date = {};

  CanonicalJson(LineWriter out) {
    this.out = out;
  }

  /**
   * Appends one record.
   *
   * @param seq place on the log, from 0
   * @param prev leaf hash of the record before, 32 bytes, zeros for the first
   * @throws Fault UNACCEPTABLE {@code audit-event} if an integer or the record is too large; what
   *     was written before is untouched
   */
  void write(Event event, long seq, byte[] prev) {
    int start = out.length();
    out.put(ACTOR).string(event.actor()).put(ACTOR_NAME).string(event.actorName()).put(AT);
    time(event.at());
    out.put(FACTS);
    facts(event.facts());
    out.put(ID).uuid(event.id()).put('"');
    if (event.mark() != null) {
      out.put(MARK).decimal(event.mark());
    }
    out.put(OUTCOME).put(event.outcome().name()).put(PREV).hex(prev).put('"');
    if (event.project() != null) {
      out.put(PROJECT).uuid(event.project()).put('"');
    }
    if (event.scene() != null) {
      out.put(SCENE).uuid(event.scene()).put('"');
    }
    out.put(SEQ).decimal(seq);
    if (event.session() != null) {
      out.put(SESSION).string(event.session());
    }
    out.put(SOURCE).string(event.source()).put(TYPE).string(event.type()).put('}');
    if (out.length() - start > MAX_RECORD) {
      throw Fault.unacceptable(
          "audit-event",
          "event %s %s takes %d bytes; at most %d"
              .formatted(event.type(), event.id(), out.length() - start, MAX_RECORD));
    }
  }

  private void facts(SortedMap<String, Object> facts) {
    boolean first = true;
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      if (!first) {
        out.put(',');
      }
      first = false;
      out.string(fact.getKey()).put(':');
      Object value = fact.getValue();
      if (value instanceof String text) {
        out.string(text);
      } else if (value instanceof Boolean truth) {
        out.put(truth ? "true" : "false");
      } else {
        integer(fact.getKey(), ((Number) value).longValue());
      }
    }
  }

  private void integer(String name, long value) {
    if (value > MAX_INTEGER || value < -MAX_INTEGER) {
      throw Fault.unacceptable(
          "audit-event",
          "fact %s is %d; an integer on the log lies within +-%d"
              .formatted(name, value, MAX_INTEGER));
    }
    out.decimal(value);
  }

  /** {@code 2026-11-22T09:16:14.000123Z}: always six decimals, so that text order is time order. */
  private void time(Instant at) {
    long second = at.getEpochSecond();
    long today = Math.floorDiv(second, 86_400L);
    if (today != day) {
      if (today < YEAR_1 || today >= YEAR_10000) {
        throw Fault.unacceptable("audit-event", "time " + at + " is outside years 1 to 9999");
      }
      date = ascii(LocalDate.ofEpochDay(today).toString());
      day = today;
    }
    int clock = (int) Math.floorMod(second, 86_400L);
    out.put(date).put('T').padded(clock / 3600, 2).put(':').padded(clock / 60 % 60, 2);
    out.put(':').padded(clock % 60, 2).put('.').padded(at.getNano() / 1000, 6).put('Z');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
