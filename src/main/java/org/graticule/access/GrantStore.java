package org.graticule.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code authz.project_grant}. */
final class GrantStore {

  List<Grant> of(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select a.username, a.display_name, g.role, g.granted_by, g.granted_at
            from authz.project_grant g
            join authz.account a on a.id = g.account
            where g.project = :project
            union all
            select group_name, group_name, role, granted_by, granted_at
            from authz.group_grant
            where project = :project
            order by username, role
            """)
        .bind("project", project)
        .map((row, context) ->
            new Grant(
                row.getString("username"),
                row.getString("display_name"),
                Role.parse(row.getString("role"), Role.Kind.PROJECT),
                row.getString("granted_by"),
                row.getTimestamp("granted_at").toInstant()))
        .list();
  }

  Map<UUID, Set<Role>> rolesOf(Tx tx, UUID account) {
    Map<UUID, Set<Role>> roles = new HashMap<>();
    tx.handle()
        .createQuery(
            """
            select project, role
            from authz.held_role
            where account = :account
            union
            select h.project, 'exporter'
            from authz.held_role h
            join authz.project_rules r on r.project = h.project and r.annotators_export
            where h.account = :account and h.role in ('annotator', 'reviewer')
            """)
        .bind("account", account)
        .map((row, context) ->
            Map.entry(
                row.getObject("project", UUID.class),
                Role.parse(row.getString("role"), Role.Kind.PROJECT)))
        .forEach(grant ->
            roles
                .computeIfAbsent(grant.getKey(), p -> EnumSet.noneOf(Role.class))
                .add(grant.getValue()));
    return roles;
  }

  /** Of a project; empty where it is the house's, or not there. */
  String agency(Tx tx, UUID project) {
    return tx.handle()
        .createQuery("select coalesce(content.agency_of(:project), '')")
        .bind("project", project)
        .mapTo(String.class)
        .one();
  }

  Set<UUID> projectsIn(Tx tx, String agency) {
    return tx.handle()
        .createQuery("select * from content.projects_in(:agency)")
        .bind("agency", agency)
        .mapTo(UUID.class)
        .set();
  }

  /** Whether a row was added. */
  boolean insert(Tx tx, UUID account, UUID project, Role role, String by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into authz.project_grant (account, project, role, granted_by, granted_at)
                values (:account, :project, :role, :by, :now)
                on conflict do nothing
                """)
            .bind("account", account)
            .bind("project", project)
            .bind("role", role.label())
            .bind("by", by)
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Whether a row was there. */
  boolean delete(Tx tx, UUID account, UUID project, Role role) {
    return tx.handle()
            .createUpdate(
                """
                delete from authz.project_grant
                where account = :account
                  and project = :project
                  and role = :role
                """)
            .bind("account", account)
            .bind("project", project)
            .bind("role", role.label())
            .execute()
        > 0;
  }

  boolean insert(Tx tx, String group, UUID project, Role role, String by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into authz.group_grant (group_name, project, role, granted_by, granted_at)
                values (:group, :project, :role, :by, :now)
                on conflict do nothing
                """)
            .bind("group", group)
            .bind("project", project)
            .bind("role", role.label())
            .bind("by", by)
            .bind("now", now)
            .execute()
        > 0;
  }

  boolean delete(Tx tx, String group, UUID project, Role role) {
    return tx.handle()
            .createUpdate(
                """
                delete from authz.group_grant
                where group_name = :group and project = :project and role = :role
                """)
            .bind("group", group)
            .bind("project", project)
            .bind("role", role.label())
            .execute()
        > 0;
  }
}
