package org.graticule.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Rows of {@code authz.project_grant}. */
final class GrantStore {

  List<Grant> of(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select a.username, a.display_name, g.role, g.granted_by, g.granted_at,
                   st_asgeojson(g.area) as area
            from authz.project_grant g
            join authz.account a on a.id = g.account
            where g.project = :project
            union all
            select group_name, group_name, role, granted_by, granted_at, st_asgeojson(area)
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
                row.getTimestamp("granted_at").toInstant(),
                row.getString("area")))
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

  /** Usernames of those who hold any of these roles in a project, by themselves or in a group. */
  List<String> holders(Tx tx, UUID project, Set<Role> roles) {
    return tx.handle()
        .createQuery(
            """
            select distinct a.username
            from authz.held_role h
            join authz.account a on a.id = h.account
            where h.project = :project and h.role = any(:roles) and a.active
            order by a.username
            """)
        .bind("project", project)
        .bind("roles", labels(roles))
        .mapTo(String.class)
        .list();
  }

  private static String[] labels(Set<Role> roles) {
    return roles.stream().map(Role::label).toArray(String[]::new);
  }

  /** What the roles that an account holds do not reach. */
  AreaLimits limitsOf(Tx tx, UUID account) {
    Map<UUID, Map<Role, Set<UUID>>> limits = new HashMap<>();
    tx.handle()
        .createQuery(
            """
            with held as (
              select project, role, role as given, limited, held_by
              from authz.held_role
              where account = :account
              union
              select h.project, 'exporter', h.role, h.limited, h.held_by
              from authz.held_role h
              join authz.project_rules r on r.project = h.project and r.annotators_export
              where h.account = :account and h.role in ('annotator', 'reviewer'))
            select h.project, h.role, array_remove(array_agg(distinct w.scene), null) as scenes
            from held h
            left join authz.scene_within w
              on w.holder = h.held_by and w.project = h.project and w.role = h.given and w.whole
            group by h.project, h.role
            having bool_and(h.limited)
            """)
        .bind("account", account)
        .map((row, context) -> {
          limits
              .computeIfAbsent(row.getObject("project", UUID.class), p -> new HashMap<>())
              .put(
                  Role.parse(row.getString("role"), Role.Kind.PROJECT),
                  Set.of((UUID[]) row.getArray("scenes").getArray()));
          return true;
        })
        .list();
    return limits.isEmpty()
        ? AreaLimits.NONE
        : new AreaLimits(
            limits,
            partsOf(tx, account, Role.containing(Action.SCENE_READ)),
            partsOf(tx, account, Role.containing(Action.LABEL_WRITE)));
  }

  /** What these of an account's roles reach of the scenes that lie partly in their areas. */
  private Map<UUID, Cutout> partsOf(Tx tx, UUID account, Set<Role> roles) {
    return tx
        .handle()
        .createQuery(
            """
            select p.scene, st_asewkb(p.area) as area,
                   coalesce(r.area_edges, 'masked') = 'refused' as refused
            from authz.parts_of(:account, :roles) p
            left join authz.project_rules r on r.project = p.project
            """)
        .bind("account", account)
        .bind("roles", labels(roles))
        .map((row, context) -> Map.entry(row.getObject("scene", UUID.class), cutout(row)))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Cutout cutout(ResultSet row) throws SQLException {
    try {
      return Cutout.of(new WKBReader().read(row.getBytes("area")), row.getBoolean("refused"));
    } catch (ParseException e) {
      throw new IllegalStateException("an area that PostGIS kept cannot be read", e);
    }
  }

  /**
   * Limits a role that somebody holds.
   *
   * @param account null for a group
   * @param area GeoJSON of the ground; null for all of it
   * @throws Fault unacceptable, {@code bad-area}
   */
  void limit(
      Tx tx,
      String holder,
      @Nullable UUID account,
      UUID project,
      Role role,
      @Nullable String area) {
    if (area != null && !isArea(tx, area)) {
      throw Fault.unacceptable(
          "bad-area",
          "area must be a valid GeoJSON Polygon or MultiPolygon in degrees, -180 to 180 and -90"
              + " to 90");
    }
    tx.handle()
        .createUpdate(
            account == null
                ? """
                update authz.group_grant
                set area = st_setsrid(st_geomfromgeojson(:area), 4326)
                where group_name = :holder and project = :project and role = :role
                """
                : """
                update authz.project_grant
                set area = st_setsrid(st_geomfromgeojson(:area), 4326)
                where account = :account and project = :project and role = :role
                """)
        .bind("area", area)
        .bind("holder", holder)
        .bindByType("account", account, UUID.class)
        .bind("project", project)
        .bind("role", role.label())
        .execute();
  }

  private static boolean isArea(Tx tx, String text) {
    try {
      return tx.handle()
          .createQuery(
              """
              select st_isvalid(g) and st_geometrytype(g) in ('ST_Polygon', 'ST_MultiPolygon')
                and st_area(g) > 0 and st_xmin(g) >= -180 and st_xmax(g) <= 180
                and st_ymin(g) >= -90 and st_ymax(g) <= 90
              from (select st_geomfromgeojson(:area) as g) as one
              """)
          .bind("area", text)
          .mapTo(Boolean.class)
          .findOne()
          .orElse(false);
    } catch (UnableToExecuteStatementException e) {
      // What PostGIS cannot read as a geometry; the transaction is over.
      return false;
    }
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
