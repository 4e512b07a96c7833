package org.graticule.app.auditing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Policy;
import org.graticule.access.Whereabouts;
import org.graticule.audit.Event;
import org.graticule.db.Tx;

/** Looks into {@code audit.event}, as far as its row policies let the reader. */
final class AuditSearchStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  /** Where a page begins: after this event. */
  record After(Instant at, long seq) {}

  private final FilterStore filters;

  AuditSearchStore(FilterStore filters) {
    this.filters = filters;
  }

  /**
   * Newest first. Months are looked through from the newest one back, twice as many each time, for
   * a page is mostly full before long: what lies in a large area is not read, and sorted, for all
   * of the years before it.
   */
  List<AuditRow> search(Tx tx, AuditFilter filter, After after, int limit, AuditReader reader) {
    List<AuditRow> found = new ArrayList<>();
    Reach reach = reach(tx, reader);
    Instant oldest = filter.from().filter(reach.oldest()::isBefore).orElse(reach.oldest());
    Instant newest = filter.to().filter(reach.newest()::isAfter).orElse(reach.newest());
    After before = after.at().isAfter(newest) ? new After(newest, Long.MAX_VALUE) : after;
    for (int months = 1; found.size() < limit && !before.at().isBefore(oldest); months *= 2) {
      Instant since = monthsBefore(before.at(), months);
      found.addAll(page(tx, filter, since, before, limit - found.size(), reader));
      before = new After(since.minus(1, ChronoUnit.MICROS), Long.MAX_VALUE);
    }
    return found;
  }

  /** Between which times there are events; those of no event where there is none. */
  private record Reach(Instant oldest, Instant newest) {}

  private static Reach reach(Tx tx, AuditReader reader) {
    return tx.handle()
        .createQuery("select min(at) as oldest, max(at) as newest from " + reader.events())
        .map((row, context) -> {
          Timestamp oldest = row.getTimestamp("oldest");
          return oldest == null
              ? new Reach(Instant.MAX, Instant.MIN)
              : new Reach(oldest.toInstant(), row.getTimestamp("newest").toInstant());
        })
        .one();
  }

  /** The beginning of a month, so many months back, this one counted. */
  private static Instant monthsBefore(Instant at, int months) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC))
        .minusMonths(months - 1L)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private List<AuditRow> page(
      Tx tx, AuditFilter filter, Instant since, After before, int limit, AuditReader reader) {
    // Of a pair of columns the planner cannot tell which months it leaves out; of the first it can.
    Where where =
        filters
            .where(tx, filter, reader)
            .add("e.at >= :since and e.at <= :at and (e.at, e.seq) < (:at, :seq)")
            .bind("since", Timestamp.from(since))
            .bind("at", Timestamp.from(before.at()))
            .bind("seq", before.seq())
            .bind("limit", limit);
    String newest =
        where.newest(
            """
            e.seq, e.id, e.at, e.type, e.outcome, e.actor, e.actor_name, e.source, e.session,
                   e.project, e.scene, e.mark, e.facts::text as facts\
            """,
            "limit");
    return FilterStore.query(
            tx,
            where,
            """
            select e.*, m.portion
            from (
            %s) e
            left join authz.mark m on m.mark_id = e.mark
            order by e.at desc, e.seq desc
            """
                .formatted(newest))
        .map((row, context) -> row(row, reader))
        .list();
  }

  /** Numbers of the events found, oldest first. */
  List<Long> numbers(Tx tx, AuditFilter filter, int limit, AuditReader reader) {
    Where where = filters.where(tx, filter, reader).bind("limit", limit);
    return FilterStore.query(
            tx,
            where,
            """
            select e.seq
            from %s e
            where %s
            order by e.seq
            limit :limit
            """
                .formatted(where.events(), where.sql()))
        .mapTo(Long.class)
        .list();
  }

  /**
   * An event of this place; empty where there is none that the reader may find.
   *
   * @param id of the event, for whoever is not told its number
   */
  Optional<After> at(Tx tx, Instant at, UUID id, AuditReader reader) {
    return tx.handle()
        .createQuery(
            """
            select seq
            from audit.event
            where at = :at and id = :id
              and (cast(:agency as text) is null or agency = :agency)
            """)
        .bind("at", Timestamp.from(at))
        .bind("id", id)
        .bind("agency", reader.agency())
        .map((row, context) -> new After(at, row.getLong("seq")))
        .findOne();
  }

  /** How many events the reader may find. */
  long count(Tx tx, AuditReader reader) {
    return tx.handle()
        .createQuery("select count(*) from audit.event where agency = :agency")
        .bind("agency", reader.agency())
        .mapTo(Long.class)
        .one();
  }

  /**
   * An agency's reader hears no number of the log, for the numbers between would tell of others;
   * nor whether what was hidden from one of theirs is somebody else's.
   */
  private static AuditRow row(ResultSet row, AuditReader reader) throws SQLException {
    try {
      Map<String, Object> facts = JSON.readValue(row.getString("facts"), FACTS);
      if (reader.agency() != null) {
        facts.replaceAll(AuditSearchStore::toAnAgency);
      }
      return new AuditRow(
          reader.agency() == null ? row.getLong("seq") : null,
          row.getObject("id", UUID.class),
          row.getTimestamp("at").toInstant(),
          row.getString("type"),
          Event.Outcome.valueOf(row.getString("outcome")),
          row.getString("actor"),
          row.getString("actor_name"),
          row.getString("source"),
          row.getString("session"),
          row.getObject("project", UUID.class),
          row.getObject("scene", UUID.class),
          null,
          row.getString("portion"),
          facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of event " + row.getLong("seq"), e);
    }
  }

  /** A fact as the people of an agency may know it. */
  static Object toAnAgency(String name, Object fact) {
    return name.equals("rule") && fact.equals(Policy.Decision.NO_GRANT.rule())
        ? Whereabouts.ABSENT
        : fact;
  }
}
