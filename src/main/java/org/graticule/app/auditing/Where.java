package org.graticule.app.auditing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A filter as clauses over {@code audit.event e}, with what is bound in them. */
record Where(List<String> clauses, Map<String, Object> binds) {

  static Where of(AuditFilter filter) {
    Where where = new Where(new ArrayList<>(List.of("true")), new HashMap<>());
    filter
        .actor()
        .ifPresent(actor ->
            where
                .add(
                    """
                    e.actor_name = any(array(
                      select p.actor_name from audit.person p
                      where p.actor_name = :actor or p.actor_name ilike :part))\
                    """)
                .bind("actor", AuditIndexStore.storable(actor))
                .bind("part", "%" + literal(actor) + "%"));
    filter
        .type()
        .ifPresent(type -> {
          boolean prefix = type.endsWith(".");
          where
              .add(prefix ? "e.type like :type" : "e.type = :type")
              .bind("type", prefix ? literal(type) + "%" : AuditIndexStore.storable(type));
        });
    filter.outcome().ifPresent(value -> where.narrow("outcome", value.name()));
    filter.scene().ifPresent(value -> where.narrow("scene", value));
    filter.project().ifPresent(value -> where.narrow("project", value));
    filter.session().ifPresent(value -> where.narrow("session", AuditIndexStore.storable(value)));
    filter.mark().ifPresent(value -> where.narrow("mark", value));
    filter.from().ifPresent(value -> where.add("e.at >= :from").bind("from", value));
    filter.to().ifPresent(value -> where.add("e.at < :to").bind("to", value));
    filter
        .area()
        .ifPresent(box ->
            where
                .add(
                    """
                    e.ground && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
                      and ST_Intersects(
                        e.ground, ST_MakeEnvelope(:west, :south, :east, :north, 4326))
                      and (e.mark is null or e.mark = any(:marks))\
                    """)
                .bind("west", box.getMinX())
                .bind("south", box.getMinY())
                .bind("east", box.getMaxX())
                .bind("north", box.getMaxY()));
    return where;
  }

  Where add(String clause) {
    clauses.add(clause);
    return this;
  }

  Where bind(String name, Object value) {
    binds.put(name, value);
    return this;
  }

  private void narrow(String column, Object value) {
    add("e.%s = :%s".formatted(column, column)).bind(column, value);
  }

  String sql() {
    return String.join("\n  and ", clauses);
  }

  /** The text itself as a pattern. */
  private static String literal(String text) {
    return AuditIndexStore.storable(text)
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_");
  }
}
