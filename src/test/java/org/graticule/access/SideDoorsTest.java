package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.graticule.db.DatabaseAddress;
import org.graticule.testing.SharedCluster;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways around row policies that PostgreSQL and PostGIS leave open to SQL as the server's role. */
final class SideDoorsTest {
  private static final SharedCluster.Addresses ADDRESSES = SharedCluster.get().database();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create temporary table x (n int)",
        "create domain pg_temp.text as pg_catalog.text",
        "create function pg_temp.f() returns int language sql as 'select 1'",
        "create function public.f() returns int language sql as 'select 1'",
        "create operator public.<<< (leftarg = text, rightarg = text, function = texteq)",
        "create table public.x (n int)",
        "create extension dblink",
        "do $$ begin execute 'set role graticule_owner'; end $$",
        "select st_estimatedextent('content', 'scene', 'footprint')",
        "select st_estimatedextent('content', 'element', 'ground', true)",
        "select _postgis_stats('content.scene', 'footprint')",
        "select _postgis_selectivity('content.scene', 'footprint', st_point(0, 0, 4326))",
        "select _postgis_index_extent('content.scene', 'footprint')",
        "copy content.scene to program 'cat'",
        "select pg_read_file('PG_VERSION')",
        "select lo_import('/etc/passwd')",
        "select audit.forget_months('2020-01-01')",
        "select audit.make_month(now())",
        "select content.next_dataset_version(gen_random_uuid(), 'x')",
        "select setval('content.lease_token', 1)",
        "alter function authz.marks() security invoker",
        "create or replace view audit.whole_event as select * from audit.event",
      })
  void isShut(String attempt) {
    try (Handle app = open(ADDRESSES.roles().app())) {
      assertThatThrownBy(() -> app.execute(attempt))
          .hasMessageMatching(
              "(?s).*(permission denied|must be (owner|superuser)|row-level security).*");
    }
  }

  @Test
  void statisticsOfValuesAreNotTold() {
    try (Handle app = open(ADDRESSES.roles().app())) {
      assertThat(
              app.createQuery(
                      "select count(*) from pg_stats where schemaname in ('content', 'authz',"
                          + " 'audit')")
                  .mapTo(Integer.class)
                  .one())
          .isZero();
    }
  }

  @Test
  void whatRunsAsTheOwnerFindsNoTypeOfItsCaller() {
    try (Handle owner = open(ADDRESSES.owner())) {
      assertThat(
              owner
                  .createQuery(
                      """
                      select p.oid::regprocedure::text
                      from pg_proc p
                      where p.prosecdef
                        and p.pronamespace in ('authz'::regnamespace, 'content'::regnamespace,
                          'audit'::regnamespace)
                        and not exists (
                          select from unnest(p.proconfig) path where path ~ '^search_path=.*, pg_temp$')
                      """)
                  .mapTo(String.class)
                  .list())
          .isEmpty();
    }
  }

  @Test
  void noTrapOfTheCallersIsSprungEvenWhereTheyMayLayOne() {
    SharedCluster.Addresses unsafe = SharedCluster.get().database();
    try (Handle root = open(unsafe.superuser());
        Handle app = open(unsafe.roles().app())) {
      root.execute(
          "do $$ begin execute format('grant temporary on database %I to public',"
              + " current_database()); end $$");
      app.execute(
          """
          create function pg_temp.trap(pg_catalog.text) returns boolean language plpgsql as $$
          begin
            raise exception 'as %', current_user;
          end $$
          """);
      app.execute("create domain pg_temp.text as pg_catalog.text check (pg_temp.trap(value))");
      assertThatThrownBy(() -> app.execute("select 'x'::pg_temp.text"))
          .hasMessageContaining("as graticule_app");
      for (String call :
          List.of(
              "select audit.agency_of('x@y', null, '{}')",
              "select authz.overseen(), authz.doing('LABEL_WRITE'), authz.acting_for('AUDIT_READ')",
              "select authz.at_least(1, 1)")) {
        app.execute(call);
      }
    }
  }

  private static Handle open(DatabaseAddress address) {
    return Jdbi.create(address.url(), address.user(), address.password().reveal()).open();
  }
}
