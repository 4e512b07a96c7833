package org.graticule.audit.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Recorded;

/**
 * What a receiver kept, held against the log: each line has to be what the log's record, or its
 * stub, is in that format. Lines sent twice after a break of the connection are no difference.
 *
 * @param exitCode 0 the same, 1 it differs, 2 nothing to compare
 * @param lines one for each difference, and a last one with the sum
 */
public record SinkComparison(int exitCode, List<String> lines) {

  /** Reads both. Memory grows with what the receiver kept. */
  public static SinkComparison of(Path folder, SinkFormat format, Path kept) throws IOException {
    Map<String, Integer> received = new HashMap<>();
    int total = 0;
    try (BufferedReader reader = Files.newBufferedReader(kept, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        received.putIfAbsent(line, ++total);
      }
    }
    if (received.isEmpty()) {
      return new SinkComparison(2, List.of("cannot tell: " + kept + " is empty"));
    }
    List<Long> missing = new ArrayList<>();
    long first = -1;
    long last = -1;
    AuditTail tail = new AuditTail(folder, 0, () -> Long.MAX_VALUE);
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded record : some) {
        boolean full = received.remove(format.line(record)) != null;
        boolean stub = received.remove(format.stub(record)) != null;
        if (full || stub) {
          first = first < 0 ? record.seq() : first;
          last = record.seq();
        } else {
          missing.add(record.seq());
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (long seq : missing) {
      // A sink begins where it was set up, and the newest may be on their way.
      if (seq > first && seq < last) {
        lines.add("tampered kind=gap seq=%d: the receiver has no such record".formatted(seq));
      }
    }
    for (int line : new TreeSet<>(received.values())) {
      lines.add("tampered kind=edit line=%d: it is no record of this log".formatted(line));
    }
    boolean same = lines.isEmpty();
    lines.add(
        "%s: %d lines, records %d to %d".formatted(same ? "good" : "tampered", total, first, last));
    return new SinkComparison(same ? 0 : 1, lines);
  }
}
