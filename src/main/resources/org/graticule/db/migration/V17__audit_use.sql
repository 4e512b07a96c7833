-- The searchable copy of the log, by months, so that old ones can go at once and new ones stay small. It is filled anew from the log, which is the truth.
drop table audit.event;

create table audit.event (
  seq        bigint not null,
  id         uuid not null,
  at         timestamptz not null,
  type       text not null,
  outcome    text not null,
  actor      text not null,
  actor_name text not null,
  source     text not null,
  session    text,
  project    uuid,
  scene      uuid,
  mark       int,
  facts      jsonb not null,
  ground     geometry(Geometry, 4326), -- what was seen or touched
  detail     real,                     -- and how closely: metres a pixel
  primary key (at, seq)
) partition by range (at);
create index event_seq on audit.event (seq desc);
create index event_actor on audit.event (actor_name, at desc, seq desc);
create index event_type on audit.event (type text_pattern_ops, at desc, seq desc);
create index event_scene on audit.event (scene, at desc, seq desc) where scene is not null;
create index event_project on audit.event (project, at desc, seq desc) where project is not null;
create index event_session on audit.event (session, at desc, seq desc) where session is not null;
create index event_trouble on audit.event (outcome, at desc, seq desc) where outcome <> 'SUCCESS';
create index event_ground on audit.event using gist (ground) where ground is not null;
-- What no month is made for: times before 2020 and clocks gone wrong.
create table audit.event_rest partition of audit.event default;

-- Who is on the log: a part of a name is looked for here, not among millions of events.
create table audit.person (
  actor_name text primary key,
  actor      text not null
);

-- How much each person did in each hour, for telling the unusual from the usual.
create table audit.hour (
  actor_name text not null,
  hour       timestamptz not null,
  events     bigint not null,
  tiles      bigint not null,
  denied     bigint not null,
  primary key (actor_name, hour)
);
create index hour_hour on audit.hour (hour);

create table audit.saved_search (
  id         uuid primary key,
  owner      uuid not null,
  name       text not null check (length(name) between 1 and 120),
  query      text not null check (length(query) <= 2000),
  created_at timestamptz not null,
  unique (owner, name)
);

-- The server's role owns nothing, so it asks for the months it needs.
create function audit.make_month(wanted timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  first timestamptz := date_trunc('month', wanted, 'UTC');
  name text := 'event_' || to_char(first at time zone 'UTC', 'YYYY_MM');
begin
  if wanted < '2020-01-01' or wanted > now() + interval '40 days' or to_regclass('audit.' || name) is not null then
    return;
  end if;
  execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)', name, first, first + interval '1 month');
end $$;

create function audit.forget_months(before timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  month text;
  gone int := 0;
begin
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
revoke execute on function audit.make_month(timestamptz), audit.forget_months(timestamptz) from public;
grant execute on function audit.make_month(timestamptz), audit.forget_months(timestamptz) to ${app_role};
