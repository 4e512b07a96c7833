package org.graticule.label;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.geo.LabelCells;
import org.graticule.label.rule.Neighbours.Neighbour;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Finds what is drawn around boxes of a scene. Stateless. */
final class NeighbourStore {
  /** Pixels along the side of a square. */
  private static final double HEAP = 512;

  private static final int MOST_HEAPS = 1_000;

  /** A label and the layer it lies in. */
  record Placed(UUID layer, Neighbour neighbour) {}

  /** Ranges of cells, each with the box it was made for. */
  private record Search(List<Long> first, List<Long> last, List<Double> bounds) {
    static Search of(List<Envelope> boxes) {
      Search search = new Search(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Envelope box : boxes) {
        for (LabelCells.Range range : LabelCells.meeting(box)) {
          search.first.add(range.first());
          search.last.add(range.last());
          search.bounds.addAll(List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()));
        }
      }
      return search;
    }

    Double[] bound(int which) {
      Double[] each = new Double[first.size()];
      for (int i = 0; i < each.length; i++) {
        each[i] = bounds.get(4 * i + which);
      }
      return each;
    }
  }

  /**
   * Labels around any of the boxes, at most so many; some may lie between boxes that are near each
   * other. Boxes lie in heaps where one person draws, and a search for each would read the same
   * labels again and again.
   */
  List<Placed> around(Tx tx, UUID scene, List<Envelope> boxes, int limit, Sight sight) {
    Search search = Search.of(heaps(boxes));
    return tx.handle()
        .createQuery(
            """
            select distinct on (e.id) e.id, e.layer, e.class_id, r.geom_px
            from unnest(:first, :last, :minX, :minY, :maxX, :maxY)
              as near (first, last, min_x, min_y, max_x, max_y)
            cross join lateral (
              select e.*
              from content.element e
              where e.scene = :scene
                and e.live
                and e.cell between near.first and near.last
              offset 0) as e
            join content.revision r on r.element = e.id and r.n = e.head
            where e.mark_id = any(:marks)
              and e.layer = any(:layers)
              and <inside>
              and e.envelope && st_makeenvelope(near.min_x, near.min_y, near.max_x, near.max_y)
            order by e.id
            limit :limit
            """)
        .define("inside", LabelRowStore.inside(sight, "e.ground"))
        .bind("part", sight.ground())
        .bind("scene", scene)
        .bind("first", search.first().toArray(Long[]::new))
        .bind("last", search.last().toArray(Long[]::new))
        .bind("minX", search.bound(0))
        .bind("minY", search.bound(1))
        .bind("maxX", search.bound(2))
        .bind("maxY", search.bound(3))
        .bind("marks", sight.marks())
        .bind("layers", sight.layers())
        .bind("limit", limit)
        .map((row, context) ->
            new Placed(
                row.getObject("layer", UUID.class),
                new Neighbour(
                    row.getObject("id", UUID.class),
                    row.getInt("class_id"),
                    context
                        .findColumnMapperFor(Geometry.class)
                        .orElseThrow()
                        .map(row, "geom_px", context))))
        .list();
  }

  /** One box around those that begin in the same square; one around all where even so many. */
  private static List<Envelope> heaps(List<Envelope> boxes) {
    Map<List<Long>, Envelope> heaps = new LinkedHashMap<>();
    Envelope all = new Envelope();
    for (Envelope box : boxes) {
      List<Long> square =
          List.of((long) Math.floor(box.getMinX() / HEAP), (long) Math.floor(box.getMinY() / HEAP));
      heaps.computeIfAbsent(square, first -> new Envelope()).expandToInclude(box);
      all.expandToInclude(box);
    }
    return heaps.size() > MOST_HEAPS ? List.of(all) : List.copyOf(heaps.values());
  }
}
