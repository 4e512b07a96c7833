package org.graticule.audit.sink;

import org.graticule.audit.Recorded;

/** Canonical JSON has no newline in it, so the record can stand as it is. */
final class JsonLines {
  private JsonLines() {}

  static String line(Recorded record) {
    return "{\"hash\":\"%s\",\"record\":%s}".formatted(record.hash(), record.json());
  }

  static String stub(Recorded record) {
    return "{\"hash\":\"%s\",\"withheld\":{\"at\":\"%s\",\"seq\":%d}}"
        .formatted(record.hash(), record.event().at(), record.seq());
  }
}
