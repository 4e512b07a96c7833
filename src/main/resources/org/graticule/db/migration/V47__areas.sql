-- Scenes divided among people: who is to work where, and how far they are. Whole pixels, without the upper bounds.
create table content.area (
  id         uuid primary key,
  scene      uuid not null references content.scene,
  project    uuid not null references content.project,
  name       text not null check (length(name) between 1 and 120),
  min_x      int not null,
  min_y      int not null,
  max_x      int not null,
  max_y      int not null,
  state      text not null check (state in ('ready', 'submitted', 'accepted', 'rejected', 'unusable')),
  assignee   text,
  changed_at timestamptz not null,
  check (min_x >= 0 and min_y >= 0 and min_x < max_x and min_y < max_y)
);
create index area_scene on content.area (scene, min_y, min_x);
