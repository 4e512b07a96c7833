package org.graticule.label;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.geo.LabelCells;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Vector tiles as PostGIS makes them. Stateless. */
final class LabelTileStore {
  /** Units along the side of a tile, as good as every reader expects. */
  static final int EXTENT = 4096;

  /** Pixels along the side of a counted square, as the migration has it. */
  static final int CELL = 128;

  private static final int BUFFER = 64;

  /** In pixels; y turned up, as PostGIS expects of a map. */
  private static final String PIXELS =
      """
      st_asmvtgeom(
        st_scale(%s, 1, -1), st_makeenvelope(:minX, -:maxY, :maxX, -:minY), 4096, 64, true)
      """;

  /** In metres of EPSG:3857; cut first, for its poles are infinitely far. */
  private static final String MERCATOR =
      """
      st_asmvtgeom(
        st_transform(st_clipbybox2d(%s, :clip), 3857),
        st_makeenvelope(:minX, :minY, :maxX, :maxY, 3857), 4096, 64, true)
      """;

  private static final String WHERE =
      """
      where e.live
        and e.mark_id = any(:marks)
        and e.layer = any(:layers)
        and (:everyClass or e.class_id = any(:classes))
        and <inside>
        and %s
      """;

  /** What is known of a label without looking at its outline. */
  private static final String FOUND =
      "select e.id, e.class_id, e.layer, e.head, %s as box\n" + LabelListStore.IN_CELLS + WHERE;

  /** Labels one by one, as if each were counted alone. */
  private static final String LABELS =
      """
      (select scene, class_id, mark_id, layer, 1 as n, ground,
              floor((st_xmin(envelope) + st_xmax(envelope)) / 256)::int as x,
              floor((st_ymin(envelope) + st_ymax(envelope)) / 256)::int as y
       from content.element
       where live) as one
      """;

  /** What a scene's labels are now, for an ETag and a caching rule. */
  record State(long version, boolean uniform) {}

  /** Labels of a square of cells. */
  record Cell(double x, double y, int classId, long count) {}

  /**
   * @param mark of the scene; whether all that the caller sees carries it is the second answer
   */
  State state(Tx tx, UUID scene, int mark, Sight sight) {
    return tx.handle()
        .createQuery(
            """
            select
              coalesce((select version from content.scene_labels where scene = :scene), 0),
              not exists (
                select from content.label_cell
                where scene = :scene and n > 0 and mark_id = any(:others))
            """)
        .bind("scene", scene)
        .bind(
            "others",
            Arrays.stream(sight.marks()).filter(each -> each != mark).toArray(Integer[]::new))
        .map((row, context) -> new State(row.getLong(1), row.getBoolean(2)))
        .one();
  }

  /** How many labels a tile touches, counted no further than a limit. */
  int count(Tx tx, LabelTile tile, int limit) {
    return counting(tx, "", tile, limit).mapTo(Integer.class).one();
  }

  /** How that count is made, for a test of what it costs. */
  List<String> plan(Tx tx, LabelTile tile, int limit) {
    return counting(tx, "explain ", tile, limit).mapTo(String.class).list();
  }

  private static Query counting(Tx tx, String prefix, LabelTile tile, int limit) {
    String sql =
        prefix
            + "select count(*) from (select "
            + LabelListStore.IN_CELLS
            + WHERE.formatted(near(tile))
            + "limit :limit) found";
    return bound(tx.handle().createQuery(sql), tile).bind("limit", limit);
  }

  /**
   * Outlines, and the middles of those too small to be seen as such, for which no outline is read.
   *
   * @param most empty where there are more
   */
  Optional<byte[]> outlines(Tx tx, LabelTile tile, int most) {
    String sql =
        "with found as materialized ("
            + FOUND.formatted(box(tile), near(tile))
            + """
              limit :most + 1),
            sized as materialized (
              select f.*,
                greatest(st_xmax(box) - st_xmin(box), st_ymax(box) - st_ymin(box)) >= :tiny as large
              from found f)
            select case when (select count(*) from found) <= :most then
            """
            + layer(
                tile,
                "labels",
                tile.mercator() ? "r.geom_ground" : "r.geom_px",
                "sized f join content.revision r on r.element = f.id and r.n = f.head where large")
            + " || "
            + layer(tile, "centres", "st_centroid(box)", "sized f where not large")
            + " end";
    return bound(tx.handle().createQuery(sql), tile)
        .bind("tiny", tile.tiny())
        .bind("most", most)
        .map((row, context) -> Optional.ofNullable(row.getBytes(1)))
        .one();
  }

  /** The middle of every label. */
  byte[] middles(Tx tx, LabelTile tile) {
    String found = FOUND.formatted(box(tile), near(tile));
    String sql = "select " + layer(tile, "centres", "st_centroid(box)", "(" + found + ") as f");
    return bound(tx.handle().createQuery(sql), tile).mapTo(byte[].class).one();
  }

  /** The offset keeps a geometry from being worked out twice, to be looked at and to be told. */
  private static String layer(LabelTile tile, String name, String geometry, String from) {
    return """
    coalesce((
      select st_asmvt(t, '%s', 4096, 'geom')
      from (
        select %s as geom, f.id::text as id, f.class_id as class, f.layer::text as layer,
          f.head as revision
        from %s
        offset 0) t
      where geom is not null), '')
    """
        .formatted(name, (tile.mercator() ? MERCATOR : PIXELS).formatted(geometry), from);
  }

  private static String box(LabelTile tile) {
    return tile.mercator() ? "e.ground" : "e.envelope";
  }

  private static String near(LabelTile tile) {
    return box(tile) + " && :clip";
  }

  /**
   * Labels counted in squares of this many cells a side, each with its middle in pixels and its
   * commonest class.
   */
  List<Cell> cells(Tx tx, LabelTile tile, int side) {
    // The counts that are kept are of all labels.
    String from = tile.sight().part() == null ? "content.label_cell" : LABELS;
    return counted(tx, "", tile, side, from)
        .map((row, context) ->
            new Cell(
                (row.getInt("x") + 0.5) * side * CELL,
                (row.getInt("y") + 0.5) * side * CELL,
                row.getInt("class_id"),
                row.getLong("total")))
        .list();
  }

  /** How the overview is counted, for a test of what it costs. */
  List<String> overviewPlan(Tx tx, LabelTile tile, int side) {
    return counted(tx, "explain ", tile, side, "content.label_cell").mapTo(String.class).list();
  }

  private static Query counted(Tx tx, String prefix, LabelTile tile, int side, String from) {
    Envelope pixels = tile.pixels().isNull() ? new Envelope(0, 0, 0, 0) : tile.pixels();
    return bound(
            tx.handle()
                .createQuery(
                    prefix
                        + """
                        select x, y, class_id, total
                        from (
                          select x, y, class_id, sum(n) over (partition by x, y) as total,
                                 row_number() over (partition by x, y order by n desc, class_id) as place
                          from (
                            select x / :side as x, y / :side as y, class_id, sum(n) as n
                            from <from>
                            where scene = :scene
                              and x between :fromX and :toX
                              and y between :fromY and :toY
                              and mark_id = any(:marks)
                              and layer = any(:layers)
                              and (:everyClass or class_id = any(:classes))
                              and <within>
                            group by 1, 2, 3
                            having sum(n) > 0) counted) placed
                        where place = 1
                        """),
            tile)
        .define("from", from)
        .define("within", LabelRowStore.inside(tile.sight(), "ground"))
        .bind("side", side)
        .bind("fromX", (int) Math.floor(pixels.getMinX() / CELL))
        .bind("toX", (int) Math.floor(pixels.getMaxX() / CELL))
        .bind("fromY", (int) Math.floor(pixels.getMinY() / CELL))
        .bind("toY", (int) Math.floor(pixels.getMaxY() / CELL));
  }

  /**
   * Points that were counted, at these places of the tile: 0,0 its upper left corner, 1,1 beyond.
   */
  byte[] points(Tx tx, List<Cell> cells, List<Coordinate> places) {
    return tx.handle()
        .createQuery(
            """
            select st_asmvt(t, 'cells', 4096, 'geom')
            from (
              select st_asmvtgeom(
                       st_point(x, 1 - y), st_makeenvelope(0, 0, 1, 1), 4096, 64, true) as geom,
                     class, count
              from unnest(:x, :y, :classes, :counts) as c (x, y, class, count)) t
            where geom is not null
            """)
        .bind("x", places.stream().map(at -> at.x).toArray(Double[]::new))
        .bind("y", places.stream().map(at -> at.y).toArray(Double[]::new))
        .bind("classes", cells.stream().map(Cell::classId).toArray(Integer[]::new))
        .bind("counts", cells.stream().map(Cell::count).toArray(Long[]::new))
        .mapTo(byte[].class)
        .one();
  }

  private static <T extends SqlStatement<T>> T bound(T statement, LabelTile tile) {
    Envelope box = tile.bounds();
    List<LabelCells.Range> cells =
        tile.pixels().isNull() ? List.of() : LabelCells.meeting(tile.pixels());
    return statement
        .define("inside", LabelRowStore.inside(tile.sight(), "e.ground"))
        .bind("part", tile.sight().ground())
        .bind("first", cells.stream().map(LabelCells.Range::first).toArray(Long[]::new))
        .bind("last", cells.stream().map(LabelCells.Range::last).toArray(Long[]::new))
        .bind("scene", tile.scene())
        .bind("marks", tile.sight().marks())
        .bind("layers", tile.layers())
        .bind("everyClass", tile.classes().isEmpty())
        .bind("classes", tile.classes().toArray(Integer[]::new))
        .bind("minX", box.getMinX())
        .bind("maxX", box.getMaxX())
        .bind("minY", box.getMinY())
        .bind("maxY", box.getMaxY())
        .bind("clip", tile.reach(BUFFER / (double) EXTENT));
  }
}
