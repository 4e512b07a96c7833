-- Labels lie in layers; a project's first layer carries the project's own id.
create table content.layer (
  id           uuid primary key,
  project      uuid not null references content.project,
  kind         text not null check (kind in ('PERSON', 'REPLICA', 'GOLD', 'MODEL', 'ADJUDICATED')),
  name         text not null check (length(name) between 1 and 120),
  owner        uuid references authz.account,
  model        text,
  locked       boolean not null default false,
  created_at   timestamptz not null,
  created_by   uuid not null references authz.account,
  created_name text not null,
  unique (project, name),
  check (kind <> 'REPLICA' or owner is not null)
);

insert into content.layer (id, project, kind, name, created_at, created_by, created_name)
select p.id, p.id, 'PERSON', 'Labels', p.created_at, p.created_by, a.username
from content.project p
join authz.account a on a.id = p.created_by;

-- No project is ever without a layer, whoever made it.
create function content.first_layer() returns trigger
security definer set search_path = pg_catalog, content, authz language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  insert into content.layer (id, project, kind, name, created_at, created_by, created_name)
  select new.id, new.id, 'PERSON', 'Labels', new.created_at, a.id, a.username
  from authz.account a
  where a.id = new.created_by;
  return new;
end $$;
create trigger first_layer after insert on content.project
  for each row execute function content.first_layer();

-- Rises by one with every change of a scene's labels: what a tile's ETag and a follower of changes go by.
create table content.scene_labels (
  scene   uuid primary key references content.scene,
  project uuid not null references content.project,
  version bigint not null check (version > 0)
);

alter table content.element
  add column layer_id uuid references content.layer,
  add column class_id int,
  add column version bigint not null default 0;
update content.element e
set layer_id = s.project, class_id = r.class_id
from content.scene s, content.revision r
where s.id = e.scene and r.element = e.id and r.n = e.head;
alter table content.element
  drop column layer,
  alter column layer_id set not null,
  alter column class_id set not null;
alter table content.element rename column layer_id to layer;
create index element_version on content.element (scene, version, id);
create index element_class on content.element (scene, class_id) where live;

-- What a revision says beside its outline. The view is how the picture was adjusted when it was drawn.
alter table content.revision
  add column layer uuid references content.layer,
  add column confidence double precision check (confidence between 0 and 1),
  add column view text,
  add column warnings jsonb not null default '[]';
update content.revision r
set layer = e.layer
from content.element e
where e.id = r.element;
alter table content.revision alter column layer set not null;

-- Who edits a scene in which tab. The token rises with every change of hands, so a late save of an earlier holder is known.
create sequence content.lease_token;
create table content.lease (
  scene      uuid not null references content.scene,
  project    uuid not null references content.project,
  account    uuid not null references authz.account,
  username   text not null,
  tab        uuid not null,
  token      bigint not null unique,
  taken_at   timestamptz not null,
  expires_at timestamptz not null,
  primary key (scene, account)
);
