-- Whose auditors find an event: those of one agency, or of the house alone. The database says it when the event is indexed.
create function audit.agency_of(actor_name text, of_project uuid, facts jsonb) returns text
stable security definer set search_path = pg_catalog, audit, content language plpgsql as $$
declare
  theirs text := split_part(actor_name, '@', 2);
  its text := case when of_project is not null then content.agency_of(of_project) end;
begin
  -- What one agency's people tried with what is another's is for the house.
  if theirs <> '' then
    return case when coalesce(its, theirs) = theirs then theirs else '' end;
  end if;
  -- And what the house does with an agency's projects and people is theirs to know.
  return coalesce(its, split_part(facts ->> 'username', '@', 2), split_part(facts ->> 'group', '@', 3), '');
end $$;
revoke execute on function audit.agency_of(text, uuid, jsonb) from public;
grant execute on function audit.agency_of(text, uuid, jsonb) to ${app_role};

alter table audit.event add column agency text not null default '';
update audit.event e set agency = audit.agency_of(e.actor_name, e.project, e.facts)
where e.actor_name like '%@%' or e.project is not null or e.facts ? 'username' or e.facts ? 'group';
create index event_agency on audit.event (agency, at desc, seq desc) where agency <> '';
