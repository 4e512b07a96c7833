-- The searchable copy of the log is behind row policies like content (R__row_policies.sql). They stand on the whole; its months are reached through it alone.
create function audit.require_indexer() returns void language plpgsql as $$
begin
  if session_user = '${app_role}' and authz.errand() is distinct from 'audit' then
    raise insufficient_privilege using message = 'row-level security: months of the log are made and forgotten by whoever fills its index';
  end if;
end $$;

create or replace function audit.make_month(wanted timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  first timestamptz := date_trunc('month', wanted, 'UTC');
  name text := 'event_' || to_char(first at time zone 'UTC', 'YYYY_MM');
begin
  perform audit.require_indexer();
  if wanted < '2020-01-01' or wanted > now() + interval '40 days' or to_regclass('audit.' || name) is not null then
    return;
  end if;
  execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)', name, first, first + interval '1 month');
  execute format('alter table audit.%I enable row level security, force row level security', name);
end $$;

create or replace function audit.forget_months(before timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  month text;
  gone int := 0;
begin
  perform audit.require_indexer();
  if before > now() - interval '5 months' then
    raise exception 'events of the last five months are not forgotten';
  end if;
  for month in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit.event'::regclass and c.relname ~ '^event_[0-9]{4}_[0-9]{2}$'
      and to_timestamp(substr(c.relname, 7), 'YYYY_MM') + interval '1 month 1 day' < before
  loop
    execute format('drop table audit.%I', month);
    gone := gone + 1;
  end loop;
  return gone;
end $$;

do $$
declare
  month regclass;
begin
  for month in select i.inhrelid::regclass from pg_inherits i where i.inhparent = 'audit.event'::regclass loop
    execute format('alter table %s enable row level security, force row level security', month);
  end loop;
end $$;
