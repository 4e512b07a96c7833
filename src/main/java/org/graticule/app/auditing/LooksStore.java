package org.graticule.app.auditing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.Query;
import org.locationtech.jts.geom.Envelope;

/**
 * Sums up events of the log: who looked at which ground, sessions, alerts. Of what a filter finds
 * it takes the newest {@link #MOST} events, and the newest as many pictures where each is put in
 * its place, so that a question about everything is answered in time on a log of any length; an
 * answer says how far back it goes.
 */
final class LooksStore {
  static final int MOST = 200_000;

  private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);

  /**
   * Pictures that a row tells of: each tile of a span has a row of its own, but not where it was
   * indexed before they had. A span that is opened tells of none yet, one that was cut of none for
   * sure.
   */
  private static final String PICTURES =
      """
      case
        when e.type in ('tile.span-opened', 'tile.span-cut') then 0
        when e.type = 'tile.seen' and e.tiles is null
          then coalesce((e.facts ->> 'count')::bigint, 1)
        else 1
      end as pictures\
      """;

  private final FilterStore filters;

  LooksStore(FilterStore filters) {
    this.filters = filters;
  }

  /**
   * How many pictures showed each cell of a grid, the grid as fine as what was found is narrow: at
   * most 64 cells across, no finer than half of what a picture usually shows. A picture shows the
   * cells whose middle it covers, and one that is narrower than two of them each that it meets, but
   * for half a cell at its ends.
   *
   * @param width degrees, of the ground that is asked about
   */
  Looks.Heat heat(Tx tx, AuditFilter filter, double width, AuditReader reader) {
    Envelope ground = filter.area().orElse(WORLD);
    Where where =
        filters
            .onGround(tx, filter, reader)
            .bind("width", width)
            .bind("west", ground.getMinX())
            .bind("south", ground.getMinY())
            .bind("east", ground.getMaxX())
            .bind("north", ground.getMaxY());
    List<Map.Entry<Double, Looks.Cell>> cells =
        overPictures(
                tx,
                filter,
                where,
                """
                -- What was shown to somebody more than once is put into cells once.
                , shown as (
                  select place, actor_name,
                         sum(pictures) as looks, min(detail) as finest, max(at) as last,
                         greatest(ST_XMin(place), :west) as west,
                         least(ST_XMax(place), :east) as east,
                         greatest(ST_YMin(place), :south) as south,
                         least(ST_YMax(place), :north) as north
                  from found e
                  -- Nobody knows where in the block of a span that was cut.
                  where %s and type <> 'tile.span-cut'
                  group by place, actor_name
                ),
                -- A power of two, so that a map that is moved keeps its cells.
                grid as (
                  select power(2, ceil(log(2, greatest(
                           least(:width, greatest(max(east) - min(west), max(north) - min(south)))
                             / 64,
                           percentile_cont(0.5) within group
                             (order by ST_XMax(place) - ST_XMin(place)) / 2,
                           1e-6)::numeric)))::float8 as step
                  from shown
                ),
                box as (
                  select shown.*, step,
                         least(ceil(west / step - 0.5), floor((west + east) / 2 / step))::int as x0,
                         greatest(floor(east / step - 0.5), floor((west + east) / 2 / step))::int
                           as x1,
                         least(ceil(south / step - 0.5), floor((south + north) / 2 / step))::int
                           as y0,
                         greatest(floor(north / step - 0.5), floor((south + north) / 2 / step))::int
                           as y1
                  from shown, grid
                )
                select step, x * step as west, y * step as south, sum(looks) as looks,
                       count(*) as people, min(finest) as finest, max(last) as last
                from (
                  select step, x, y, sum(looks) as looks, min(finest) as finest, max(last) as last
                  from box, generate_series(x0, x1) as x, generate_series(y0, y1) as y
                  -- Few cells are no less than the picture; of many, its corners may be empty.
                  where (x1 - x0) * (y1 - y0) <= 4
                    or ST_Covers(place, ST_Point((x + 0.5) * step, (y + 0.5) * step, 4326))
                    or ST_Area(place) < 2 * step * greatest(east - west, north - south)
                       and ST_Intersects(
                         place,
                         ST_MakeEnvelope(
                           x * step, y * step, (x + 1) * step, (y + 1) * step, 4326))
                  group by step, x, y, actor_name
                ) person
                group by step, x, y
                order by looks desc
                limit 4400
                """)
            .map((row, context) ->
                Map.entry(
                    row.getDouble("step"),
                    new Looks.Cell(
                        row.getDouble("west"),
                        row.getDouble("south"),
                        row.getLong("looks"),
                        row.getInt("people"),
                        row.getDouble("finest"),
                        row.getTimestamp("last").toInstant())))
            .list();
    return new Looks.Heat(
        cells.isEmpty() ? width / 64 : cells.getFirst().getKey(),
        cells.stream().map(Map.Entry::getValue).toList());
  }

  /** Who looked at what, newest first. */
  List<Looks.Look> looks(Tx tx, AuditFilter filter, int limit, AuditReader reader) {
    Where where = filters.onGround(tx, filter, reader).bind("limit", limit);
    return overPictures(
            tx,
            filter,
            where,
            """
            select e.actor_name, e.scene, e.session, sum(e.pictures) as looks,
                   min(e.detail) as finest, max(e.detail) as coarsest,
                   min(e.at) as first, max(e.at) as last, ST_AsText(ST_Extent(e.place)) as box
            from found e
            where %s
            group by e.actor_name, e.scene, e.session
            order by last desc
            limit :limit
            """)
        .map((row, context) ->
            new Looks.Look(
                row.getString("actor_name"),
                row.getObject("scene", UUID.class),
                null,
                row.getString("session"),
                row.getLong("looks"),
                row.getDouble("finest"),
                row.getDouble("coarsest"),
                row.getTimestamp("first").toInstant(),
                row.getTimestamp("last").toInstant(),
                row.getString("box")))
        .list();
  }

  /** Sessions that left an event found by the filter, newest first. */
  List<Looks.Session> sessions(Tx tx, AuditFilter filter, int limit, AuditReader reader) {
    Where where =
        filters.where(tx, filter, reader).add("e.session is not null").bind("limit", limit);
    return over(
            tx,
            where,
            "e.session, e.actor_name, e.source, e.at, e.type, e.facts, e.outcome, e.scene",
            """
            select e.session, min(e.actor_name) as actor_name, min(e.source) as source,
                   min(e.at) as first, max(e.at) as last, count(*) as events,
                   coalesce(sum(case
                     when e.type = 'tile.seen' then coalesce((e.facts ->> 'count')::bigint, 1)
                     when e.type in ('tile.read', 'mosaic.read', 'map.read') then 1
                   end), 0) as tiles,
                   count(*) filter (where e.outcome = 'DENIED') as denied,
                   count(distinct e.scene) as scenes
            from found e
            group by e.session
            order by last desc
            limit :limit
            """)
        .map((row, context) ->
            new Looks.Session(
                row.getString("session"),
                row.getString("actor_name"),
                row.getString("source"),
                row.getTimestamp("first").toInstant(),
                row.getTimestamp("last").toInstant(),
                row.getLong("events"),
                row.getLong("tiles"),
                row.getLong("denied"),
                row.getInt("scenes")))
        .list();
  }

  /**
   * Hours in which somebody was denied often, or saw far more tiles than in their usual hour of the
   * thirty days before.
   */
  List<Looks.Alert> alerts(Tx tx, Instant from, Instant to, AuditReader reader) {
    return tx.handle()
        .createQuery(
            """
            select h.actor_name, h.hour, h.tiles, h.denied, coalesce(n.norm, 0) as norm
            from audit.hour h
            left join lateral (
              select percentile_cont(0.5) within group (order by b.tiles) as norm
              from audit.hour b
              where h.tiles >= :least and b.actor_name = h.actor_name and b.tiles > 0
                and b.hour >= h.hour - interval '30 days' and b.hour < h.hour
            ) n on true
            where h.hour >= :from and h.hour < :to
              and (cast(:agency as text) is null or split_part(h.actor_name, '@', 2) = :agency)
              -- Before the norm of anybody is worked out.
              and (h.denied >= :denials or h.tiles >= :least)
              and (h.denied >= :denials
                or (h.tiles >= :least and h.tiles > :times * coalesce(n.norm, 0)))
            order by h.hour desc, h.actor_name
            limit 500
            """)
        .bind("agency", reader.agency())
        .bind("from", Timestamp.from(from))
        .bind("to", Timestamp.from(to))
        .bind("denials", Looks.Alert.DENIALS)
        .bind("least", Looks.Alert.LEAST_TILES)
        .bind("times", Looks.Alert.TIMES)
        .map((row, context) ->
            new Looks.Alert(
                row.getString("actor_name"),
                row.getTimestamp("hour").toInstant(),
                row.getLong("tiles"),
                row.getLong("denied"),
                Math.round(row.getDouble("norm"))))
        .list();
  }

  /**
   * How far back the events reach that were summed up; empty where nothing was left out.
   *
   * @param onGround of the pictures of events that were somewhere
   */
  Optional<Instant> since(Tx tx, AuditFilter filter, boolean onGround, AuditReader reader) {
    String since = "select min(at) as since from found having count(*) = :most";
    Query found =
        onGround
            ? overPictures(tx, filter, filters.onGround(tx, filter, reader), since)
            : over(
                tx, filters.where(tx, filter, reader).add("e.session is not null"), "e.at", since);
    return found.map((row, context) -> row.getTimestamp("since").toInstant()).findOne();
  }

  /** A sum over {@code found e}, the newest events that fit. */
  private static Query over(Tx tx, Where where, String columns, String sum) {
    String sql =
        """
        with found as materialized (
        %s)
        """
                .formatted(where.bind("most", MOST).newest(columns + ", e.seq", "most"))
            + sum;
    return FilterStore.query(tx, where, sql);
  }

  /**
   * A sum over {@code found e}, the newest pictures of events that fit, each in its {@code place}.
   * Where ground is asked for, not every picture of an event need be on it.
   *
   * @param sum with a place for the clause that leaves those out; it stands on what was found, so
   *     that they count for how many are looked at
   */
  private static Query overPictures(Tx tx, AuditFilter filter, Where where, String sum) {
    String newest =
        where
            .bind("most", MOST)
            .newest(
                """
                e.type, e.actor_name, e.scene, e.session, e.detail, e.at, e.seq, e.ground, e.tiles,
                       %s\
                """
                    .formatted(PICTURES),
                "most");
    String there =
        filter.area().isEmpty()
            ? "true"
            : """
            (e.whole or ST_Intersects(
              e.place, ST_MakeEnvelope(:west, :south, :east, :north, 4326)))\
            """;
    String sql =
        """
        with found as materialized (
          select e.type, e.actor_name, e.scene, e.session, e.detail, e.at, e.pictures,
                 coalesce(t.geom, e.ground) as place,
                 e.tiles is null as whole
          from (
          %s) e
          left join lateral ST_Dump(e.tiles) t on true
          order by e.at desc, e.seq desc
          limit :most
        )
        """
                .formatted(newest)
            + sum.formatted(there);
    return FilterStore.query(tx, where, sql);
  }
}
