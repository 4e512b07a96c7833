-- What people tell each other about a place of a scene. Whoever may see the scene sees its notes.
create table content.note (
  id         uuid primary key,
  scene      uuid not null references content.scene,
  project    uuid not null references content.project,
  x          double precision not null,
  y          double precision not null,
  text       text not null check (length(text) between 1 and 2000),
  done       boolean not null default false,
  account    uuid not null references authz.account,
  username   text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index note_scene on content.note (scene, created_at);
