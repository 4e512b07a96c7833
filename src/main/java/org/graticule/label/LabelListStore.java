package org.graticule.label;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.db.Tx;
import org.graticule.geo.LabelCells;
import org.graticule.label.Page.Filter;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.GeometryFactory;

/** Lists labels of a scene: page by page, or what changed since. Stateless. */
final class LabelListStore {
  private static final GeometryFactory PIXELS = new GeometryFactory();

  /**
   * Row policies let only comparisons into an index, so a box is searched by its cells first. The
   * offset keeps the planner from trusting the selectivity of the exact test and reading it all.
   */
  static final String IN_CELLS =
      """
      from unnest(:first, :last) as cells (first, last)
      cross join lateral (
        select e.*
        from content.element e
        where e.scene = :scene
          and e.live
          and e.cell between cells.first and cells.last
        offset 0) as e
      """;

  /** A page of labels. */
  record Rows(List<Label> labels, boolean more) {}

  /** Live labels by id, and whether there are more than the page holds. */
  Rows page(Tx tx, UUID scene, Page page, Sight sight) {
    Query query = pageQuery(tx, "", scene, page, sight).setFetchSize(200);
    List<Label> labels = new ArrayList<>();
    int vertices = 0;
    try (Stream<Label> rows = query.map(LabelRowStore::label).stream()) {
      Iterator<Label> each = rows.iterator();
      while (each.hasNext()) {
        if (labels.size() == page.limit() || vertices >= page.vertices()) {
          return new Rows(labels, true);
        }
        Label label = each.next();
        vertices += label.pixels().getNumPoints();
        labels.add(label);
      }
    }
    return new Rows(labels, false);
  }

  /**
   * @param explain empty, or what makes the database tell its plan instead
   */
  static Query pageQuery(Tx tx, String explain, UUID scene, Page page, Sight sight) {
    Map<String, Object> values = new LinkedHashMap<>();
    return tx.handle()
        .createQuery(
            explain
                + "select "
                + LabelRowStore.columns(page.outline())
                + (page.filter().box() == null ? "from content.element e\n" : IN_CELLS)
                + """
                join content.revision r on r.element = e.id and r.n = e.head
                where e.scene = :scene
                  and e.live
                  and e.mark_id = any(:marks)
                  and e.layer = any(:layers)
                  and <inside>
                """
                + conditions(page.after(), page.filter(), values)
                + "order by e.id limit :limit")
        .bind("scene", scene)
        .bind("marks", sight.marks())
        .bind("layers", sight.layers())
        .define("inside", LabelRowStore.inside(sight, "e.ground"))
        .bind("part", sight.ground())
        .bind("limit", page.limit() + 1)
        .bindMap(values);
  }

  private static String conditions(
      @Nullable UUID after, Filter filter, Map<String, Object> values) {
    StringBuilder sql = new StringBuilder();
    condition(sql, "and e.id > :after", values, "after", after);
    condition(
        sql,
        "and e.envelope && :box",
        values,
        "box",
        filter.box() == null ? null : PIXELS.toGeometry(filter.box()));
    if (filter.box() != null) {
      List<LabelCells.Range> cells = LabelCells.meeting(filter.box());
      values.put("first", cells.stream().map(LabelCells.Range::first).toArray(Long[]::new));
      values.put("last", cells.stream().map(LabelCells.Range::last).toArray(Long[]::new));
    }
    condition(
        sql,
        "and e.class_id = any(:classes)",
        values,
        "classes",
        filter.classes() == null ? null : filter.classes().toArray(Integer[]::new));
    condition(
        sql,
        "and e.layer = any(:inLayers)",
        values,
        "inLayers",
        filter.layers() == null ? null : filter.layers().toArray(UUID[]::new));
    condition(sql, "and r.actor_name = :author", values, "author", filter.author());
    condition(sql, "and r.attributes::text ilike :text", values, "text", pattern(filter.text()));
    condition(sql, "and r.at >= :since", values, "since", filter.since());
    condition(sql, "and (r.warnings <> '[]') = :warned", values, "warned", filter.warned());
    return sql.toString();
  }

  private static void condition(
      StringBuilder sql,
      String clause,
      Map<String, Object> values,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(clause).append('\n');
      values.put(name, value);
    }
  }

  private static @Nullable String pattern(@Nullable String text) {
    return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  /**
   * A label that changed after a version of its scene's labels; null where it is to be seen no
   * more.
   */
  record Changed(UUID element, long version, @Nullable Label label) {}

  /**
   * In the order of their newest change. Who could see an earlier revision of a label, and cannot
   * see the newest, learns that it is gone.
   */
  List<Changed> changes(Tx tx, UUID scene, long since, UUID after, int limit, Sight sight) {
    return tx.handle()
        .createQuery(
            """
            select e.version, e.id, e.live and e.mark_id = any(:marks) and e.layer = any(:layers)
              as shown,
            """
                + LabelRowStore.REVISION
                + """
                from content.element e
                join content.revision r on r.element = e.id and r.n = e.head
                where e.scene = :scene
                  and (e.version, e.id) > (:since, :after)
                  and <inside>
                  and exists (
                    select from content.revision o
                    where o.element = e.id
                      and o.mark_id = any(:marks)
                      and o.layer = any(:layers))
                order by e.version, e.id
                limit :limit
                """)
        .define("inside", LabelRowStore.inside(sight, "e.ground"))
        .bind("part", sight.ground())
        .bind("scene", scene)
        .bind("since", since)
        .bind("after", after)
        .bind("marks", sight.marks())
        .bind("layers", sight.layers())
        .bind("limit", limit)
        .map((row, context) ->
            new Changed(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getBoolean("shown") ? LabelRowStore.label(row, context) : null))
        .list();
  }

  /** 0 before the first label. */
  long version(Tx tx, UUID scene) {
    return tx.handle()
        .createQuery("select version from content.scene_labels where scene = :scene")
        .bind("scene", scene)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }
}
