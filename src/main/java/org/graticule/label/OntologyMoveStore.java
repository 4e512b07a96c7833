package org.graticule.label;

import java.time.Instant;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.db.Tx;
import org.graticule.label.OntologyPlan.Move;
import org.jdbi.v3.core.statement.SqlStatement;

/** Gives the labels of a project another class, as further revisions. Stateless. */
final class OntologyMoveStore {
  private static final String AFFECTED =
      """
      from content.element e
      join content.revision r on r.element = e.id and r.n = e.head
      where e.project = :project
        and e.live
        and e.class_id = :from
        and (:everyValue or r.attributes ->> :attribute = :value)
      """;

  /** Labels that the last change of a version moved and nobody has touched since. */
  private static final String UNTOUCHED =
      """
      from content.ontology_move m
      join content.element e on e.id = m.element and e.head = m.n and e.live
      join content.revision r on r.element = e.id and r.n = e.head
      where m.project = :project
        and m.version = :undone
      """;

  private static final String COPY =
      """
      , r.attributes, r.geom_px, r.geom_ground, r.area_m2, r.layer, r.confidence, r.view,
        r.warnings, r.mark_id, :ontology, :actor, :actorName, :at, gen_random_uuid()
      """;

  private static final String REVISION =
      """
      insert into content.revision (
        element, project, n, kind, class_id, attributes, geom_px, geom_ground, area_m2, layer, confidence,
        view, warnings, mark_id, ontology, actor, actor_name, at, op_id)
      select e.id, e.project, e.head + 1, 'update',
      """;

  /** How much a move touches. */
  record Reach(int labels, int scenes) {}

  Reach reach(Tx tx, UUID project, Move move) {
    return bound(
            tx.handle().createQuery("select count(*), count(distinct e.scene)\n" + AFFECTED),
            project,
            move)
        .map((row, context) -> new Reach(row.getInt(1), row.getInt(2)))
        .one();
  }

  int undoable(Tx tx, UUID project, int undone) {
    return tx.handle()
        .createQuery("select count(*)\n" + UNTOUCHED)
        .bind("project", project)
        .bind("undone", undone)
        .mapTo(Integer.class)
        .one();
  }

  /** First of all, so that nobody saves into these scenes before this is through. */
  void lockScenes(Tx tx, UUID project) {
    tx.handle()
        .createUpdate(
            """
            insert into content.scene_labels (scene, project, version)
            select distinct e.scene, e.project, 1
            from content.element e
            where e.project = :project
            order by 1
            on conflict (scene) do update set version = scene_labels.version + 1
            """)
        .bind("project", project)
        .execute();
  }

  int move(Tx tx, UUID project, Move move, Subject by, int version, Instant at) {
    authored(
            bound(tx.handle().createUpdate(REVISION + ":to" + COPY + AFFECTED), project, move),
            by,
            version,
            at)
        .bind("to", move.to())
        .execute();
    int moved =
        bound(
                tx.handle()
                    .createUpdate(
                        """
                        insert into content.ontology_move (
                          project, version, element, mark_id, n, from_class, to_class)
                        select e.project, :version, e.id, e.mark_id, e.head + 1, e.class_id, :to
                        """
                            + AFFECTED),
                project,
                move)
            .bind("version", version)
            .bind("to", move.to())
            .execute();
    advance(tx, project, version, move.from(), move.to());
    return moved;
  }

  /** Gives labels back the class that a version took from them. */
  int undo(Tx tx, UUID project, int undone, Subject by, int version, Instant at) {
    authored(
            tx.handle()
                .createUpdate(REVISION + "m.from_class" + COPY + UNTOUCHED)
                .bind("project", project)
                .bind("undone", undone),
            by,
            version,
            at)
        .execute();
    int moved =
        tx.handle()
            .createUpdate(
                """
                insert into content.ontology_move (
                  project, version, element, mark_id, n, from_class, to_class)
                select e.project, :version, e.id, e.mark_id, e.head + 1, e.class_id, m.from_class
                """
                    + UNTOUCHED)
            .bind("project", project)
            .bind("undone", undone)
            .bind("version", version)
            .execute();
    tx.handle()
        .createQuery(
            "select distinct from_class, to_class from content.ontology_move"
                + " where project = :project and version = :version")
        .bind("project", project)
        .bind("version", version)
        .map((row, context) -> new int[] {row.getInt(1), row.getInt(2)})
        .list()
        .forEach(pair -> advance(tx, project, version, pair[0], pair[1]));
    return moved;
  }

  private static void advance(Tx tx, UUID project, int version, int from, int to) {
    tx.handle()
        .createUpdate(
            """
            update content.element e
            set head = m.n, class_id = m.to_class, version = s.version
            from content.ontology_move m, content.scene_labels s
            where m.project = :project
              and m.version = :version
              and m.from_class = :from
              and m.to_class = :to
              and e.id = m.element
              and e.head = m.n - 1
              and s.scene = e.scene
            """)
        .bind("project", project)
        .bind("version", version)
        .bind("from", from)
        .bind("to", to)
        .execute();
  }

  private static <T extends SqlStatement<T>> T bound(T statement, UUID project, Move move) {
    return statement
        .bind("project", project)
        .bind("from", move.from())
        .bind("everyValue", move.attribute() == null)
        .bind("attribute", move.attribute() == null ? "" : move.attribute())
        .bind("value", move.value() == null ? "" : move.value());
  }

  private static <T extends SqlStatement<T>> T authored(
      T statement, Subject by, int version, Instant at) {
    return statement
        .bind("ontology", version)
        .bind("actor", by.account())
        .bind("actorName", by.username())
        .bind("at", at);
  }
}
