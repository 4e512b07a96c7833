package org.graticule.audit.sink;

import java.util.Map;
import java.util.TreeMap;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;

/**
 * RFC 5424: facility 13 (log audit), the type as MSGID, everything else as structured data. Control
 * characters are written out ({@code <U+000A>}), so no receiver can take a value for a new message.
 */
final class Syslog {
  /** The enterprise number of RFC 5612, for examples: there is no registered one yet. */
  private static final String ID = "graticule@32473";

  private static final int FACILITY = 13;

  private Syslog() {}

  static String line(Recorded record) {
    Event event = record.event();
    Map<String, String> values = new TreeMap<>();
    values.put("id", event.id().toString());
    values.put("outcome", event.outcome().name());
    values.put("actor", event.actor());
    values.put("actor_name", event.actorName());
    values.put("source", event.source());
    put(values, "session", event.session());
    put(values, "project", event.project());
    put(values, "scene", event.scene());
    put(values, "mark", event.mark());
    event.facts().forEach((name, value) -> values.put("fact_" + name, value.toString()));
    int severity =
        switch (event.outcome()) {
          case SUCCESS -> 6;
          case DENIED -> 4;
          case FAILED -> 3;
        };
    return header(record, severity, event.type())
        + data(record, values)
        + " "
        + event.type()
        + " "
        + event.outcome();
  }

  static String stub(Recorded record) {
    return header(record, 6, "withheld") + data(record, Map.of()) + " withheld";
  }

  /** A message of another format in the header of syslog. */
  static String around(Recorded record, String message) {
    return header(record, 6, "cef") + "- " + message;
  }

  private static String header(Recorded record, int severity, String id) {
    return "<%d>1 %s graticule graticule - %s "
        .formatted(FACILITY * 8 + severity, record.event().at(), id);
  }

  private static String data(Recorded record, Map<String, String> values) {
    StringBuilder data = new StringBuilder("[").append(ID);
    data.append(" seq=\"").append(record.seq()).append('"');
    data.append(" hash=\"").append(record.hash()).append('"');
    values.forEach((name, value) ->
        data.append(' ').append(name(name)).append("=\"").append(escaped(value)).append('"'));
    return data.append(']').toString();
  }

  /** A parameter's name: printable ASCII without {@code =], "} and space, at most 32. */
  private static String name(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9_.-]", "_");
    return clean.substring(0, Math.min(32, clean.length()));
  }

  private static String escaped(String text) {
    return visible(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
  }

  /** Whatever could end a line, or drive a terminal, by its code. */
  static String visible(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean control =
              Character.getType(c) == Character.CONTROL
                  || Character.getType(c) == Character.FORMAT
                  || Character.getType(c) == Character.SURROGATE
                  || c == 0x2028
                  || c == 0x2029;
          if (control) {
            clean.append("<U+%04X>".formatted(c));
          } else {
            clean.appendCodePoint(c);
          }
        });
    return clean.toString();
  }

  private static void put(
      Map<String, String> values, String name, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
  }
}
