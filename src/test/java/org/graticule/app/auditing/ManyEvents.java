package org.graticule.app.auditing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.graticule.db.Database;

/**
 * Fills the search index with a year of a busy house: 400 people, a few of whom do most, 2,000
 * scenes, almost all of it tiles. The same events each time; the year is 2025.
 */
final class ManyEvents {
  private static final int CHUNK = 250_000;

  /** Somebody with twenty events, all in January. */
  static final String RARE = "zita.seldom";

  /**
   * Each step with {@code offset 0}: without it PostgreSQL works out every value again wherever it
   * is used.
   */
  private static final String ROWS =
      """
      insert into audit.event
        (seq, id, at, type, outcome, actor, actor_name, source, session, project, scene, mark,
         facts, ground, detail)
      select i, lpad(to_hex(i), 32, '0')::uuid, at, k.type,
             case when k.type in ('access.denied', 'session.sign-in-failed') then 'DENIED'
                  when k.f < 0.0005 then 'FAILED' else 'SUCCESS' end,
             md5('account' || person)::uuid::text, name, '192.0.2.' || person % 250,
             left(md5('session' || person || '/' || day), 16),
             case when seen then md5('project' || s % 40)::uuid end,
             case when seen then md5('scene' || s)::uuid end,
             case when seen then case when s < 4 then 9 else s % 6 + 1 end end,
             jsonb_build_object('grid', 'native', 'z', z, 'x', x, 'y', y, 'revision', 1),
             case when seen then ST_MakeEnvelope(
               lon + x * tile, lat + y * tile, lon + (x + 1) * tile, lat + (y + 1) * tile, 4326) end,
             case when seen then 0.3 * (1 << 6 - z) end
      from generate_series(cast(:from as bigint), cast(:to as bigint)) i
      cross join lateral (
        select cast(hashint8extended(i, 1) & 1048575 as float8) / 1048576 as a,
               cast(hashint8extended(i, 2) & 1048575 as float8) / 1048576 as b,
               cast(hashint8extended(i, 3) & 1048575 as float8) / 1048576 as f,
               cast(hashint8extended(i, 4) & 1048575 as float8) / 1048576 as g,
               hashint8extended(i, 5) & 63 as u, hashint8extended(i, 6) & 63 as v
        offset 0
      ) r
      cross join lateral (
        select timestamptz '2025-01-01 00:00Z' + interval '365 days' * (i / :count) as at,
               cast(floor(400 * power(r.a, cast(2.5 as float8))) as int) as person,
               case when r.b < 0.960 then 'tile.read' when r.b < 0.975 then 'thumbnail.read'
                    when r.b < 0.985 then 'label.created' when r.b < 0.990 then 'label.updated'
                    when r.b < 0.993 then 'scene.read' when r.b < 0.995 then 'session.signed-in'
                    when r.b < 0.999 then 'access.denied' when r.b < 0.9995 then 'label.deleted'
                    when r.b < 0.9999 then 'session.sign-in-failed'
                    else 'dataset.downloaded' end as type,
               r.f
        offset 0
      ) k
      cross join lateral (
        select cast(extract(doy from at) as int) as day,
               (array['mara', 'nils', 'petra', 'tom', 'ines', 'otto', 'lena', 'kurt'])[person % 8 + 1]
                 || '.' || person as name,
               k.type not like 'session.%' and k.type <> 'access.denied' as seen,
               case when r.g < 0.7 then 6 when r.g < 0.9 then 4 else 2 end as z
        offset 0
      ) l
      cross join lateral (
        select (person * 7919 + day * 13 + cast(floor(r.g * 3) as int)) % 2000 as s,
               r.u >> 6 - z as x, r.v >> 6 - z as y, cast(0.1 as float8) / (1 << z) as tile
        offset 0
      ) m
      cross join lateral (
        select cast(-170 + s * 137 % 3400 / 10.0 as float8) as lon,
               cast(-60 + s * 71 % 1200 / 10.0 as float8) as lat
        offset 0
      ) n
      """;

  private static final String SELDOM =
      """
      insert into audit.event
        (seq, id, at, type, outcome, actor, actor_name, source, session, project, scene, mark, facts)
      select :count + i, md5('seldom' || i)::uuid,
             timestamptz '2025-01-05 08:00Z' + i * interval '1 minute', 'original.downloaded',
             'SUCCESS', 'seldom', :name, '198.51.100.7', 'seldom', md5('project')::uuid,
             md5('seldom')::uuid, 8, '{}'
      from generate_series(1, 20) i
      """;

  private ManyEvents() {}

  /**
   * Fills an empty index as a superuser; without its indexes first, which come back at the end.
   *
   * @param count events, twenty of {@link #RARE} beside
   */
  static void fill(Database furnishing, int count) throws Exception {
    List<String> indexes =
        furnishing.write(tx -> {
          tx.handle()
              .execute(
                  "select audit.make_month(m) from generate_series("
                      + "timestamptz '2025-01-01', '2025-12-01', interval '1 month') m");
          List<String> definitions =
              tx.handle()
                  .createQuery(
                      """
                      select replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') from pg_index
                      where indrelid = 'audit.event'::regclass and not indisprimary
                      """)
                  .mapTo(String.class)
                  .list();
          tx.handle()
              .createQuery(
                  """
                  select indexrelid::regclass::text from pg_index
                  where indrelid = 'audit.event'::regclass and not indisprimary
                  """)
              .mapTo(String.class)
              .forEach(index -> tx.handle().execute("drop index " + index));
          return definitions;
        });
    together(
        IntStream.iterate(0, from -> from < count, from -> from + CHUNK)
            .mapToObj(from -> (Runnable) () -> rows(furnishing, from, count))
            .toList());
    together(
        indexes.stream()
            .map(index ->
                (Runnable)
                    () ->
                        furnishing.write(tx -> {
                          tx.handle().execute("set local maintenance_work_mem = '512MB'");
                          return tx.handle().execute(index);
                        }))
            .toList());
    furnishing.write(tx -> tx.handle().execute("analyze audit.event"));
    summarise(furnishing);
  }

  private static void rows(Database furnishing, int from, int count) {
    furnishing.write(tx -> {
      tx.handle().execute("set local jit = off; set local enable_memoize = off");
      tx.handle().execute("set local synchronous_commit = off");
      return tx.handle()
          .createUpdate(ROWS)
          .bind("from", from)
          .bind("to", Math.min(from + CHUNK, count) - 1)
          .bind("count", (double) count)
          .execute();
    });
    if (from == 0) {
      furnishing.write(
          tx -> tx.handle().createUpdate(SELDOM).bind("count", count).bind("name", RARE).execute());
    }
  }

  /** What the follower of the log keeps beside the events. */
  private static void summarise(Database furnishing) {
    furnishing.write(tx -> {
      tx.handle()
          .execute(
              """
              insert into audit.hour (actor_name, hour, events, tiles, denied)
              select actor_name, date_trunc('hour', at), count(*),
                     count(*) filter (where type = 'tile.read'),
                     count(*) filter (where outcome = 'DENIED')
              from audit.event
              group by 1, 2
              """);
      tx.handle()
          .execute(
              """
              insert into audit.person (actor_name, actor)
              select distinct actor_name, '-' from audit.hour
              """);
      tx.handle().execute("analyze audit.hour");
      return tx.handle().execute("analyze audit.person");
    });
  }

  /** Two at a time. */
  private static void together(List<Runnable> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      work.forEach(each -> running.add(threads.submit(each)));
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  /** As {@code md5(text)::uuid} has it. */
  static UUID id(String text) {
    try {
      ByteBuffer md5 =
          ByteBuffer.wrap(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new UUID(md5.getLong(), md5.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
