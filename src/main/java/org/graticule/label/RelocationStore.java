package org.graticule.label;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** The derived columns of {@code content.revision}: where a label's pixels lie on the ground. */
final class RelocationStore {
  private static final String OF_SCENE =
      """
      from content.element e
      join content.revision r on r.element = e.id
      where e.scene = :scene and r.at >= :since
      """;

  /** A revision in pixels. */
  record Shape(UUID element, int revision, Geometry pixels) {}

  /** A revision on the ground; null where the scene has none. */
  record Place(UUID element, int revision, @Nullable Geometry lonLat) {}

  long count(Tx tx, UUID scene, Instant since) {
    return tx.handle()
        .createQuery("select count(*) " + OF_SCENE)
        .bind("scene", scene)
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  /** The next after one; the first after null. */
  List<Shape> next(Tx tx, UUID scene, Instant since, @Nullable Shape after, int limit) {
    return tx.handle()
        .createQuery(
            "select r.element, r.n, r.geom_px "
                + OF_SCENE
                + """
                and (r.element, r.n) > (:element, :n)
                order by r.element, r.n
                limit :limit
                """)
        .bind("scene", scene)
        .bind("since", since)
        .bind("element", after == null ? new UUID(0, 0) : after.element())
        .bind("n", after == null ? 0 : after.revision())
        .bind("limit", limit)
        .map((row, context) ->
            new Shape(
                row.getObject("element", UUID.class),
                row.getInt("n"),
                context
                    .findColumnMapperFor(Geometry.class)
                    .orElseThrow()
                    .map(row, "geom_px", context)))
        .list();
  }

  void place(Tx tx, List<Place> places) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                update content.revision
                set geom_ground = :lonLat, area_m2 = st_area(cast(:lonLat as geography))
                where element = :element and n = :n
                """);
    for (Place place : places) {
      batch
          .bind("element", place.element())
          .bind("n", place.revision())
          .bindByType("lonLat", place.lonLat(), Geometry.class)
          .add();
    }
    batch.execute();
    tx.handle()
        .createUpdate(
            """
            update content.element e
            set ground = st_envelope(st_expand(r.geom_ground, 1e-12))
            from content.revision r
            where r.element = e.id and r.n = e.head and e.id = any(:elements)
            """)
        .bind("elements", places.stream().map(Place::element).toArray(UUID[]::new))
        .execute();
  }

  /** Whoever follows the scene's labels, or keeps tiles of them, learns that they have moved. */
  void moved(Tx tx, UUID scene) {
    tx.handle()
        .createUpdate("update content.scene_labels set version = version + 1 where scene = :scene")
        .bind("scene", scene)
        .execute();
  }
}
