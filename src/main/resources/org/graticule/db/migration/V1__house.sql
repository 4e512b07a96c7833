-- The first house: who may see what (authz), what is labelled (content), what happened (audit).
-- Geometry in pixels has SRID 0 (x right, y down, exact doubles); geometry on the ground is lon/lat, SRID 4326.

do $$
begin
  if not exists (select from pg_extension where extname = 'postgis') then
    create extension postgis;
  end if;
end $$;

create schema authz;
create schema content;
create schema audit;

-- One immutable row per distinct marking; content refers to it by number.
create table authz.mark (
  mark_id  int generated always as identity primary key,
  level    int not null check (level >= 0),
  required text[] not null,
  any_of   jsonb not null,
  banner   text not null unique,
  portion  text not null
);

create table authz.account (
  id             uuid primary key,
  username       text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  display_name   text not null,
  password_hash  text,
  system_role    text not null default 'none',
  level          text not null,
  accesses       text[] not null default '{}',
  active         boolean not null default true,
  created_at     timestamptz not null,
  last_sign_in   timestamptz,
  failures       int not null default 0,
  failures_since timestamptz,
  locked_until   timestamptz
);

-- Only the hash of the cookie is kept: a copy of this table opens no door.
create table authz.session (
  token_hash   bytea primary key,
  account      uuid not null references authz.account,
  source       text not null,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  expires_at   timestamptz not null
);
create index session_account on authz.session (account);

create table content.project (
  id          uuid primary key,
  name        text not null unique check (length(name) between 1 and 120),
  description text not null default '',
  created_at  timestamptz not null,
  created_by  uuid not null references authz.account
);

create table authz.project_grant (
  account    uuid not null references authz.account,
  project    uuid not null references content.project,
  role       text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (account, project, role)
);
create index project_grant_project on authz.project_grant (project);

-- Bumped in the transaction of any change of grants, accounts or marks; nodes reload what they cached when it moves.
create table authz.policy_epoch (
  only_row boolean primary key default true check (only_row),
  epoch    bigint not null
);
insert into authz.policy_epoch (epoch) values (1);

create table content.ontology (
  project      uuid not null references content.project,
  version      int not null check (version > 0),
  classes      jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (project, version)
);

create table content.scene (
  id             uuid primary key,
  project        uuid not null references content.project,
  name           text not null,
  revision       int not null check (revision > 0),
  sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width          int not null check (width > 0),
  height         int not null check (height > 0),
  facts          jsonb not null,
  footprint      geometry(Geometry, 4326),
  acquired       timestamptz,
  mark_id        int not null references authz.mark,
  created_at     timestamptz not null,
  created_by     uuid not null references authz.account,
  created_name   text not null
);
create index scene_project on content.scene (project, created_at desc, id desc);
create index scene_footprint on content.scene using gist (footprint);

-- A labelled object. Its state is its newest revision; head, live, mark and envelope repeat it for searching.
create table content.element (
  id        uuid primary key,
  scene     uuid not null references content.scene,
  layer     text not null default 'ANNOTATOR',
  head      int not null check (head > 0),
  live      boolean not null,
  mark_id   int not null references authz.mark,
  envelope  geometry(Polygon, 0) not null
);
create index element_scene on content.element (scene, id) where live;
create index element_envelope on content.element using gist (envelope) where live;

-- Never updated, never deleted: a deletion is a revision of kind 'delete' that repeats the last geometry.
create table content.revision (
  element     uuid not null references content.element deferrable initially deferred,
  n           int not null check (n > 0),
  kind        text not null check (kind in ('create', 'update', 'delete')),
  class_id    int not null,
  attributes  jsonb not null default '{}',
  geom_px     geometry(Geometry, 0) not null,
  geom_ground geometry(Geometry, 4326),
  area_m2     double precision,
  mark_id     int not null references authz.mark,
  ontology    int not null,
  actor       uuid not null references authz.account,
  actor_name  text not null,
  at          timestamptz not null,
  op_id       uuid not null unique,
  primary key (element, n)
);

create table content.job (
  id           uuid primary key,
  project      uuid not null references content.project,
  kind         text not null,
  name         text not null,
  payload      jsonb not null,
  state        text not null check (state in ('queued', 'running', 'done', 'failed')),
  progress     double precision not null default 0 check (progress between 0 and 1),
  message      text,
  code         text,
  scene        uuid,
  dataset      uuid,
  mark_id      int not null references authz.mark,
  attempts     int not null default 0,
  created_at   timestamptz not null,
  created_by   uuid not null references authz.account,
  created_name text not null,
  started_at   timestamptz,
  heartbeat_at timestamptz,
  finished_at  timestamptz
);
create index job_waiting on content.job (created_at) where state in ('queued', 'running');
create index job_project on content.job (project, created_at desc);

create table content.dataset (
  id           uuid primary key,
  project      uuid not null references content.project,
  name         text not null,
  version      int not null check (version > 0),
  state        text not null check (state in ('building', 'published', 'failed')),
  reason       text,
  recipe       jsonb not null,
  ontology     int not null,
  mark_id      int not null references authz.mark,
  job          uuid,
  manifest     jsonb,
  sha256       text,
  bytes        bigint,
  created_at   timestamptz not null,
  created_by   uuid not null references authz.account,
  created_name text not null,
  published_at timestamptz,
  unique (project, name, version)
);

-- What was frozen: the scenes with their pixels' revision, and the exact revision of every label.
create table content.dataset_scene (
  dataset  uuid not null references content.dataset,
  scene    uuid not null references content.scene,
  revision int not null,
  primary key (dataset, scene)
);
create table content.dataset_label (
  dataset  uuid not null references content.dataset,
  element  uuid not null references content.element,
  n        int not null,
  primary key (dataset, element)
);

-- Events written in the transaction of the change they tell of, until the log has them. Text, because jsonb refuses
-- characters that a hostile name may hold.
create table audit.outbox (
  id    uuid primary key,
  event text not null,
  at    timestamptz not null default now()
);

-- A copy of the log for searching; the log itself is the truth.
create table audit.event (
  seq        bigint primary key,
  id         uuid not null,
  at         timestamptz not null,
  type       text not null,
  outcome    text not null,
  actor      text not null,
  actor_name text not null,
  source     text not null,
  project    uuid,
  scene      uuid,
  mark       int,
  facts      jsonb not null
);
create index event_actor on audit.event (actor_name, seq desc);
create index event_type on audit.event (type text_pattern_ops, seq desc);
create index event_scene on audit.event (scene, seq desc) where scene is not null;
create index event_project on audit.event (project, seq desc) where project is not null;
create index event_at on audit.event (at);
