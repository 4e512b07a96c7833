package org.graticule.app.auditing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Event;
import org.graticule.db.Tx;
import org.locationtech.jts.geom.Envelope;

/** All that the audit page can look for, over what {@link ManyEvents} fills in. */
final class SearchCases {
  private static final int PAGE = 101;
  private static final AuditReader READER =
      new AuditReader(new Integer[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, null);
  private static final FilterStore FILTERS = new FilterStore(AuditEvents.load());
  private static final AuditSearchStore EVENTS = new AuditSearchStore(FILTERS);
  private static final LooksStore SUMS = new LooksStore(FILTERS);
  private static final AuditSearchStore.After NEWEST =
      new AuditSearchStore.After(Instant.parse("9999-01-01T00:00:00Z"), 0);

  /** In the middle of the year. */
  private static final AuditSearchStore.After DEEP =
      new AuditSearchStore.After(Instant.parse("2025-05-15T12:00:00Z"), 0);

  private SearchCases() {}

  /** What one looks for, in words; each answers how many rows it found. */
  static Map<String, Function<Tx, Integer>> all() {
    Map<String, Function<Tx, Integer>> cases = new LinkedHashMap<>();
    filters()
        .forEach((words, filter) -> {
          cases.put(words, page(filter, NEWEST));
          cases.put(words + "; from the middle of the year on", page(filter, DEEP));
        });
    for (String words : new String[] {"a square of 500 m", "a square of 2,000 km", "everything"}) {
      AuditFilter filter = filters().get(words);
      cases.put("map: " + words, tx -> SUMS.heat(tx, filter, 360, READER).cells().size());
      cases.put("who looked at: " + words, tx -> SUMS.looks(tx, filter, 500, READER).size());
      cases.put("sessions: " + words, tx -> SUMS.sessions(tx, filter, 500, READER).size());
    }
    Instant week = Instant.parse("2025-06-01T00:00:00Z");
    cases.put(
        "alerts of a week", tx -> SUMS.alerts(tx, week, week.plusSeconds(604_800), READER).size());
    return cases;
  }

  private static Function<Tx, Integer> page(AuditFilter filter, AuditSearchStore.After after) {
    return tx -> EVENTS.search(tx, filter, after, PAGE, READER).size();
  }

  private static Map<String, AuditFilter> filters() {
    Map<String, AuditFilter> filters = new LinkedHashMap<>();
    filters.put("everything", filter(Map.of()));
    filters.put("one of the busiest people", filter(Map.of("actor", "mara.0")));
    filters.put("fifty people, by a part of their names", filter(Map.of("actor", "mara")));
    filters.put("somebody with twenty events", filter(Map.of("actor", ManyEvents.RARE)));
    filters.put("a common action", filter(Map.of("type", "tile.read")));
    filters.put("a rare action", filter(Map.of("type", "dataset.downloaded")));
    filters.put("all actions on labels", filter(Map.of("type", "label.")));
    filters.put("denials", filter(Map.of("outcome", "DENIED")));
    filters.put("a scene", filter(Map.of("scene", "100")));
    filters.put("a project", filter(Map.of("project", "20")));
    filters.put("a common mark", filter(Map.of("mark", "3")));
    filters.put("a rare mark", filter(Map.of("mark", "8")));
    filters.put("a square of 500 m", filter(Map.of("bbox", "small")));
    filters.put("a square of 2,000 km", filter(Map.of("bbox", "large")));
    filters.put("the ocean", filter(Map.of("bbox", "none")));
    filters.put("a week", filter(Map.of("from", "2025-03-10", "to", "2025-03-17")));
    filters.put(
        "denials of a person in a month",
        filter(
            Map.of(
                "actor", "nils.1", "outcome", "DENIED", "from", "2025-03-01", "to", "2025-04-01")));
    filters.put(
        "what a person deleted", filter(Map.of("actor", "nils.25", "type", "label.deleted")));
    filters.put(
        "a person's looks at a square of 500 m",
        filter(Map.of("actor", "mara", "type", "tile.read", "bbox", "small")));
    filters.put(
        "a mark on a square of 2,000 km in a month",
        filter(Map.of("mark", "5", "bbox", "large", "from", "2025-08-01", "to", "2025-09-01")));
    filters.put(
        "what one did not do", filter(Map.of("actor", "mara.0", "type", "original.downloaded")));
    return filters;
  }

  private static AuditFilter filter(Map<String, String> wanted) {
    Function<String, Optional<String>> of = name -> Optional.ofNullable(wanted.get(name));
    return new AuditFilter(
        of.apply("actor"),
        of.apply("type"),
        of.apply("outcome").map(Event.Outcome::valueOf),
        of.apply("scene").map(n -> ManyEvents.id("scene" + n)),
        of.apply("project").map(n -> ManyEvents.id("project" + n)),
        Optional.empty(),
        of.apply("mark"),
        of.apply("from").map(SearchCases::day),
        of.apply("to").map(SearchCases::day),
        of.apply("bbox").map(SearchCases::box));
  }

  private static Instant day(String text) {
    return Instant.parse(text + "T00:00:00Z");
  }

  private static Envelope box(String size) {
    return switch (size) {
      case "small" -> new Envelope(-159.96, -159.955, 50.04, 50.045);
      case "large" -> new Envelope(0, 20, 20, 40);
      default -> new Envelope(-175, -174, 70, 71);
    };
  }
}
