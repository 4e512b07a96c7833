-- A dataset leaves only by what two people agreed on, whoever can write its row. The decision itself is the registrar's alone (content.decide).
create function content.guard_release() returns trigger language plpgsql as $$
begin
  if not exists (
    select from content.request r
    where r.dataset = new.id and r.kind = 'release' and r.state = 'approved' and r.decided_by <> r.asked_by
  ) then
    raise insufficient_privilege using message = 'row-level security: releasing a dataset takes two people';
  end if;
  return new;
end $$;
create trigger guard_release before insert or update of released_at on content.dataset
  for each row when (new.released_at is not null) execute function content.guard_release();

-- A mark falls by content.remark alone: whoever may not write that an agreement was used cannot use one.
create or replace function content.guard_mark() returns trigger language plpgsql as $$
declare
  agreed boolean := false;
begin
  if not authz.at_least(new.mark_id, old.mark_id) then
    if has_column_privilege('content.request', 'used_at', 'update') then
      update content.request r set used_at = now()
      where r.scene = new.id and r.mark_id = old.mark_id and r.wanted_mark = new.mark_id
        and r.state = 'approved' and r.decided_by <> r.asked_by and r.used_at is null;
      agreed := found;
    end if;
    if not agreed then
      raise insufficient_privilege using message = 'row-level security: lowering a mark takes two people';
    end if;
  end if;
  return new;
end $$;
