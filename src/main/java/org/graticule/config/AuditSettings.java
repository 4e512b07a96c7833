package org.graticule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the audit log is kept, and where else it is sent. Immutable.
 *
 * @param mirror a second folder that holds the same log; empty for none
 * @param checkpoints file that each signed checkpoint is copied to; empty for none
 * @param retention {@code forever}, or months searchable and months archived: {@code 6+12}
 * @param tiles how tiles are recorded: {@code exact}, {@code span}, or {@code span<=MARK}
 * @param sinks where events are sent besides, one description each
 * @param sinkAnchors certificates that receivers over TLS are believed by; empty: the JDK's
 */
public record AuditSettings(
    Optional<Path> mirror,
    Optional<Path> checkpoints,
    String retention,
    String tiles,
    List<String> sinks,
    Optional<Path> sinkAnchors) {

  private static final Pattern SINK =
      Pattern.compile(
          "[a-z0-9-]{1,32}=(jsonl|ocsf|ecs|rfc5424|cef)(<=[^=>]+)?>(file:/\\S+|(tcp|tls)://[^/\\s]+:\\d+)");

  private static final String SPAN_UP_TO = "span<=";

  private static final Setting<String> MIRROR =
      new Setting<>(
          "audit.mirror",
          "",
          false,
          "Second folder, best on another device, that holds the same audit log; empty: none",
          AuditSettings::path);
  private static final Setting<String> CHECKPOINTS =
      new Setting<>(
          "audit.checkpoints",
          "",
          false,
          "File off this machine that each signed checkpoint is copied to; empty: none",
          AuditSettings::path);
  private static final Setting<String> RETENTION =
      new Setting<>(
          "audit.retention",
          "forever",
          false,
          "Months the log is searchable and months it is archived after that, 6+12 or 12+18, or"
              + " forever",
          AuditSettings::retention);
  private static final Setting<String> TILES =
      new Setting<>(
          "audit.tiles",
          "span",
          false,
          "How tiles are recorded: span (an event before somebody's first of each 8 by 8, then"
              + " every 5 s which of them were seen and when), exact (an event each, before its"
              + " first byte), or span<=MARK (exact for scenes marked above MARK)",
          AuditSettings::tiles);
  private static final Setting<List<String>> SINKS =
      new Setting<>(
          "audit.sinks",
          "",
          false,
          "Where events are sent besides, with commas between: NAME=FORMAT>PLACE or"
              + " NAME=FORMAT<=MARK>PLACE; FORMAT is jsonl, ocsf, ecs, rfc5424 or cef, PLACE is"
              + " file:/PATH, tls://HOST:PORT or tcp://HOST:PORT; events above MARK leave as stubs",
          AuditSettings::sinks);

  private static final Setting<String> SINK_ANCHORS =
      new Setting<>(
          "audit.sinks.authorities",
          "",
          false,
          "PEM file of the certificates that receivers over TLS are believed by; empty: the JDK's",
          AuditSettings::path);

  static final List<Setting<?>> ALL =
      List.of(MIRROR, CHECKPOINTS, RETENTION, TILES, SINKS, SINK_ANCHORS);

  static AuditSettings read(SettingSource source) {
    AuditSettings read =
        new AuditSettings(
            source.path(MIRROR),
            source.path(CHECKPOINTS),
            source.get(RETENTION),
            source.get(TILES),
            source.get(SINKS),
            source.path(SINK_ANCHORS));
    List<String> names = read.sinks().stream().map(sink -> sink.split("=", 2)[0]).toList();
    if (names.stream().distinct().count() < names.size()) {
      source.problem("audit.sinks: two sinks have the same name");
    }
    return read;
  }

  /** Whether tiles are recorded as spans, those of some scenes at least. */
  public boolean spans() {
    return tiles.startsWith("span");
  }

  /** The highest marking of scenes whose tiles are recorded as spans; empty: all. */
  public Optional<String> spansUpTo() {
    return tiles.startsWith(SPAN_UP_TO)
        ? Optional.of(tiles.substring(SPAN_UP_TO.length()).strip())
        : Optional.empty();
  }

  private static String path(String text) {
    return text.isEmpty() ? "" : Path.of(text).toAbsolutePath().normalize().toString();
  }

  private static String retention(String text) {
    if (!text.matches("forever|6\\+12|12\\+18")) {
      throw new IllegalArgumentException("forever, 6+12 or 12+18 is needed");
    }
    return text;
  }

  private static String tiles(String text) {
    if (!text.matches("exact|span(<=.+)?")) {
      throw new IllegalArgumentException("span, exact or span<=MARK is needed");
    }
    return text;
  }

  private static List<String> sinks(String text) {
    List<String> sinks =
        List.of(text.split(",")).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    for (String sink : sinks) {
      if (!SINK.matcher(sink).matches()) {
        throw new IllegalArgumentException(
            "NAME=FORMAT>PLACE or NAME=FORMAT<=MARK>PLACE is needed, not " + sink);
      }
    }
    return sinks;
  }
}
