-- What a save costs, measured: rows asked for their scene and their label one by one, each time deciding anew what the ticket shows. Now whoever inserts
-- says the project, keys hold it to that of the scene, and what the ticket shows is decided once a statement.
alter table content.scene add unique (id, project);
alter table content.element
  drop constraint element_scene_fkey,
  drop constraint element_project_fkey,
  add foreign key (scene, project) references content.scene (id, project);
alter table content.revision drop constraint revision_project_fkey;

-- Numbered by the database itself, so that no label can be where no search looks for it. The grids are finer than they were, of 2^6, 2^10, 2^14, 2^18
-- and 2^22 pixels: cars and houses in a cell of 256 pixels can be hundreds, and each search read them all.
create or replace function content.cell(envelope geometry) returns bigint immutable parallel safe language plpgsql as $$
declare
  side double precision := greatest(st_xmax(envelope) - st_xmin(envelope), st_ymax(envelope) - st_ymin(envelope));
  grid int := case when side <= 64 then 0 when side <= 1024 then 1 when side <= 16384 then 2 when side <= 262144 then 3 else 4 end;
  size double precision := 64 * 16.0 ^ grid;
  x bigint := least(greatest(floor(st_xmin(envelope) / size), 0), 1048575);
  y bigint := least(greatest(floor(st_ymin(envelope) / size), 0), 1048575);
begin
  -- A zero between any two bits.
  x := (x | (x << 16)) & 281470681808895;
  y := (y | (y << 16)) & 281470681808895;
  x := (x | (x << 8)) & 71777214294589695;
  y := (y | (y << 8)) & 71777214294589695;
  x := (x | (x << 4)) & 1085102592571150095;
  y := (y | (y << 4)) & 1085102592571150095;
  x := (x | (x << 2)) & 3689348814741910323;
  y := (y | (y << 2)) & 3689348814741910323;
  x := (x | (x << 1)) & 6148914691236517205;
  y := (y | (y << 1)) & 6148914691236517205;
  return (grid::bigint << 40) | x | (y << 1);
end $$;
drop function content.spread(bigint);
alter table content.element drop column cell;
alter table content.element add column cell bigint not null generated always as (content.cell(envelope)) stored;
create index element_cell on content.element (scene, cell) where live;
-- Row policies let no search into it.
drop index content.element_envelope;

-- For those who do not say the project.
drop trigger place on content.element;
create or replace function content.place_element() returns trigger language plpgsql as $$
begin
  select s.project into new.project from content.scene s where s.id = new.scene;
  if new.project is null then
    raise insufficient_privilege using message = 'row-level security: the scene is not there for this ticket';
  end if;
  return new;
end $$;
create trigger place before insert on content.element
  for each row when (new.project is null) execute function content.place_element();
create trigger move before update of scene on content.element
  for each row execute function content.place_element();
drop trigger place on content.revision;
create trigger place before insert on content.revision
  for each row when (new.project is null) execute function content.place_revision();

-- And for those who do: nobody labels what the ticket does not show.
create function content.placed_elements() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct scene, project from fresh) f
    where not exists (select from content.scene s where s.id = f.scene and s.project = f.project)) then
    raise insufficient_privilege using message = 'row-level security: the scene is not there for this ticket';
  end if;
  return null;
end $$;
create trigger placed after insert on content.element
  referencing new table as fresh for each statement execute function content.placed_elements();
create function content.placed_revisions() returns trigger language plpgsql as $$
begin
  if exists (
    select from fresh f
    -- The offset keeps it a look-up for each, whatever the planner believes of a table that grows.
    where not exists (select from content.element e where e.id = f.element and e.project = f.project offset 0)) then
    raise insufficient_privilege using message = 'row-level security: the label is not there for this ticket';
  end if;
  return null;
end $$;
create trigger placed after insert on content.revision
  referencing new table as fresh for each statement execute function content.placed_revisions();

-- Whether a scene has labels of other marks is asked for each tile.
create index label_cell_mark on content.label_cell (scene, mark_id);
-- And how many labels a project has, for each list of projects.
create index label_cell_project on content.label_cell (project);
