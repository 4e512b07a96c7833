package org.graticule.app.auditing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A filter as clauses over events {@code e}, with what is bound in them.
 *
 * @param events where they are looked for
 * @param choices columns that must hold one of several values
 */
record Where(String events, List<String> clauses, Map<String, Object> binds, List<Choice> choices) {
  private static final int FEW = 24;

  /**
   * One of these.
   *
   * @param column of {@code audit.event}, and the name its values are bound under
   */
  record Choice(String column, Class<?> type, List<?> values) {}

  Where(String events) {
    this(events, new ArrayList<>(List.of("true")), new HashMap<>(), new ArrayList<>());
  }

  Where add(String clause) {
    clauses.add(clause);
    return this;
  }

  Where bind(String name, Object value) {
    binds.put(name, value);
    return this;
  }

  Where narrow(String column, Object value) {
    return add("e.%s = :%s".formatted(column, column)).bind(column, value);
  }

  /** A single value is an equality, which an index can answer in order of time. */
  Where oneOf(String column, Class<?> type, List<?> values) {
    if (values.size() == 1) {
      return narrow(column, values.getFirst());
    }
    choices.add(new Choice(column, type, values));
    return this;
  }

  /** All clauses. */
  String sql() {
    return sql(0);
  }

  /**
   * The newest events that fit, newest first: where one of several values will do, the newest of
   * each, so that every index is read in its own order and no further than needed. Each value
   * stands for itself as long as they are few, for what is rare is found another way than what is
   * common.
   *
   * @param columns of {@code e}
   * @param limit name of the bound most
   */
  String newest(String columns, String limit) {
    String each =
        """
        select %s
        from %s e
        where %s
        order by e.at desc, e.seq desc
        limit :%s
        """;
    if (choices.isEmpty()) {
      return each.formatted(columns, events, sql(), limit);
    }
    Choice first = choices.getFirst();
    String column = first.column();
    String any =
        first.values().isEmpty() || first.values().size() > FEW
            ? """
            select e.*
            from unnest(cast(:%s as %s[])) wanted(value)
            cross join lateral (
            %s) e
            """
                .formatted(
                    column,
                    first.type() == Integer.class ? "int" : "text",
                    each.formatted(columns, events, of(column, "wanted.value"), limit))
            : IntStream.range(0, first.values().size())
                .mapToObj(n -> {
                  binds.put(column + n, first.values().get(n));
                  return "("
                      + each.formatted(columns, events, of(column, ":" + column + n), limit)
                      + ")";
                })
                .collect(Collectors.joining("\nunion all\n", "select e.* from (", ") e\n"));
    return any + "order by e.at desc, e.seq desc\nlimit :" + limit + "\n";
  }

  private String of(String column, String value) {
    return "e.%s = %s\n  and %s".formatted(column, value, sql(1));
  }

  private String sql(int from) {
    List<String> all = new ArrayList<>(clauses);
    choices
        .subList(from, choices.size())
        .forEach(choice -> all.add("e.%s = any(:%s)".formatted(choice.column(), choice.column())));
    return String.join("\n  and ", all);
  }
}
