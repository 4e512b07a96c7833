package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is on a log, from its folder alone. Reads the whole log. */
public final class AuditStats {
  private final Path folder;

  public AuditStats(Path folder) {
    this.folder = folder;
  }

  /**
   * How often each type ended how, and how much each person did: {@code 1204 tile.read SUCCESS},
   * one line each.
   */
  public List<String> lines() throws IOException {
    Map<String, Long> types = new TreeMap<>();
    Map<String, Long> actors = new HashMap<>();
    String first = "-";
    String last = "-";
    AuditTail tail = new AuditTail(folder, 0, () -> Long.MAX_VALUE);
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded recorded : some) {
        Event event = recorded.event();
        types.merge(event.type() + " " + event.outcome(), 1L, Long::sum);
        actors.merge(event.actorName(), 1L, Long::sum);
        last = event.at().toString();
        first = recorded.seq() == 0 ? last : first;
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("%d events from %s to %s".formatted(tail.next(), first, last));
    types.forEach((type, count) -> lines.add(count + " " + type));
    actors.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(20)
        .forEach(actor -> lines.add(actor.getValue() + " by " + printable(actor.getKey())));
    return lines;
  }

  /** A name may be anything somebody typed at sign-in; a terminal must not obey it. */
  private static String printable(String name) {
    return name.replaceAll("\\p{C}", "?");
  }
}
