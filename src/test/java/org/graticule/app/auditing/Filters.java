package org.graticule.app.auditing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** Filters that say little. */
final class Filters {
  private Filters() {}

  /** Whatever is null is not asked for. */
  static AuditFilter by(@Nullable String actor, @Nullable String type, @Nullable Envelope ground) {
    return new AuditFilter(
        Optional.ofNullable(actor),
        Optional.ofNullable(type),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(ground));
  }
}
