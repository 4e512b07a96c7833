-- A role may be limited to an area of the ground. Then it reaches the scenes that lie in it, what is on them, and nothing that is of the whole project.
alter table authz.project_grant add column area geometry(Geometry, 4326);
alter table authz.group_grant add column area geometry(Geometry, 4326);
alter table authz.ticket add column limited uuid[] not null default '{}';

create or replace view authz.held_role as
  select g.account, g.project, g.role, g.area is not null as limited, g.account::text as held_by
  from authz.project_grant g
  union
  select m.account, g.project, g.role, g.area is not null, g.group_name
  from authz.group_grant g join authz.group_member m on m.group_name = g.group_name;

-- Which scenes lie in the area of which grant, worked out when either changes: a query asks for no geometry.
create table authz.scene_within (
  project uuid not null references content.project,
  holder  text not null,
  role    text not null,
  scene   uuid not null,
  primary key (holder, project, role, scene)
);
create index scene_within_scene on authz.scene_within (scene);

create function authz.place_grant() returns trigger security definer set search_path = pg_catalog, public, authz language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from authz.scene_within w
    where w.project = old.project and w.role = old.role
      and w.holder = coalesce(to_jsonb(old) ->> 'group_name', to_jsonb(old) ->> 'account');
  end if;
  if tg_op <> 'DELETE' then
    perform set_config('graticule.owner_work', 'on', true);
    insert into authz.scene_within (project, holder, role, scene)
    select new.project, coalesce(to_jsonb(new) ->> 'group_name', to_jsonb(new) ->> 'account'), new.role, s.id
    from content.scene s
    where new.area is not null and s.project = new.project and st_coveredby(s.footprint, new.area);
  end if;
  return null;
end $$;
create trigger place_grant after insert or update or delete on authz.project_grant for each row execute function authz.place_grant();
create trigger place_grant after insert or update or delete on authz.group_grant for each row execute function authz.place_grant();

create function authz.place_scene() returns trigger security definer set search_path = pg_catalog, public, authz language plpgsql as $$
begin
  if not exists (select from authz.project_grant g where g.project = new.project and g.area is not null)
    and not exists (select from authz.group_grant g where g.project = new.project and g.area is not null) then
    return null;
  end if;
  delete from authz.scene_within w where w.scene = new.id;
  insert into authz.scene_within (project, holder, role, scene)
  select g.project, g.account::text, g.role, new.id from authz.project_grant g
  where g.project = new.project and st_coveredby(new.footprint, g.area)
  union all
  select g.project, g.group_name, g.role, new.id from authz.group_grant g
  where g.project = new.project and st_coveredby(new.footprint, g.area);
  update authz.policy_epoch set epoch = epoch + 1;
  return null;
end $$;
create trigger place_scene after insert or update of footprint on content.scene for each row execute function authz.place_scene();
