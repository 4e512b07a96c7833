package org.graticule.app.auditing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.audit.Event;
import org.graticule.audit.sink.Sink;
import org.graticule.audit.sink.SinkPump;

/** Where the log is sent besides, each place up to its own marking. Owns its pumps. */
public final class Sinks implements AutoCloseable {
  private final List<SinkPump> pumps;

  private Sinks(List<SinkPump> pumps) {
    this.pumps = pumps;
  }

  /**
   * Starts sending.
   *
   * @param wanted as in the settings
   * @param log the log's folder
   * @param cursors where it is kept how far each has got
   */
  public static Sinks start(
      List<String> wanted,
      Path log,
      LongSupplier size,
      Path cursors,
      Marks marks,
      SSLSocketFactory tls) {
    List<SinkPump> pumps =
        wanted.stream()
            .map(Sink::parse)
            .map(sink -> {
              Optional<Marking> ceiling = sink.ceiling().map(marks.vocabulary()::parse);
              return new SinkPump(
                  sink, log, size, cursors, event -> isAbove(marks, ceiling, event), tls);
            })
            .toList();
    pumps.forEach(SinkPump::start);
    return new Sinks(pumps);
  }

  private static boolean isAbove(Marks marks, Optional<Marking> ceiling, Event event) {
    Integer mark = event.mark();
    return mark != null && ceiling.isPresent() && !marks.isWithin(mark, ceiling.get());
  }

  List<SinkPump.Status> status() {
    return pumps.stream().map(SinkPump::status).toList();
  }

  @Override
  public void close() {
    pumps.forEach(SinkPump::close);
  }
}
