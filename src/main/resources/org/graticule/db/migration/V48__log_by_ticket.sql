-- The searchable copy of the log is behind row policies like content (R__row_policies.sql). They stand on the whole; its months are reached through it alone.
create or replace function audit.make_month(wanted timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  first timestamptz := date_trunc('month', wanted, 'UTC');
  name text := 'event_' || to_char(first at time zone 'UTC', 'YYYY_MM');
begin
  if wanted < '2020-01-01' or wanted > now() + interval '40 days' or to_regclass('audit.' || name) is not null then
    return;
  end if;
  execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)', name, first, first + interval '1 month');
  execute format('alter table audit.%I enable row level security, force row level security', name);
end $$;

do $$
declare
  month regclass;
begin
  for month in select i.inhrelid::regclass from pg_inherits i where i.inhparent = 'audit.event'::regclass loop
    execute format('alter table %s enable row level security, force row level security', month);
  end loop;
end $$;
