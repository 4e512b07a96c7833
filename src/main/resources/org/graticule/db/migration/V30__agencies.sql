-- Agencies are tenants that do not see each other. Accounts and groups belong to one by their names (anna@harbour, @pilots@harbour), projects by a column;
-- without one they are the house's, whose administrators look after all.
alter table authz.account drop constraint account_username_check,
  add constraint account_username_check check (username ~ '^[a-z0-9][a-z0-9._-]{0,63}(@[a-z0-9][a-z0-9-]{0,31})?$');
alter table authz.account add column agency text not null generated always as (split_part(username, '@', 2)) stored;
alter table authz.account_group drop constraint account_group_name_check,
  add constraint account_group_name_check check (name ~ '^@[a-z0-9][a-z0-9._-]{0,62}(@[a-z0-9][a-z0-9-]{0,31})?$'),
  add column agency text not null generated always as (split_part(name, '@', 3)) stored;
alter table content.project add column agency text not null default '',
  drop constraint project_name_key,
  add constraint project_name_key unique (agency, name);

create function content.agency_of(of_project uuid) returns text security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  return (select p.agency from content.project p where p.id = of_project);
end $$;
create function content.projects_in(of_agency text) returns setof uuid security definer set search_path = pg_catalog, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
  return query select p.id from content.project p where p.agency = of_agency;
end $$;
revoke execute on function content.agency_of(uuid), content.projects_in(text) from public;
grant execute on function content.agency_of(uuid), content.projects_in(text) to ${registrar_role};

-- A role in a project is held by people and groups of its agency, and a group has members of its own.
create function authz.guard_agency() returns trigger security definer set search_path = pg_catalog, authz language plpgsql as $$
declare
  theirs text;
  its text;
begin
  if tg_table_name = 'group_grant' then
    theirs := split_part(new.group_name, '@', 3);
  else
    select a.agency into theirs from authz.account a where a.id = new.account;
  end if;
  if tg_table_name = 'group_member' then
    its := split_part(new.group_name, '@', 3);
  else
    its := content.agency_of(new.project);
  end if;
  if theirs is distinct from its then
    raise check_violation using message = 'a holder of another agency';
  end if;
  return new;
end $$;
create trigger guard_agency before insert or update on authz.project_grant for each row execute function authz.guard_agency();
create trigger guard_agency before insert or update on authz.group_grant for each row execute function authz.guard_agency();
create trigger guard_agency before insert or update on authz.group_member for each row execute function authz.guard_agency();
