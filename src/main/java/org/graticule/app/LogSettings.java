package org.graticule.app;

import org.graticule.audit.LogOptions;
import org.graticule.audit.Retention;
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
}
