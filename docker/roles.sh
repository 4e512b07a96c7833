#!/bin/sh
# Roles of a PostGIS that Graticule does not run itself: one owns the schema, one works and owns nothing, one keeps accounts and grants.
# Run once by the database's superuser; the passwords come from the environment.
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner_password="$GRATICULE_OWNER_PASSWORD" \
  --set=app_password="$GRATICULE_APP_PASSWORD" \
  --set=registrar_password="$GRATICULE_REGISTRAR_PASSWORD" --username "${POSTGRES_USER:-postgres}" <<'SQL'
create role graticule_owner login password :'owner_password';
create role graticule_app login password :'app_password';
create role graticule_registrar login password :'registrar_password';
create database graticule owner graticule_owner;
revoke connect, temporary on database graticule from public;
grant connect on database graticule to graticule_app, graticule_registrar;
\connect graticule
create extension if not exists postgis;
-- They look into statistics and indexes, past row policies.
do $$
declare
  teller regprocedure;
begin
  for teller in
    select oid from pg_proc
    where proname in ('st_estimatedextent', '_postgis_stats', '_postgis_selectivity', '_postgis_join_selectivity', '_postgis_index_extent')
  loop
    execute format('revoke execute on function %s from public', teller);
  end loop;
end $$;
SQL
