package org.graticule.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.label.rule.Violation;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.postgresql.util.PSQLException;

/** Rows of {@code content.element} and {@code content.revision}. Stateless. */
final class LabelStore {
  private static final GeometryFactory PIXELS = new GeometryFactory();
  private static final int MOST_ROWS = 1_000;
  private static final String OP_ID_KEY = "revision_op_id_key";

  /** A labelled object as a writer sees it, locked. */
  record Head(
      UUID element,
      UUID scene,
      UUID layer,
      int revision,
      boolean live,
      int markId,
      boolean inside) {}

  /** What an operation id was used for. */
  record Done(
      UUID opId, UUID element, int revision, Operation.Kind kind, List<Violation> warnings) {}

  /** A revision's key. */
  record Key(UUID element, int revision) {}

  /** Who stores a revision, and against which ontology it was checked. */
  record Author(UUID account, String name, int ontology) {}

  /**
   * Where a label lies.
   *
   * @param ground the box around it in EPSG:4326; null where it has none
   */
  record Home(UUID scene, UUID layer, @Nullable Geometry ground) {}

  /** Where a label lies that carries one of these marks. */
  Optional<Home> home(Tx tx, UUID element, Integer[] marks) {
    return tx.handle()
        .createQuery(
            """
            select scene, layer, ground
            from content.element
            where id = :element
              and mark_id = any(:marks)
            """)
        .bind("element", element)
        .bind("marks", marks)
        .map((row, context) ->
            new Home(
                row.getObject("scene", UUID.class),
                row.getObject("layer", UUID.class),
                LabelRowStore.geometry(row, "ground", context)))
        .findOne();
  }

  List<Label> revisions(Tx tx, UUID scene, List<Key> keys, Sight sight) {
    return tx.handle()
        .createQuery(
            "select "
                + LabelRowStore.REVISION
                + """
                from unnest(:elements, :numbers) as k (element, n)
                join content.revision r on r.element = k.element and r.n = k.n
                join content.element e on e.id = r.element
                where e.scene = :scene
                  and e.mark_id = any(:marks)
                  and e.layer = any(:layers)
                  and <inside>
                  and <insideThen>
                """)
        .define("inside", LabelRowStore.inside(sight, "e.ground"))
        .define("insideThen", LabelRowStore.inside(sight, "r.geom_ground"))
        .bind("part", sight.ground())
        .bind("layers", sight.layers())
        .bind("elements", keys.stream().map(Key::element).toArray(UUID[]::new))
        .bind("numbers", keys.stream().map(Key::revision).toArray(Integer[]::new))
        .bind("scene", scene)
        .bind("marks", sight.marks())
        .map(LabelRowStore::label)
        .list();
  }

  /** A live label of a scene. */
  Optional<Label> newest(Tx tx, UUID scene, UUID element, Sight sight) {
    return tx.handle()
        .createQuery(
            "select "
                + LabelRowStore.REVISION
                + """
                from content.element e
                join content.revision r on r.element = e.id and r.n = e.head
                where e.id = :element
                  and e.scene = :scene
                  and e.live
                  and e.mark_id = any(:marks)
                  and e.layer = any(:layers)
                  and <inside>
                """)
        .define("inside", LabelRowStore.inside(sight, "e.ground"))
        .bind("part", sight.ground())
        .bind("element", element)
        .bind("scene", scene)
        .bind("marks", sight.marks())
        .bind("layers", sight.layers())
        .map(LabelRowStore::label)
        .findOne();
  }

  /** Newest first. */
  List<Label> history(Tx tx, UUID element, Sight sight) {
    return tx.handle()
        .createQuery(
            "select "
                + LabelRowStore.REVISION
                + """
                from content.revision r
                where r.element = :element
                  and r.mark_id = any(:marks)
                  and r.layer = any(:layers)
                  and <inside>
                order by r.n desc
                """)
        .define("inside", LabelRowStore.inside(sight, "r.geom_ground"))
        .bind("part", sight.ground())
        .bind("element", element)
        .bind("marks", sight.marks())
        .bind("layers", sight.layers())
        .map(LabelRowStore::label)
        .list();
  }

  List<Done> done(Tx tx, List<UUID> opIds) {
    return tx.handle()
        .createQuery(
            """
            select op_id, element, n, kind, warnings::text as warnings
            from content.revision
            where op_id = any(:ids)
            """)
        .bind("ids", opIds.toArray(UUID[]::new))
        .map((row, context) ->
            new Done(
                row.getObject("op_id", UUID.class),
                row.getObject("element", UUID.class),
                row.getInt("n"),
                Operation.Kind.of(row.getString("kind")),
                WarningText.read(row.getString("warnings"))))
        .list();
  }

  /** Locks in the order of ids, so that two batches over the same labels never wait in a circle. */
  List<Head> lock(Tx tx, List<UUID> elements, Sight sight) {
    // What the caller sees and may not change is not locked, and is told of all the same.
    tx.handle()
        .createQuery("select id from content.element where id = any(:ids) order by id for update")
        .bind("ids", elements.toArray(UUID[]::new))
        .mapTo(UUID.class)
        .list();
    return tx.handle()
        .createQuery(
            """
            select id, scene, layer, head, live, mark_id, <inside> as inside
            from content.element
            where id = any(:ids)
            order by id
            """)
        .define("inside", LabelRowStore.inside(sight, "ground"))
        .bind("part", sight.ground())
        .bind("ids", elements.toArray(UUID[]::new))
        .map((row, context) ->
            new Head(
                row.getObject("id", UUID.class),
                row.getObject("scene", UUID.class),
                row.getObject("layer", UUID.class),
                row.getInt("head"),
                row.getBoolean("live"),
                row.getInt("mark_id"),
                row.getBoolean("inside")))
        .list();
  }

  /** Inserts objects that are not there yet, in this order; answers which were new. */
  Set<UUID> insertElements(Tx tx, LabelScene scene, List<Label> first, long version) {
    Set<UUID> fresh = new HashSet<>();
    for (List<Label> some : portions(first)) {
      fresh.addAll(
          placed(
                  tx.handle()
                      .createQuery(
                          """
                          insert into content.element (
                            id, scene, project, layer, class_id, head, live, mark_id, envelope,
                            ground, version)
                          select id, :scene, :project, layer, class, 1, true, mark, envelope,
                            ground, :version
                          from unnest(
                            :ids, :layers, :classes, :marks, :envelopes, :grounds)
                            as f (id, layer, class, mark, envelope, ground)
                          on conflict (id) do nothing
                          returning id
                          """),
                  some,
                  version)
              .bind("scene", scene.id())
              .bind("project", scene.project())
              .mapTo(UUID.class)
              .list());
    }
    return fresh;
  }

  /**
   * @throws Fault {@code op-id-reused}, where somebody has used one of these ids; whoever may not
   *     see what for hears no more than that
   */
  void insertRevisions(
      Tx tx, LabelScene scene, List<Label> labels, List<UUID> opIds, Author author) {
    try {
      insert(tx, scene, labels, opIds, author);
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof PSQLException sql
          && sql.getServerErrorMessage() != null
          && OP_ID_KEY.equals(sql.getServerErrorMessage().getConstraint())) {
        throw Fault.unacceptable(
            "op-id-reused", "An op_id of this batch was used for another operation before.");
      }
      throw e;
    }
  }

  private void insert(
      Tx tx, LabelScene scene, List<Label> labels, List<UUID> opIds, Author author) {
    int from = 0;
    for (List<Label> some : portions(labels)) {
      tx.handle()
          .createUpdate(
              """
              insert into content.revision (
                element, n, kind, class_id, attributes, geom_px, geom_ground, area_m2, layer,
                confidence, view, warnings, mark_id, at, op_id,
                project, ontology, actor, actor_name)
              select
                element, n, kind, class, cast(attributes as jsonb), pixels, lon_lat, area, layer,
                confidence, view, cast(warnings as jsonb), mark, cast(at as timestamptz), op,
                :project, :ontology, :actor, :actorName
              from unnest(
                :elements, :numbers, :kinds, :classes, :attributes, :pixels, :lonLats, :areas,
                :layers, :confidences, :views, :warnings, :marks, :ats, :ops)
                as f (
                  element, n, kind, class, attributes, pixels, lon_lat, area,
                  layer, confidence, view, warnings, mark, at, op)
              """)
          .bind("elements", each(some, Label::element, UUID[]::new))
          .bind("numbers", each(some, Label::revision, Integer[]::new))
          .bind("kinds", each(some, label -> label.kind().label(), String[]::new))
          .bind("classes", each(some, Label::classId, Integer[]::new))
          .bind(
              "attributes",
              each(some, label -> AttributeText.write(label.attributes()), String[]::new))
          .bind("pixels", each(some, Label::pixels, Geometry[]::new))
          .bind("lonLats", each(some, Label::lonLat, Geometry[]::new))
          .bind("areas", each(some, Label::areaSquareMetres, Double[]::new))
          .bind("layers", each(some, Label::layer, UUID[]::new))
          .bind("confidences", each(some, Label::confidence, Double[]::new))
          .bind("views", each(some, Label::view, String[]::new))
          .bind("warnings", each(some, label -> WarningText.write(label.warnings()), String[]::new))
          .bind("marks", each(some, Label::markId, Integer[]::new))
          .bind("ats", each(some, label -> label.at().toString(), String[]::new))
          .bind("ops", opIds.subList(from, from + some.size()).toArray(UUID[]::new))
          .bind("project", scene.project())
          .bind("ontology", author.ontology())
          .bind("actor", author.account())
          .bind("actorName", author.name())
          .execute();
      from += some.size();
    }
  }

  /** Moves objects on to their newest revisions, and their scene's labels to this version. */
  void advance(Tx tx, List<Label> newest, long version) {
    for (List<Label> some : portions(newest)) {
      placed(
              tx.handle()
                  .createUpdate(
                      """
                      update content.element e
                      set head = f.n, live = f.live, layer = f.layer, class_id = f.class,
                          mark_id = f.mark, envelope = f.envelope, ground = f.ground,
                          version = :version
                      from unnest(
                        :ids, :layers, :classes, :marks, :envelopes, :grounds, :numbers, :alive)
                        as f (id, layer, class, mark, envelope, ground, n, live)
                      where e.id = f.id
                      """),
              some,
              version)
          .bind("numbers", each(some, Label::revision, Integer[]::new))
          .bind("alive", each(some, Label::isLive, Boolean[]::new))
          .execute();
    }
  }

  private static <T extends SqlStatement<T>> T placed(
      T statement, List<Label> labels, long version) {
    return statement
        .bind("ids", each(labels, Label::element, UUID[]::new))
        .bind("layers", each(labels, Label::layer, UUID[]::new))
        .bind("classes", each(labels, Label::classId, Integer[]::new))
        .bind("marks", each(labels, Label::markId, Integer[]::new))
        .bind("envelopes", each(labels, label -> envelope(label.pixels()), Geometry[]::new))
        .bind("grounds", each(labels, LabelStore::ground, Geometry[]::new))
        .bind("version", version);
  }

  private static <T> T[] each(
      List<Label> labels, Function<Label, @Nullable T> part, IntFunction<T[]> array) {
    return labels.stream().map(part).toArray(array);
  }

  /** A statement for many rows, but not of any size. */
  private static List<List<Label>> portions(List<Label> labels) {
    List<List<Label>> portions = new ArrayList<>();
    for (int from = 0; from < labels.size(); from += MOST_ROWS) {
      portions.add(labels.subList(from, Math.min(from + MOST_ROWS, labels.size())));
    }
    return portions;
  }

  /**
   * The next version of a scene's labels. Its row stays locked until the transaction ends, so
   * versions become visible in their order; call it first.
   */
  long nextVersion(Tx tx, UUID scene) {
    // Only the first label of a scene needs the other way, and what its policies ask.
    return tx.handle()
        .createQuery(
            "update content.scene_labels set version = version + 1 where scene = :scene returning"
                + " version")
        .bind("scene", scene)
        .mapTo(Long.class)
        .findOne()
        .orElseGet(() -> firstVersion(tx, scene));
  }

  private static long firstVersion(Tx tx, UUID scene) {
    return tx.handle()
        .createQuery(
            """
            insert into content.scene_labels (scene, project, version)
            select id, project, 1 from content.scene where id = :scene
            on conflict (scene) do update set version = scene_labels.version + 1
            returning version
            """)
        .bind("scene", scene)
        .mapTo(Long.class)
        .one();
  }

  private static @Nullable Geometry ground(Label label) {
    if (label.lonLat() == null) {
      return null;
    }
    Geometry box = envelope(label.lonLat());
    box.setSRID(label.lonLat().getSRID());
    return box;
  }

  /** As a polygon even where it has no width: PostGIS keeps nothing else in that column. */
  private static Geometry envelope(Geometry geometry) {
    Envelope box = geometry.getEnvelopeInternal();
    return PIXELS.createPolygon(
        new Coordinate[] {
          new Coordinate(box.getMinX(), box.getMinY()),
          new Coordinate(box.getMinX(), box.getMaxY()),
          new Coordinate(box.getMaxX(), box.getMaxY()),
          new Coordinate(box.getMaxX(), box.getMinY()),
          new Coordinate(box.getMinX(), box.getMinY())
        });
  }
}
