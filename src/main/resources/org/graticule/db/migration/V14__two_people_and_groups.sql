-- What takes two people: somebody asks, somebody else decides.
create table content.request (
  id           uuid primary key,
  project      uuid not null references content.project,
  mark_id      int not null references authz.mark,
  kind         text not null check (kind in ('lower-mark', 'release')),
  scene        uuid references content.scene,
  dataset      uuid references content.dataset,
  wanted_mark  int references authz.mark,
  reason       text not null check (length(reason) between 1 and 500),
  state        text not null check (state in ('open', 'approved', 'refused')),
  asked_at     timestamptz not null,
  asked_by     uuid not null references authz.account,
  asked_name   text not null,
  decided_at   timestamptz,
  decided_by   uuid references authz.account,
  decided_name text,
  used_at      timestamptz,
  check ((kind = 'lower-mark') = (scene is not null and wanted_mark is not null)),
  check ((kind = 'release') = (dataset is not null)),
  check ((state = 'open') = (decided_by is null)),
  check (decided_by <> asked_by)
);
create index request_project on content.request (project, asked_at desc);
create unique index request_open_scene on content.request (scene) where state = 'open' and scene is not null;
create unique index request_open_dataset on content.request (dataset) where state = 'open' and dataset is not null;

alter table content.dataset add column released_at timestamptz;

-- Whether whoever sees the one mark sees the other too.
create function authz.at_least(high int, low int) returns boolean stable security definer set search_path = pg_catalog, authz language sql as $$
  select h.level >= l.level
    and l.required <@ h.required
    and not exists (
      select from jsonb_each(l.any_of) as wide
      where not coalesce((h.any_of -> wide.key) <@ wide.value, false))
  from authz.mark h, authz.mark l
  where h.mark_id = high and l.mark_id = low
$$;

-- A scene's mark falls only to what two people agreed on, from what it was when it was asked, and once for each agreement.
create function content.guard_mark() returns trigger language plpgsql as $$
begin
  if not authz.at_least(new.mark_id, old.mark_id) then
    update content.request r set used_at = now()
    where r.scene = new.id and r.mark_id = old.mark_id and r.wanted_mark = new.mark_id
      and r.state = 'approved' and r.decided_by <> r.asked_by and r.used_at is null;
    if not found then
      raise insufficient_privilege using message = 'row-level security: lowering a mark takes two people';
    end if;
  end if;
  return new;
end $$;
create trigger guard_mark before update of mark_id on content.scene
  for each row when (new.mark_id <> old.mark_id) execute function content.guard_mark();

-- Every mark that is on something of a scene, whoever may see it; and the scene marked anew with all that hangs on it.
create function content.marks_on(of_scene uuid) returns setof int security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  return query
  select e.mark_id from content.element e where e.scene = of_scene
  union
  select r.mark_id from content.revision r join content.element e on e.id = r.element where e.scene = of_scene
  union
  select d.mark_id from content.dataset d join content.dataset_scene ds on ds.dataset = d.id where ds.scene = of_scene
  union
  select j.mark_id from content.job j where j.scene = of_scene;
end $$;

create function content.remark(of_scene uuid, wanted int, befores int[], afters int[]) returns void
security definer set search_path = pg_catalog, content, public language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  update content.scene s set mark_id = wanted where s.id = of_scene;
  update content.revision r set mark_id = m.after
  from unnest(befores, afters) as m (before, after), content.element e
  where e.scene = of_scene and r.element = e.id and r.mark_id = m.before and m.before <> m.after;
  update content.element e set mark_id = m.after
  from unnest(befores, afters) as m (before, after)
  where e.scene = of_scene and e.mark_id = m.before and m.before <> m.after;
  update content.dataset d set mark_id = m.after
  from unnest(befores, afters) as m (before, after), content.dataset_scene ds
  where ds.scene = of_scene and d.id = ds.dataset and d.mark_id = m.before and m.before <> m.after;
  update content.job j set mark_id = m.after
  from unnest(befores, afters) as m (before, after)
  where j.scene = of_scene and j.mark_id = m.before and m.before <> m.after;
  update content.scene_labels l set version = l.version + 1 where l.scene = of_scene;
  update authz.policy_epoch set epoch = epoch + 1;
end $$;

-- What a project lets its people do beyond their roles, and what it asks of them; without a row, the defaults.
create table authz.project_rules (
  project           uuid primary key references content.project,
  annotators_export boolean not null default false,
  release_by_two    boolean not null default false
);
create trigger policy_moved after insert or update or delete on authz.project_rules
  for each statement execute function authz.policy_moved();

-- People who hold a role together.
create table authz.account_group (
  name       text primary key check (name ~ '^@[a-z0-9][a-z0-9._-]{0,62}$'),
  created_at timestamptz not null,
  created_by text not null
);
create table authz.group_member (
  group_name text not null references authz.account_group on delete cascade,
  account uuid not null references authz.account,
  primary key (group_name, account)
);
create index group_member_account on authz.group_member (account);
create table authz.group_grant (
  group_name text not null references authz.account_group on delete cascade,
  project    uuid not null references content.project,
  role       text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (group_name, project, role)
);
create trigger policy_moved after insert or update or delete on authz.group_member
  for each statement execute function authz.policy_moved();
create trigger policy_moved after insert or update or delete on authz.group_grant
  for each statement execute function authz.policy_moved();

-- All roles that an account holds, by itself and with others.
create view authz.held_role as
  select g.account, g.project, g.role from authz.project_grant g
  union
  select m.account, g.project, g.role from authz.group_grant g join authz.group_member m on m.group_name = g.group_name;
