package org.graticule.label;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.label.rule.Violation;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Rows of {@code content.element} and {@code content.revision}. Stateless. */
final class LabelStore {
  private static final GeometryFactory PIXELS = new GeometryFactory();

  /** A labelled object as a writer sees it, locked. */
  record Head(UUID element, UUID scene, UUID layer, int revision, boolean live, int markId) {}

  /** What an operation id was used for. */
  record Done(
      UUID opId, UUID element, int revision, Operation.Kind kind, List<Violation> warnings) {}

  /** A revision's key. */
  record Key(UUID element, int revision) {}

  /** Who stores a revision, and against which ontology it was checked. */
  record Author(UUID account, String name, int ontology) {}

  /** Where a label lies. */
  record Home(UUID scene, UUID layer) {}

  /** Where a label lies that carries one of these marks. */
  Optional<Home> home(Tx tx, UUID element, Integer[] marks) {
    return tx.handle()
        .createQuery(
            """
            select scene, layer
            from content.element
            where id = :element
              and mark_id = any(:marks)
            """)
        .bind("element", element)
        .bind("marks", marks)
        .map((row, context) ->
            new Home(row.getObject("scene", UUID.class), row.getObject("layer", UUID.class)))
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
                """)
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
                """)
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
                order by r.n desc
                """)
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
  List<Head> lock(Tx tx, List<UUID> elements) {
    return tx.handle()
        .createQuery(
            """
            select id, scene, layer, head, live, mark_id
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
                row.getObject("layer", UUID.class),
                row.getInt("head"),
                row.getBoolean("live"),
                row.getInt("mark_id")))
        .list();
  }

  /** Inserts objects that are not there yet, in this order; answers which were new. */
  Set<UUID> insertElements(Tx tx, UUID scene, List<Label> first, long version) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into content.element (
                  id, scene, layer, class_id, head, live, mark_id, envelope, ground, version)
                values (:id, :scene, :layer, :class, 1, true, :mark, :envelope, :ground, :version)
                on conflict (id) do nothing
                """);
    for (Label label : first) {
      batch
          .bind("id", label.element())
          .bind("scene", scene)
          .bind("layer", label.layer())
          .bind("class", label.classId())
          .bind("mark", label.markId())
          .bind("envelope", envelope(label.pixels()))
          .bindByType("ground", ground(label), Geometry.class)
          .bind("version", version)
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
                  layer, confidence, view, warnings, mark_id, ontology, actor, actor_name, at, op_id)
                values (
                  :element, :n, :kind, :class, cast(:attributes as jsonb), :pixels, :lonLat,
                  :area,
                  :layer, :confidence, :view, cast(:warnings as jsonb), :mark, :ontology, :actor, :actorName, :at, :op)
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
          .bind("area", label.areaSquareMetres())
          .bind("layer", label.layer())
          .bind("confidence", label.confidence())
          .bind("view", label.view())
          .bind("warnings", WarningText.write(label.warnings()))
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

  /** Moves objects on to their newest revisions, and their scene's labels to this version. */
  void advance(Tx tx, Collection<Label> newest, long version) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                update content.element
                set head = :n, live = :live, layer = :layer, class_id = :class,
                    mark_id = :mark, envelope = :envelope, ground = :ground, version = :version
                where id = :id
                """);
    for (Label label : newest) {
      batch
          .bind("id", label.element())
          .bind("n", label.revision())
          .bind("live", label.isLive())
          .bind("layer", label.layer())
          .bind("class", label.classId())
          .bind("mark", label.markId())
          .bind("envelope", envelope(label.pixels()))
          .bindByType("ground", ground(label), Geometry.class)
          .bind("version", version)
          .add();
    }
    batch.execute();
  }

  /**
   * The next version of a scene's labels. Its row stays locked until the transaction ends, so
   * versions become visible in their order; call it first.
   */
  long nextVersion(Tx tx, UUID scene) {
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
