package org.graticule.audit.sink;

import java.util.function.Function;
import org.graticule.audit.Recorded;

/**
 * How a record is written for somebody else's tool: one line, which nothing in a record can break
 * into two. Each carries the record's number and leaf hash, so it can be held against the log. A
 * record above a sink's highest marking is a stub: number, hash and time.
 */
public enum SinkFormat {
  /** The record as it stands on the log, in an envelope. */
  JSONL(JsonLines::line, JsonLines::stub),
  /** Open Cybersecurity Schema Framework 1.3: authentication, and API activity. */
  OCSF(Ocsf::line, Ocsf::stub),
  /** Elastic Common Schema 8. */
  ECS(Ecs::line, Ecs::stub),
  /** Syslog with structured data. */
  RFC5424(Syslog::line, Syslog::stub),
  /** Common Event Format 0. */
  CEF(Cef::line, Cef::stub);

  private final Function<Recorded, String> full;
  private final Function<Recorded, String> stub;

  SinkFormat(Function<Recorded, String> full, Function<Recorded, String> stub) {
    this.full = full;
    this.stub = stub;
  }

  /** The whole record, without a newline. */
  public String line(Recorded record) {
    return full.apply(record);
  }

  /** What may be known of a record above the highest marking. */
  public String stub(Recorded record) {
    return stub.apply(record);
  }

  /** What goes over a stream to a syslog receiver: CEF is a syslog message there. */
  String message(Recorded record, boolean withheld) {
    String line = withheld ? stub(record) : line(record);
    return this == CEF ? Syslog.around(record, line) : line;
  }

  /**
   * Whether streams count bytes before each message (RFC 6587) instead of ending it by a newline.
   */
  boolean isSyslog() {
    return this == RFC5424 || this == CEF;
  }
}
