package org.graticule.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.testing.SharedCluster;
import org.jspecify.annotations.Nullable;

/** Accounts, projects, scenes and labels as bare rows of a database of their own. */
public final class AccessWorld implements AutoCloseable {
  private static final Origin OPERATOR = Origin.local("test");

  public final SharedCluster.Addresses addresses = SharedCluster.get().database();
  public final Database database;
  public final Database furnishing;
  public final Vocabulary vocabulary = Vocabulary.load(Optional.empty());
  public final Marks marks;
  public final PolicyEpoch epoch;
  public final Policy policy;
  public final Passwords passwords = new Passwords();
  public final Accounts accounts;
  public final Sessions sessions;
  public final Grants grants;

  public AccessWorld() {
    Clock clock = Clock.systemUTC();
    database = Database.open(addresses.roles(), 4, event -> CompletableFuture.completedFuture(0L));
    furnishing =
        Database.open(addresses.furnishing(), 2, event -> CompletableFuture.completedFuture(0L));
    marks = Marks.open(vocabulary, database);
    epoch = new PolicyEpoch(database);
    policy = new Policy(epoch);
    accounts = new Accounts(database, vocabulary, passwords, clock);
    grants = new Grants(database, accounts, policy, epoch, clock);
    sessions =
        new Sessions(
            database,
            marks,
            epoch,
            new TokenHashes(new byte[32]),
            clock,
            Duration.ofMinutes(15),
            Duration.ofHours(8));
  }

  /** An account without a password that works: hashing one takes tens of milliseconds. */
  public UUID account(int level, Collection<String> accesses, @Nullable Role systemRole) {
    UUID id = UUID.randomUUID();
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into authz.account
                  (id, username, display_name, system_role, level, accesses, created_at)
                values (:id, :name, :name, :role, :level, :accesses, now())
                """)
            .bind("id", id)
            .bind("name", id.toString())
            .bind("role", AccountStore.roleName(systemRole))
            .bind("level", vocabulary.levels().get(level).name())
            .bind("accesses", accesses.toArray(String[]::new))
            .execute());
    return id;
  }

  public UUID project() {
    UUID by = account(0, List.of(), Role.SYSTEM_ADMIN);
    UUID id = UUID.randomUUID();
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.project (id, name, created_at, created_by)
                values (:id, :name, now(), :by)
                """)
            .bind("id", id)
            .bind("name", id.toString())
            .bind("by", by)
            .execute());
    return id;
  }

  public void grant(UUID account, UUID project, Role role) {
    grants.give(OPERATOR, project, account.toString(), role);
  }

  /** Somebody with a role, with the rights of now. */
  public Subject person(UUID project, Role role, int level, String... accesses) {
    UUID account = account(level, List.of(accesses), null);
    grant(account, project, role);
    epoch.refresh();
    return sessions.onBehalfOf(account);
  }

  /** The token of a new session of an account with this password. */
  public String session(String username, String password) {
    Clock clock = Clock.systemUTC();
    Identities identities = new Identities(database, accounts, clock);
    return new SignIn(database, sessions, passwords, accounts, identities, clock)
        .byPassword(username, password, new Sessions.Caller("local", "test"))
        .token();
  }

  public int mark(String banner) {
    return mark(vocabulary.parse(banner));
  }

  public int mark(Marking marking) {
    return furnishing.write(tx -> marks.intern(tx, marking).id());
  }

  public UUID scene(UUID project, int markId) {
    UUID id = UUID.randomUUID();
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.scene
                  (id, project, name, revision, sha256, width, height, facts, mark_id,
                   created_at, created_by, created_name)
                select :id, p.id, 'scene', 1, repeat('0', 64), 100000, 100000, '{}', :mark,
                       now(), p.created_by, 'founder'
                from content.project p
                where p.id = :project
                """)
            .bind("id", id)
            .bind("project", project)
            .bind("mark", markId)
            .execute());
    return id;
  }

  /**
   * Square labels strewn evenly over a scene, as alike as those of a town.
   *
   * @param marks of which each label has one
   */
  public void labels(UUID scene, int count, int... marks) {
    furnishing.write(tx -> strew(tx, scene, count, marks));
    furnishing.write(tx -> tx.handle().execute("analyze content.element, content.revision"));
  }

  /**
   * The same past all keys and triggers, a million in a minute: nothing is kept of how many lie
   * where.
   */
  public void manyLabels(UUID scene, int count, int... marks) {
    furnishing.write(tx -> {
      tx.handle().execute("set local session_replication_role = replica");
      return strew(tx, scene, count, marks);
    });
    furnishing.write(tx -> tx.handle().execute("analyze content.element, content.revision"));
  }

  private static int strew(Tx tx, UUID scene, int count, int... marks) {
    Integer[] each = Arrays.stream(marks).boxed().toArray(Integer[]::new);
    tx.handle()
        .createUpdate(
            """
            insert into content.element (
              id, scene, project, layer, class_id, head, live, mark_id, envelope)
            select gen_random_uuid(), :scene, s.project, s.project, 1, 1, true, (cast(:marks as int[]))[1 + n % :kinds],
                   st_makeenvelope(x, y, x + side, y + side, 0)
            from (
              select n, random() * 99000 as x, random() * 99000 as y,
                     case when n % 1000 = 0 then 700 else 6 + random() * 40 end as side
              from generate_series(1, :count) as n) as strewn
            join content.scene s on s.id = :scene
            """)
        .bind("scene", scene)
        .bind("marks", each)
        .bind("kinds", each.length)
        .bind("count", count)
        .execute();
    return tx.handle()
        .createUpdate(
            """
            insert into content.revision
              (element, n, project, kind, class_id, geom_px, layer, mark_id, ontology, actor,
               actor_name, at, op_id)
            select e.id, 1, e.project, 'create', 1, e.envelope, e.layer, e.mark_id, 1, s.created_by, 'founder',
                   now(), gen_random_uuid()
            from content.element e
            join content.scene s on s.id = e.scene
            where e.scene = :scene
            """)
        .bind("scene", scene)
        .execute();
  }

  @Override
  public void close() {
    epoch.close();
    database.close();
    furnishing.close();
  }
}
