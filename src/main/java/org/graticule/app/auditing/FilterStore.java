package org.graticule.app.auditing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.graticule.audit.AuditEvents;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.Query;

/**
 * Makes clauses of a filter. The people, types and marks that it names by a part are looked up
 * first, for the indexes of events know whole values.
 */
final class FilterStore {
  /** Whoever has one of these has seen the ground; whoever brought or named an image has not. */
  private static final String SHOWN =
      "{tile.read,tile.seen,tile.span-opened,tile.span-cut,mosaic.read,map.read,thumbnail.read,"
          + "outline.read,pixel.read,statistics.read,chip.exported,original.downloaded}";

  private final List<String> types;

  FilterStore(AuditEvents types) {
    this.types = types.all().stream().map(AuditEvents.Type::type).toList();
  }

  /** Clauses over events {@code e}. */
  Where where(Tx tx, AuditFilter filter, AuditReader reader) {
    Where where = new Where(reader.events());
    if (reader.agency() != null) {
      where.narrow("agency", reader.agency());
    }
    filter.actor().ifPresent(part -> where.oneOf("actor_name", String.class, people(tx, part)));
    filter.type().ifPresent(type -> where.oneOf("type", String.class, types(type)));
    filter.mark().ifPresent(mark -> where.oneOf("mark", Integer.class, marks(tx, mark)));
    filter.outcome().ifPresent(value -> where.narrow("outcome", value.name()));
    filter.scene().ifPresent(value -> where.narrow("scene", value));
    filter.project().ifPresent(value -> where.narrow("project", value));
    filter.session().ifPresent(value -> where.narrow("session", AuditIndexStore.storable(value)));
    filter.from().ifPresent(value -> where.add("e.at >= :from").bind("from", value));
    filter.to().ifPresent(value -> where.add("e.at < :to").bind("to", value));
    filter
        .area()
        .ifPresent(box ->
            told(where, reader)
                .add(
                    """
                    e.ground && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
                      and ST_Intersects(
                        e.ground, ST_MakeEnvelope(:west, :south, :east, :north, 4326))\
                    """)
                .bind("west", box.getMinX())
                .bind("south", box.getMinY())
                .bind("east", box.getMaxX())
                .bind("north", box.getMaxY()));
    return where;
  }

  /** The same, of what was somewhere; where no type is asked for, of what showed pixels. */
  Where onGround(Tx tx, AuditFilter filter, AuditReader reader) {
    Where where = where(tx, filter, reader).add("e.ground is not null");
    if (filter.type().isEmpty()) {
      where.add("e.type = any(cast(:shown as text[]))").bind("shown", SHOWN);
    }
    return filter.area().isPresent() ? where : told(where, reader);
  }

  /** A place is told to those alone who dominate the mark of what was seen there. */
  private static Where told(Where where, AuditReader reader) {
    return where
        .add("(e.mark is null or e.mark = any(cast(:told as int[])))")
        .bind("told", braces(reader.marks()));
  }

  private static String braces(Integer[] marks) {
    return Arrays.stream(marks).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** A query with all bound that the clauses name. */
  static Query query(Tx tx, Where where, String sql) {
    // What is rare and what is common is read through other indexes: a plan for all would be wrong.
    tx.handle().execute("set local plan_cache_mode = force_custom_plan");
    Query query = tx.handle().createQuery(sql).bindMap(where.binds());
    where
        .choices()
        .forEach(
            choice -> query.bindArray(choice.column(), choice.type(), choice.values().toArray()));
    return query;
  }

  private static List<String> people(Tx tx, String part) {
    String name = AuditIndexStore.storable(part);
    return tx.handle()
        .createQuery(
            """
            select actor_name
            from audit.person
            where actor_name = :name or actor_name ilike :part
            """)
        .bind("name", name)
        .bind("part", "%" + literal(name) + "%")
        .mapTo(String.class)
        .list();
  }

  /** A type that the log takes no more is found by its full name. */
  private List<String> types(String wanted) {
    return wanted.endsWith(".")
        ? types.stream().filter(type -> type.startsWith(wanted)).toList()
        : List.of(AuditIndexStore.storable(wanted));
  }

  /** By number, or by either of its forms in any case. */
  private static List<Integer> marks(Tx tx, String wanted) {
    if (wanted.matches("\\d{1,9}")) {
      return List.of(Integer.valueOf(wanted));
    }
    return tx.handle()
        .createQuery(
            """
            select mark_id
            from authz.mark
            where lower(:mark) in (lower(banner), lower(portion))
            """)
        .bind("mark", AuditIndexStore.storable(wanted))
        .mapTo(Integer.class)
        .list();
  }

  /** The text itself as a pattern. */
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
