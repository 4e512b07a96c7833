package org.graticule.audit.sink;

import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;

/** Common Event Format, version 0; facts go as one JSON-free text in {@code msg}. */
final class Cef {
  private Cef() {}

  static String line(Recorded record) {
    Event event = record.event();
    int severity =
        switch (event.outcome()) {
          case SUCCESS -> 2;
          case DENIED -> 6;
          case FAILED -> 5;
        };
    StringBuilder line = header(record, event.type(), severity);
    extension(line, "outcome", event.outcome().name());
    extension(line, "suid", event.actor());
    extension(line, "suser", event.actorName());
    String source = event.source();
    extension(line, source.matches("[0-9.]+") ? "src" : "shost", source);
    labelled(line, 2, "session", event.session());
    labelled(line, 3, "project", event.project());
    labelled(line, 4, "scene", event.scene());
    labelled(line, 5, "mark", event.mark());
    if (!event.facts().isEmpty()) {
      extension(
          line,
          "msg",
          event.facts().entrySet().stream().map(Cef::fact).collect(Collectors.joining(" ")));
    }
    return line.toString();
  }

  static String stub(Recorded record) {
    return header(record, "withheld", 0).toString();
  }

  private static String fact(Map.Entry<String, Object> fact) {
    return fact.getKey() + ":" + fact.getValue();
  }

  private static StringBuilder header(Recorded record, String type, int severity) {
    StringBuilder line =
        new StringBuilder("CEF:0|Graticule|Graticule|1|")
            .append(field(type))
            .append('|')
            .append(field(type))
            .append('|')
            .append(severity)
            .append("|rt=")
            .append(record.event().at().toEpochMilli());
    extension(line, "externalId", Long.toString(record.seq()));
    labelled(line, 1, "hash", record.hash());
    return line;
  }

  private static void labelled(
      StringBuilder line, int n, String label, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      extension(line, "cs" + n + "Label", label);
      extension(line, "cs" + n, value.toString());
    }
  }

  private static void extension(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append('=');
    line.append(Syslog.visible(value).replace("\\", "\\\\").replace("=", "\\="));
  }

  private static String field(String text) {
    return Syslog.visible(text).replace("\\", "\\\\").replace("|", "\\|");
  }
}
