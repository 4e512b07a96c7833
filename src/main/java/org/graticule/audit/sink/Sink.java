package org.graticule.audit.sink;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where records are sent besides the log.
 *
 * @param name of the sink, and of the file with its cursor
 * @param ceiling banner of the highest marking that leaves whole; empty for every marking
 * @param place {@code file:/PATH}, {@code tcp://HOST:PORT} or {@code tls://HOST:PORT}
 */
public record Sink(String name, SinkFormat format, Optional<String> ceiling, URI place) {

  /** Reads {@code NAME=FORMAT<=MARK>PLACE}, whose mark may be left out. */
  public static Sink parse(String text) {
    int equals = text.indexOf('=');
    int place = text.lastIndexOf('>');
    String[] what = text.substring(equals + 1, place).split("<=", 2);
    return new Sink(
        text.substring(0, equals),
        SinkFormat.valueOf(what[0].toUpperCase(Locale.ROOT)),
        what.length > 1 ? Optional.of(what[1]) : Optional.empty(),
        URI.create(text.substring(place + 1)));
  }
}
