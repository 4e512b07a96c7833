package org.graticule.app.auditing;

import org.jspecify.annotations.Nullable;

/**
 * Who looks into the log, as far as it matters to what they find. For queries; never written to.
 *
 * @param marks that they dominate: ground is told to those alone
 * @param agency whose events they read; null for all
 */
record AuditReader(Integer[] marks, @Nullable String agency) {
  /** What they search: who reads all of it is spared the policies of single rows. */
  String events() {
    return agency == null ? "audit.whole_event" : "audit.event";
  }
}
