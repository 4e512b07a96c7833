package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.db.Tx;
import org.graticule.geo.LabelCells;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Rows of {@code content.element} and {@code content.revision}. Stateless. */
final class LabelStore {
  private static final GeometryFactory PIXELS = new GeometryFactory();
  private static final String REVISION =
      """
      r.element, r.n, r.kind, r.class_id, r.attributes::text as attributes, r.geom_px,
      r.geom_ground, r.area_m2, r.mark_id, r.actor_name, r.at
      """;

  /**
   * Row policies let only comparisons into an index, so a box is searched by its cells first. The
   * offset keeps the planner from trusting the selectivity of the exact test and reading it all.
   */
  private static final String IN_CELLS =
      """
      from unnest(:first, :last) as cells (first, last)
      cross join lateral (
        select e.id, e.scene, e.head, e.live, e.mark_id, e.envelope
        from content.element e
        where e.scene = :scene
          and e.live
          and e.cell between cells.first and cells.last
        offset 0) as e
      """;

  /** A labelled object as a writer sees it, locked. */
  record Head(UUID element, UUID scene, int revision, boolean live, int markId) {}

  /** What an operation id was used for. */
  record Done(UUID opId, UUID element, int revision, Operation.Kind kind) {}

  /** A revision's key. */
  record Key(UUID element, int revision) {}

  /** Who stores a revision, and against which ontology it was checked. */
  record Author(UUID account, String name, int ontology) {}

  /**
   * Which labels to list, by id.
   *
   * @param after only those after this id
   * @param box only those whose envelope meets it, in pixels
   * @param vertices stop once this many have been read
   */
  record Page(@Nullable UUID after, @Nullable Envelope box, int limit, int vertices) {}

  /** A page of labels. */
  record Rows(List<Label> labels, boolean more) {}

  /** The scene of a label that carries one of these marks. */
  Optional<UUID> sceneOf(Tx tx, UUID element, Integer[] marks) {
    return tx.handle()
        .createQuery(
            """
            select scene
            from content.element
            where id = :element
              and mark_id = any(:marks)
            """)
        .bind("element", element)
        .bind("marks", marks)
        .mapTo(UUID.class)
        .findOne();
  }

  List<Label> revisions(Tx tx, UUID scene, List<Key> keys, Integer[] marks) {
    return tx.handle()
        .createQuery(
            "select "
                + REVISION
                + """
                from unnest(:elements, :numbers) as k (element, n)
                join content.revision r on r.element = k.element and r.n = k.n
                join content.element e on e.id = r.element
                where e.scene = :scene
                  and e.mark_id = any(:marks)
                """)
        .bind("elements", keys.stream().map(Key::element).toArray(UUID[]::new))
        .bind("numbers", keys.stream().map(Key::revision).toArray(Integer[]::new))
        .bind("scene", scene)
        .bind("marks", marks)
        .map(LabelStore::label)
        .list();
  }

  /** Newest first. */
  List<Label> history(Tx tx, UUID element, Integer[] marks) {
    return tx.handle()
        .createQuery(
            "select "
                + REVISION
                + """
                from content.revision r
                where r.element = :element
                  and r.mark_id = any(:marks)
                order by r.n desc
                """)
        .bind("element", element)
        .bind("marks", marks)
        .map(LabelStore::label)
        .list();
  }

  /** Live labels by id, and whether there are more than the page holds. */
  Rows page(Tx tx, UUID scene, Page page, Integer[] marks) {
    Query query = pageQuery(tx, "", scene, page, marks).setFetchSize(200);
    List<Label> labels = new ArrayList<>();
    int vertices = 0;
    try (Stream<Label> rows = query.map(LabelStore::label).stream()) {
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
  static Query pageQuery(Tx tx, String explain, UUID scene, Page page, Integer[] marks) {
    String after = page.after() == null ? "" : "and e.id > :after\n";
    Query query =
        tx.handle()
            .createQuery(
                explain
                    + "select "
                    + REVISION
                    + (page.box() == null ? "from content.element e\n" : IN_CELLS)
                    + """
                    join content.revision r on r.element = e.id and r.n = e.head
                    where e.scene = :scene
                      and e.live
                      and e.mark_id = any(:marks)
                    """
                    + after
                    + (page.box() == null ? "" : "and e.envelope && :box\n")
                    + "order by e.id limit :limit")
            .bind("scene", scene)
            .bind("marks", marks)
            .bind("limit", page.limit() + 1);
    if (page.after() != null) {
      query.bind("after", page.after());
    }
    if (page.box() != null) {
      List<LabelCells.Range> cells = LabelCells.meeting(page.box());
      query
          .bind("first", cells.stream().map(LabelCells.Range::first).toArray(Long[]::new))
          .bind("last", cells.stream().map(LabelCells.Range::last).toArray(Long[]::new))
          .bind("box", PIXELS.toGeometry(page.box()));
    }
    return query;
  }

  List<Done> done(Tx tx, List<UUID> opIds) {
    return tx.handle()
        .createQuery(
            """
            select op_id, element, n, kind
            from content.revision
            where op_id = any(:ids)
            """)
        .bind("ids", opIds.toArray(UUID[]::new))
        .map((row, context) ->
            new Done(
                row.getObject("op_id", UUID.class),
                row.getObject("element", UUID.class),
                row.getInt("n"),
                Operation.Kind.of(row.getString("kind"))))
        .list();
  }

  /** Locks in the order of ids, so that two batches over the same labels never wait in a circle. */
  List<Head> lock(Tx tx, List<UUID> elements) {
    return tx.handle()
        .createQuery(
            """
            select id, scene, head, live, mark_id
            from content.element
            where id = any(:ids)
            order by id
            for update
            """)
        .bind("ids", elements.toArray(UUID[]::new))
        .map((row, context) ->
            new Head(
                row.getObject("id", UUID.class),
                row.getObject("scene", UUID.class),
                row.getInt("head"),
                row.getBoolean("live"),
                row.getInt("mark_id")))
        .list();
  }

  /** Inserts objects that are not there yet, in this order; answers which were new. */
  Set<UUID> insertElements(Tx tx, UUID scene, List<Label> first) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into content.element (id, scene, head, live, mark_id, envelope)
                values (:id, :scene, 1, true, :mark, :envelope)
                on conflict (id) do nothing
                """);
    for (Label label : first) {
      batch
          .bind("id", label.element())
          .bind("scene", scene)
          .bind("mark", label.markId())
          .bind("envelope", envelope(label))
          .add();
    }
    // Counts would not do: the driver joins inserts into one statement and knows one count for all.
    return batch.executePreparedBatch("id").mapTo(UUID.class).set();
  }

  void insertRevision(Tx tx, List<Label> labels, List<UUID> opIds, Author author) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into content.revision (
                  element, n, kind, class_id, attributes, geom_px, geom_ground, area_m2,
                  mark_id, ontology, actor, actor_name, at, op_id)
                values (
                  :element, :n, :kind, :class, cast(:attributes as jsonb), :pixels, :lonLat,
                  st_area(cast(:lonLat as geography)),
                  :mark, :ontology, :actor, :actorName, :at, :op)
                """);
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      batch
          .bind("element", label.element())
          .bind("n", label.revision())
          .bind("kind", label.kind().label())
          .bind("class", label.classId())
          .bind("attributes", AttributeText.write(label.attributes()))
          .bind("pixels", label.pixels())
          .bindByType("lonLat", label.lonLat(), Geometry.class)
          .bind("mark", label.markId())
          .bind("ontology", author.ontology())
          .bind("actor", author.account())
          .bind("actorName", author.name())
          .bind("at", label.at())
          .bind("op", opIds.get(i))
          .add();
    }
    batch.execute();
  }

  /** Moves objects on to their newest revisions. */
  void advance(Tx tx, List<Label> newest) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                update content.element
                set head = :n, live = :live, mark_id = :mark, envelope = :envelope
                where id = :id
                """);
    for (Label label : newest) {
      batch
          .bind("id", label.element())
          .bind("n", label.revision())
          .bind("live", label.isLive())
          .bind("mark", label.markId())
          .bind("envelope", envelope(label))
          .add();
    }
    batch.execute();
  }

  private static Geometry envelope(Label label) {
    return PIXELS.toGeometry(label.pixels().getEnvelopeInternal());
  }

  private static Label label(ResultSet row, StatementContext context) throws SQLException {
    double area = row.getDouble("area_m2");
    boolean noArea = row.wasNull();
    return new Label(
        row.getObject("element", UUID.class),
        row.getInt("n"),
        Operation.Kind.of(row.getString("kind")),
        row.getInt("class_id"),
        AttributeText.read(row.getString("attributes")),
        geometry(row, "geom_px", context),
        row.getString("geom_ground") == null ? null : geometry(row, "geom_ground", context),
        noArea ? null : area,
        row.getInt("mark_id"),
        row.getString("actor_name"),
        row.getTimestamp("at").toInstant());
  }

  private static Geometry geometry(ResultSet row, String column, StatementContext context)
      throws SQLException {
    return context.findColumnMapperFor(Geometry.class).orElseThrow().map(row, column, context);
  }
}
