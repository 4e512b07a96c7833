-- A scene that lies partly in the area of a role is seen as far as the area goes; a project says what becomes of the tiles at its edge.
alter table authz.scene_within add column whole boolean not null default true;
alter table authz.project_rules add column area_edges text not null default 'masked' check (area_edges in ('masked', 'refused'));

create view authz.limited_role as
  select g.account, g.project, g.role, g.account::text as held_by, g.area
  from authz.project_grant g
  where g.area is not null
  union all
  select m.account, g.project, g.role, g.group_name, g.area
  from authz.group_grant g join authz.group_member m on m.group_name = g.group_name
  where g.area is not null;

-- Whether a footprint shares any ground with an area, and not only an edge; null where there is no footprint.
create function authz.shares_ground(footprint public.geometry, area public.geometry) returns boolean
immutable parallel safe language sql as $$
  select footprint operator(public.&&) area and public.st_relate(footprint, area, 'T********')
$$;

create or replace function authz.place_grant() returns trigger security definer set search_path = pg_catalog, public, authz language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from authz.scene_within w
    where w.project = old.project and w.role = old.role
      and w.holder = coalesce(to_jsonb(old) ->> 'group_name', to_jsonb(old) ->> 'account');
  end if;
  if tg_op <> 'DELETE' then
    perform set_config('graticule.owner_work', 'on', true);
    insert into authz.scene_within (project, holder, role, scene, whole)
    select new.project, coalesce(to_jsonb(new) ->> 'group_name', to_jsonb(new) ->> 'account'), new.role, s.id, st_coveredby(s.footprint, new.area)
    from content.scene s
    where new.area is not null and s.project = new.project and authz.shares_ground(s.footprint, new.area);
  end if;
  return null;
end $$;

create or replace function authz.place_scene() returns trigger security definer set search_path = pg_catalog, public, authz language plpgsql as $$
begin
  if not exists (select from authz.project_grant g where g.project = new.project and g.area is not null)
    and not exists (select from authz.group_grant g where g.project = new.project and g.area is not null) then
    return null;
  end if;
  delete from authz.scene_within w where w.scene = new.id;
  insert into authz.scene_within (project, holder, role, scene, whole)
  select g.project, g.account::text, g.role, new.id, st_coveredby(new.footprint, g.area) from authz.project_grant g
  where g.project = new.project and authz.shares_ground(new.footprint, g.area)
  union all
  select g.project, g.group_name, g.role, new.id, st_coveredby(new.footprint, g.area) from authz.group_grant g
  where g.project = new.project and authz.shares_ground(new.footprint, g.area);
  update authz.policy_epoch set epoch = epoch + 1;
  return null;
end $$;

-- Grants from before, whose scenes at the edge were not written down.
update authz.project_grant set area = area where area is not null;
update authz.group_grant set area = area where area is not null;
