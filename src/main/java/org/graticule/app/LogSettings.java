package org.graticule.app;

import java.time.Clock;
import java.util.Optional;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.audit.AuditLog;
import org.graticule.audit.LogOptions;
import org.graticule.audit.Retention;
import org.graticule.audit.SpanLog;
import org.graticule.config.Settings;

/** What the settings say of the log, in the log's words. */
final class LogSettings {
  private LogSettings() {}

  static LogOptions options(Settings settings) {
    return LogOptions.in(settings.dataDirectory())
        .with(
            settings.audit().checkpoints().orElse(null),
            settings.audit().mirror().orElse(null),
            Retention.parse(settings.audit().retention()).orElse(null));
  }

  /** The log for tiles that are recorded as spans, if any are. The caller closes it. */
  static Optional<SpanLog> spans(Settings settings, AuditLog log, Marks marks, Clock clock) {
    if (!settings.audit().spans()) {
      return Optional.empty();
    }
    Optional<Marking> ceiling = settings.audit().spansUpTo().map(marks.vocabulary()::parse);
    return Optional.of(
        new SpanLog(
            log,
            mark -> mark == null || ceiling.isEmpty() || marks.isWithin(mark, ceiling.get()),
            clock));
  }
}
