package org.graticule.app.auditing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.locationtech.jts.geom.Geometry;

/** Fills {@code audit.event}, and beside it who there is and how much they did. */
final class AuditIndexStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The newest event indexed. */
  record Last(long seq, UUID id) {}

  Optional<Last> last(Tx tx) {
    return tx.handle()
        .createQuery("select seq, id from audit.event order by seq desc limit 1")
        .map((row, context) -> new Last(row.getLong("seq"), row.getObject("id", UUID.class)))
        .findOne();
  }

  /** Makes room for a time; what is older than the index goes back is kept apart. */
  void makeMonth(Tx tx, Instant at) {
    tx.handle()
        .createQuery("select audit.make_month(:at)")
        .bind("at", Timestamp.from(at))
        .mapTo(String.class)
        .one();
  }

  /** Drops the months that end before this; how many. */
  int forgetMonths(Tx tx, Instant before) {
    return tx.handle()
        .createQuery("select audit.forget_months(:before)")
        .bind("before", Timestamp.from(before))
        .mapTo(Integer.class)
        .one();
  }

  /**
   * @param places of each record in turn
   */
  void insert(Tx tx, List<Recorded> records, List<Optional<Ground.Place>> places) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into audit.event
                  (seq, id, at, type, outcome, actor, actor_name, source, session,
                   project, scene, mark, facts, ground, tiles, detail, agency)
                values
                  (:seq, :id, :at, :type, :outcome, :actor, :actorName, :source, :session,
                   :project, :scene, :mark, cast(:facts as jsonb), :ground, :tiles, :detail,
                   audit.agency_of(:actorName, :project, cast(:facts as jsonb)))
                on conflict (at, seq) do nothing
                """);
    Map<String, String> people = new TreeMap<>();
    Map<Hour, long[]> hours = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      Recorded record = records.get(i);
      Event event = record.event();
      Optional<Ground.Place> place = places.get(i);
      String name = storable(event.actorName());
      batch
          .bind("seq", record.seq())
          .bind("id", event.id())
          .bind("at", Timestamp.from(event.at()))
          .bind("type", event.type())
          .bind("outcome", event.outcome().name())
          .bind("actor", storable(event.actor()))
          .bind("actorName", name)
          .bind("source", storable(event.source()))
          .bind("session", event.session())
          .bind("project", event.project())
          .bind("scene", event.scene())
          .bind("mark", event.mark())
          .bind("facts", facts(event))
          .bindByType("ground", place.map(Ground.Place::area).orElse(null), Geometry.class)
          .bindByType("tiles", place.map(Ground.Place::tiles).orElse(null), Geometry.class)
          .bind("detail", place.map(Ground.Place::detail).orElse(null))
          .add();
      people.put(name, storable(event.actor()));
      long[] counts =
          hours.computeIfAbsent(
              new Hour(name, event.at().truncatedTo(ChronoUnit.HOURS)), hour -> new long[3]);
      counts[0]++;
      counts[1] += tiles(event);
      counts[2] += event.outcome() == Event.Outcome.DENIED ? 1 : 0;
    }
    batch.execute();
    count(tx, people, hours);
  }

  private record Hour(String name, Instant start) implements Comparable<Hour> {
    @Override
    public int compareTo(Hour other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : start.compareTo(other.start);
    }
  }

  private static long tiles(Event event) {
    return switch (event.type()) {
      case "tile.read", "mosaic.read", "map.read" -> 1;
      case "tile.seen" -> event.facts().get("count") instanceof Number n ? n.longValue() : 1;
      default -> 0;
    };
  }

  private static void count(Tx tx, Map<String, String> people, Map<Hour, long[]> hours) {
    PreparedBatch named =
        tx.handle()
            .prepareBatch(
                """
                insert into audit.person (actor_name, actor)
                values (:name, :actor)
                on conflict (actor_name) do nothing
                """);
    people.forEach((name, actor) -> named.bind("name", name).bind("actor", actor).add());
    named.execute();
    PreparedBatch busy =
        tx.handle()
            .prepareBatch(
                """
                insert into audit.hour as h (actor_name, hour, events, tiles, denied)
                values (:name, :hour, :events, :tiles, :denied)
                on conflict (actor_name, hour) do update
                set events = h.events + excluded.events,
                    tiles = h.tiles + excluded.tiles,
                    denied = h.denied + excluded.denied
                """);
    hours.forEach((hour, counts) ->
        busy.bind("name", hour.name())
            .bind("hour", Timestamp.from(hour.start()))
            .bind("events", counts[0])
            .bind("tiles", counts[1])
            .bind("denied", counts[2])
            .add());
    busy.execute();
  }

  private static String facts(Event event) {
    Map<String, Object> facts = new HashMap<>();
    event
        .facts()
        .forEach((name, value) ->
            facts.put(storable(name), value instanceof String text ? storable(text) : value));
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of event " + event.id(), e);
    }
  }

  /** PostgreSQL has no place for U+0000; the log has, and a hostile name may hold one. */
  static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
