-- What somebody may see, worked out from accounts, grants and marks, independently of the server's own reckoning in org.graticule.access.

create or replace function authz.marks_of(holder uuid) returns int[] stable parallel safe language sql as $$
  select coalesce(array_agg(m.mark_id order by m.mark_id), '{}')
  from authz.account a
  join authz.level l on l.name = a.level
  join authz.mark m on m.level <= l.rank and m.required <@ a.accesses
  where a.id = holder
    and a.active
    and not exists (
      select from jsonb_each(m.any_of) as one_of
      where not exists (
        select from jsonb_array_elements_text(one_of.value) as member
        where member = any(a.accesses)))
$$;

-- A token may be bound to one project.
create or replace function authz.projects_of(holder uuid, bound uuid) returns uuid[] stable parallel safe language sql as $$
  select coalesce(array_agg(distinct g.project), '{}')
  from authz.held_role g
  join authz.account a on a.id = g.account
  where g.account = holder
    and a.active
    and (bound is null or g.project = bound)
$$;

-- Projects in which every role that an account holds is limited to an area.
create or replace function authz.limited_of(holder uuid) returns uuid[] stable parallel safe language sql as $$
  select coalesce(array_agg(one.project), '{}') from (
    select h.project from authz.held_role h where h.account = holder group by h.project having bool_and(h.limited)) as one
$$;

-- The ticket that this transaction shows, if it is good.
create or replace function authz.shown() returns authz.ticket
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket;
begin
  select t.* into shown
  from authz.ticket t
  where t.hash = sha256(convert_to(current_setting('graticule.ticket', true), 'UTF8'))
    and t.expires_at > now()
    and (t.token is null or exists (select from authz.api_token k where k.id = t.token and k.revoked_at is null));
  return shown;
end $$;

create or replace function authz.marks() returns int[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  if shown.epoch = (select e.epoch from authz.policy_epoch e) then
    return shown.marks;
  end if;
  return authz.marks_of(shown.account);
end $$;

create or replace function authz.projects() returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  if shown.epoch = (select e.epoch from authz.policy_epoch e) then
    return shown.projects;
  end if;
  return authz.projects_of(shown.account, shown.project);
end $$;

create or replace function authz.limited() returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  if shown.epoch = (select e.epoch from authz.policy_epoch e) then
    return shown.limited;
  end if;
  return authz.limited_of(shown.account);
end $$;

-- The scenes that lie wholly in one of the areas that the holder's roles are limited to.
create or replace function authz.scenes_within() returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  return (
    select coalesce(array_agg(distinct w.scene), '{}')
    from authz.held_role h
    join authz.scene_within w on w.holder = h.held_by and w.project = h.project and w.role = h.role and w.whole
    where h.account = shown.account and h.limited);
end $$;

-- The scenes that lie partly in the areas of a holder's roles, of these or all, where none of them reaches the whole scene or project; and the ground that
-- they reach together.
create or replace function authz.parts_of(holder uuid, roles text[] default null) returns table (project uuid, scene uuid, area public.geometry)
stable parallel safe language sql as $$
  select h.project, w.scene, public.st_union(h.area)
  from authz.limited_role h
  join authz.scene_within w on w.holder = h.held_by and w.project = h.project and w.role = h.role
  where h.account = parts_of.holder
    and (roles is null or h.role = any(roles))
    and not exists (
      select from authz.held_role f
      where f.account = parts_of.holder and f.project = h.project and not f.limited and (roles is null or f.role = any(roles)))
  group by h.project, w.scene
  having not bool_or(w.whole)
$$;

-- The same for who asks: the scenes in order, and the ground of each in the same order.
create or replace function authz.scenes_partly() returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
begin
  return (select coalesce(array_agg(p.scene order by p.scene), '{}') from authz.parts_of((authz.shown()).account) p);
end $$;

create or replace function authz.parts() returns public.geometry[]
stable parallel safe security definer set search_path = pg_catalog, public, authz language plpgsql as $$
begin
  return (select coalesce(array_agg(p.area order by p.scene), '{}') from authz.parts_of((authz.shown()).account) p);
end $$;

-- Whether something on a scene lies in the part of it that is seen. Cheap in the planner's eyes: for nearly everybody nothing is partly seen, and the
-- search is by cells anyway.
create or replace function authz.in_part(ground public.geometry, scene uuid, scenes uuid[], parts public.geometry[]) returns boolean
immutable parallel safe cost 1 language plpgsql as $$
declare
  at int := array_position(scenes, scene);
begin
  return at is not null and public.st_coveredby(ground, parts[at]);
end $$;

-- As much of a scene's footprint as is seen: all of it, unless it lies partly in the areas that the holder's roles are limited to.
create or replace function authz.seen_of(scene uuid, footprint public.geometry, scenes uuid[], parts public.geometry[]) returns public.geometry
immutable parallel safe language plpgsql as $$
declare
  at int := array_position(scenes, scene);
begin
  return case when at is null then footprint else public.st_intersection(footprint, parts[at]) end;
end $$;

-- The agency whose projects the holder knows without seeing what is in them: the house's holders know all. Null for whoever oversees none.
create or replace function authz.overseen() returns text
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  if shown.project is not null then
    return null;
  end if;
  return (
    select a.agency from authz.account a
    where a.id = shown.account
      and a.active
      and a.system_role in ('system-admin', 'security-officer'));
end $$;

-- Roles that contain one of these actions, of all that write and of those that read the log: told apart from org.graticule.access.Role, with which a test
-- compares it.
-- One expression, so that it is worked out where it is asked for instead of being called: every statement that writes asks.
create or replace function authz.roles_for(actions text[]) returns text[] immutable parallel safe language sql as $$
  select array_remove(array[
    case when actions && array['LABEL_WRITE'] then 'annotator' end,
    case when actions && array['LABEL_WRITE'] then 'reviewer' end,
    case when actions && array['DATASET_CREATE', 'DATASET_DOWNLOAD'] then 'exporter' end,
    case when actions && array['LABEL_WRITE', 'WORK_PLAN', 'ONTOLOGY_PUBLISH', 'SCENE_INGEST', 'SCENE_REMARK', 'REQUEST_DECIDE'] then 'project-lead' end,
    case when actions && array['AUDIT_READ'] then 'auditor' end,
    case when actions && array['AUDIT_READ', 'PROJECT_CREATE'] then 'system-admin' end], null)
$$;

-- The roles in projects that let the holder of a ticket do one of these things: none where the ticket is a token's that is good for none of them.
create or replace function authz.lent(shown authz.ticket, actions text[]) returns table (project uuid, role text, limited boolean, held_by text)
stable parallel safe language sql as $$
  select h.project, h.role, h.limited, h.held_by
  from authz.held_role h
  join authz.account a on a.id = h.account
  where h.account = shown.account
    and a.active
    and (shown.project is null or h.project = shown.project)
    and (shown.token is null or exists (select from authz.api_token k where k.id = shown.token and k.actions && lent.actions))
    and (h.role = any(authz.roles_for(actions))
      or h.role in ('annotator', 'reviewer') and 'exporter' = any(authz.roles_for(actions))
        and exists (select from authz.project_rules r where r.project = h.project and r.annotators_export))
$$;

-- Projects in which the holder may do one of these things to all there is.
create or replace function authz.doing(variadic actions text[]) returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  -- Looked up once: what is handed to a function of SQL is worked out wherever it stands in it, for each row.
  shown authz.ticket := authz.shown();
begin
  return (select coalesce(array_agg(distinct l.project), '{}') from authz.lent(shown, actions) l where not l.limited);
end $$;

-- And the scenes that lie wholly in the areas to which the roles that do it are limited.
create or replace function authz.doing_on(variadic actions text[]) returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  return (
    select coalesce(array_agg(distinct w.scene), '{}')
    from authz.lent(shown, actions) l
    join authz.scene_within w on w.holder = l.held_by and w.project = l.project and w.role = l.role and w.whole
    where l.limited);
end $$;

-- The scenes of which the holder may draw on a part, in order, and the ground of each part.
create or replace function authz.drawn() returns uuid[]
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  return (
    select coalesce(array_agg(p.scene order by p.scene), '{}') from authz.parts_of(shown.account, authz.roles_for('{LABEL_WRITE}')) p
    where p.project in (select l.project from authz.lent(shown, '{LABEL_WRITE}') l));
end $$;

create or replace function authz.drawn_parts() returns public.geometry[]
stable parallel safe security definer set search_path = pg_catalog, public, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  return (
    select coalesce(array_agg(p.area order by p.scene), '{}') from authz.parts_of(shown.account, authz.roles_for('{LABEL_WRITE}')) p
    where p.project in (select l.project from authz.lent(shown, '{LABEL_WRITE}') l));
end $$;

-- The agency in which the holder may do a thing of the whole system; empty for the house's holders, who may in all; null for nobody.
create or replace function authz.acting_for(action text) returns text
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  shown authz.ticket := authz.shown();
begin
  return (
    select a.agency from authz.account a
    where a.id = shown.account
      and a.active
      and shown.project is null
      and (shown.token is null or exists (select from authz.api_token k where k.id = shown.token and action = any(k.actions)))
      and a.system_role = any(authz.roles_for(array[action])));
end $$;

-- What the server is about where it acts for nobody.
create or replace function authz.errand() returns text
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
begin
  return (authz.shown()).errand;
end $$;

-- The account that asks; null for an errand.
create or replace function authz.holder() returns uuid
stable parallel safe security definer set search_path = pg_catalog, authz language plpgsql as $$
begin
  return (authz.shown()).account;
end $$;

-- The second person's word, which the server's own role cannot write. Whether it was still to be said, and by somebody else than who asked.
create or replace function content.decide(request uuid, agreed boolean, by_account uuid, by_name text, at timestamptz) returns boolean
security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  update content.request r
  set state = case when agreed then 'approved' else 'refused' end, decided_at = at, decided_by = by_account, decided_name = by_name
  where r.id = request and r.state = 'open' and r.asked_by <> by_account;
  return found;
end $$;

-- Versions of a dataset that the asker may not see are counted, or two would bear one number.
create or replace function content.next_dataset_version(of_project uuid, of_name text) returns int
security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  if of_project <> all(authz.doing('DATASET_CREATE')) then
    raise insufficient_privilege using message = 'row-level security: versions are counted for whoever makes one';
  end if;
  perform set_config('graticule.owner_work', 'on', true);
  return (select coalesce(max(d.version), 0) + 1 from content.dataset d where d.project = of_project and d.name = of_name);
end $$;

-- Keeps a table from being written by whoever sees its rows and whose roles do not write them; R__row_policies.sql calls it for each. The errands of the
-- server itself have policies of their own, and functions of the owner do what they were made for.
create or replace function authz.protect_writes(target regclass, command text, allowed text) returns void language plpgsql as $$
declare
  condition text := format('%s or (select authz.errand()) is not null', allowed);
begin
  execute format('drop policy if exists %I on %s', 'doer_' || command, target);
  execute format('create policy %I on %s as restrictive for %s to ${app_role} %s', 'doer_' || command, target, command,
    case when command = 'insert' then format('with check (%s)', condition) else format('using (%s)', condition) end);
end $$;

revoke execute on all functions in schema authz from public;
grant execute on function authz.marks(), authz.projects(), authz.limited(), authz.scenes_within(), authz.scenes_partly(), authz.parts(), authz.overseen(), authz.holder(),
  authz.doing(text[]), authz.doing_on(text[]), authz.drawn(), authz.drawn_parts(), authz.acting_for(text), authz.errand(), authz.at_least(int, int),
  authz.in_part(public.geometry, uuid, uuid[], public.geometry[]), authz.seen_of(uuid, public.geometry, uuid[], public.geometry[]) to ${app_role};
grant execute on function authz.marks_of(uuid), authz.projects_of(uuid, uuid), authz.limited_of(uuid), authz.parts_of(uuid, text[]) to ${registrar_role};

-- Where something is that a transaction was not shown: for the registrar, who writes on the log why it was hidden, and for nobody else.
create or replace function content.whereabouts(of_kind text, of_id uuid) returns table (project uuid, mark_id int)
security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  return query
  select s.project, s.mark_id from content.scene s where of_kind = 'scene' and s.id = of_id
  union all
  select e.project, e.mark_id from content.element e where of_kind = 'label' and e.id = of_id
  union all
  select j.project, j.mark_id from content.job j where of_kind = 'job' and j.id = of_id
  union all
  select d.project, d.mark_id from content.dataset d where of_kind = 'dataset' and d.id = of_id;
end $$;
revoke execute on function content.whereabouts(text, uuid), content.decide(uuid, boolean, uuid, text, timestamptz) from public;
revoke execute on function content.marks_on(uuid), content.remark(uuid, int, int[], int[]) from public;
grant usage on schema content to ${registrar_role};
grant execute on function content.marks_on(uuid), content.remark(uuid, int, int[], int[]) to ${registrar_role};
grant execute on function content.whereabouts(text, uuid), content.decide(uuid, boolean, uuid, text, timestamptz) to ${registrar_role};
