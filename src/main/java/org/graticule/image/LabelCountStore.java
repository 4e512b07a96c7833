package org.graticule.image;

import java.util.Set;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * How many labels there are, as far as somebody may know: of the marks they dominate, in layers
 * that they are shown, and of a scene that they see in part those that lie in it.
 */
public final class LabelCountStore {
  /** Of {@code content.layer l}; {@code Layer.isSeenBy} says the same of one that was read. */
  private static final String SHOWN =
      """
      (l.kind not in ('REPLICA', 'GOLD') or l.project = any(:led)
        or l.kind = 'REPLICA' and l.owner = :reader)\
      """;

  private static final String KEPT =
      """
      select coalesce(sum(c.n), 0)
      from content.label_cell c
      join content.layer l on l.id = c.layer
      where c.mark_id = any(:marks) and\s\
      """
          + SHOWN;

  /** What is kept is of whole scenes. */
  private static final String COUNTED =
      """
      select count(*)
      from content.element e
      join content.layer l on l.id = e.layer
      where e.live and e.mark_id = any(:marks)
        and authz.in_part(
          e.ground, e.scene, (select authz.scenes_partly())::uuid[], (select authz.parts()))
        and\s\
      """
          + SHOWN;

  private static final String PARTLY = " = any((select authz.scenes_partly())::uuid[])";

  /** Of {@code content.scene s}, as an expression. */
  static final String OF_SCENE =
      "case when s.id%s then (%s and e.scene = s.id) else (%s and c.scene = s.id) end"
          .formatted(PARTLY, COUNTED, KEPT);

  private static final String OF_PROJECT =
      """
      with reached as materialized (
        select s.id, s.id%s as partly
        from content.scene s
        where s.project = :project and s.mark_id = any(:marks)
          and (:everywhere or s.id = any(:reached)))
      select (%s and c.project = :project and c.scene in (select id from reached where not partly))
        + (%s and e.scene in (select id from reached where partly))
      """
          .formatted(PARTLY, KEPT, COUNTED);

  private LabelCountStore() {}

  /** Says for whom is counted. */
  static <T extends SqlStatement<T>> T bind(T statement, Subject by) {
    UUID[] led =
        by.roles().keySet().stream()
            .filter(project -> by.actionsIn(project).contains(Action.ONTOLOGY_PUBLISH))
            .toArray(UUID[]::new);
    return statement.bind("marks", by.markIds()).bind("led", led).bind("reader", by.account());
  }

  /**
   * @param reached the scenes that limited roles reach, wholly or in part; null for all
   */
  public static int ofProject(Tx tx, UUID project, Subject by, @Nullable Set<UUID> reached) {
    return bind(tx.handle().createQuery(OF_PROJECT), by)
        .bind("project", project)
        .bind("everywhere", reached == null)
        .bind("reached", reached == null ? new UUID[0] : reached.toArray(UUID[]::new))
        .mapTo(Integer.class)
        .one();
  }
}
