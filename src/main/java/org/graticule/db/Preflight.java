package org.graticule.db;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks, before anything is served, whether a database keeps apart what the server believes it
 * does: what its roles may do, whether content is behind row policies, whether commits reach the
 * disk. Stateless.
 */
public final class Preflight {
  /** Functions of PostGIS that look into statistics and indexes, past row policies. */
  static final String TELLERS =
      """
      ('st_estimatedextent', '_postgis_stats', '_postgis_selectivity',
        '_postgis_join_selectivity', '_postgis_index_extent')\
      """;

  private Preflight() {}

  /**
   * @param lasting whether the database must keep what it acknowledged when the power fails
   * @throws IllegalStateException with everything that is wrong
   */
  public static void require(DatabaseRoles roles, boolean lasting) {
    List<String> problems = problems(roles, lasting);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the database is not safe to serve from:\n  - " + String.join("\n  - ", problems));
    }
  }

  static List<String> problems(DatabaseRoles roles, boolean lasting) {
    List<String> problems = new ArrayList<>();
    for (DatabaseAddress role : List.of(roles.app(), roles.registrar())) {
      try (Handle handle = Jdbi.create(role.url(), role.user(), role.password().reveal()).open()) {
        problems.addAll(role(handle));
        problems.addAll(role == roles.app() ? app(handle) : registrar(handle));
        if (role == roles.app()) {
          problems.addAll(tables(handle));
          problems.addAll(lasting ? settings(handle) : List.of());
        }
      }
    }
    if (roles.app().user().equals(roles.registrar().user())) {
      problems.add("db.user and db.registrar are one role, " + roles.app().user());
    }
    return problems;
  }

  private static List<String> role(Handle handle) {
    return texts(
        handle,
        """
        select format('role %s %s', current_user, flaw)
        from pg_roles r
        cross join lateral (values
          (r.rolsuper, 'is a superuser'),
          (r.rolbypassrls, 'bypasses row-level security'),
          (r.rolcreaterole, 'can make roles'),
          (r.rolcreatedb, 'can make databases'),
          (r.rolreplication, 'can replicate'),
          (exists (
            select from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relowner = r.oid and n.nspname in ('authz', 'content', 'audit')),
           'owns tables'),
          (exists (
            select from pg_namespace n
            where n.nspowner = r.oid and n.nspname in ('authz', 'content', 'audit')),
           'owns a schema'),
          (exists (
            select from pg_roles other
            where other.oid <> r.oid
              and not r.rolsuper
              and pg_has_role(r.oid, other.oid, 'member')),
           'is a member of another role'),
          -- In which functions of the owner could be made to find a type of the caller's.
          (has_database_privilege(r.oid, current_database(), 'temporary'),
           'can make temporary tables and types')
        ) as look (bad, flaw)
        where r.rolname = current_user and bad
        """);
  }

  private static List<String> app(Handle handle) {
    return texts(
        handle,
        """
        select format('role %s can reach authz.%s', current_user, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'authz'
          and c.relkind = 'r'
          and c.relname not in ('mark', 'policy_epoch')
          and has_table_privilege(c.oid, 'select, insert, update, delete')
        union all
        select format('role %s can read audit.outbox', current_user)
        where has_column_privilege('audit.outbox', 'event', 'select')
        union all
        select format('role %s can ask %s where hidden rows lie', current_user, p.oid::regprocedure)
        from pg_proc p
        where p.proname in\s\
        """
            + TELLERS
            + """
             and has_function_privilege(p.oid, 'execute')
            order by 1
            """);
  }

  private static List<String> registrar(Handle handle) {
    return texts(
        handle,
        """
        select format('role %s can reach content.%s', current_user, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'content'
          and c.relkind = 'r'
          and has_table_privilege(c.oid, 'select, insert, update, delete')
        order by c.relname
        """);
  }

  private static List<String> tables(Handle handle) {
    return texts(
        handle,
        """
        select format('table %s.%s has no forced row policy', n.nspname, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('content', 'audit')
          -- Of which the server's role reads nothing but ids, as the next question tells.
          and c.oid <> 'audit.outbox'::regclass
          and c.relkind in ('r', 'p')
          and not (
            c.relrowsecurity
            and c.relforcerowsecurity
            -- Months of the log are reached through the whole of it alone.
            and (c.relispartition or exists (select from pg_policy p where p.polrelid = c.oid)))
        order by n.nspname, c.relname
        """);
  }

  private static List<String> settings(Handle handle) {
    return texts(
        handle,
        """
        select format('%s is off: what was acknowledged may be lost', name)
        from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit')
          and setting = 'off'
        order by name
        """);
  }

  private static List<String> texts(Handle handle, String query) {
    return handle.createQuery(query).mapTo(String.class).list();
  }
}
