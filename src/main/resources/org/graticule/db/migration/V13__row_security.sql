-- The database decides for itself which rows a transaction sees. It learns for whom from a ticket that the server sets in the transaction: a random
-- word whose hash the registrar has written down beside an account. The server's own role can neither read nor write tickets, accounts or grants.

-- The vocabulary's levels in order, as the server read them at its last start.
create table authz.level (
  name text primary key,
  rank int not null
);

-- marks and projects are what the holder may see as of an epoch; once the epoch has moved they are worked out anew for each statement.
create table authz.ticket (
  hash       bytea primary key,
  account    uuid references authz.account,
  project    uuid references content.project,
  session    bytea references authz.session on delete cascade,
  token      uuid references authz.api_token,
  errand     text,
  marks      int[] not null,
  projects   uuid[] not null,
  epoch      bigint not null,
  expires_at timestamptz not null,
  check ((account is null) <> (errand is null))
);
create index ticket_session on authz.ticket (session);
create index ticket_expiry on authz.ticket (expires_at);

-- Whoever changes what anybody may see cannot forget to say so.
create function authz.policy_moved() returns trigger language plpgsql as $$
begin
  update authz.policy_epoch set epoch = epoch + 1;
  return null;
end $$;
create trigger policy_moved after insert or delete or update of level, accesses, active, system_role on authz.account
  for each statement execute function authz.policy_moved();
create trigger policy_moved after insert or update or delete on authz.project_grant
  for each statement execute function authz.policy_moved();
create trigger policy_moved after insert or update or delete on authz.level
  for each statement execute function authz.policy_moved();
create trigger policy_moved after insert on authz.mark
  for each statement execute function authz.policy_moved();
create trigger policy_moved after update of revoked_at on authz.api_token
  for each statement execute function authz.policy_moved();

-- A label's project, so that its policy needs no other table; and its cell: row policies let only comparisons into an index that cannot tell anything of
-- hidden rows, and && is not one. Each label lies in one cell of the grid whose cells are the first not smaller than it: 2^8, 2^12, 2^16 or 2^20 pixels.
-- The cell is that of its upper left corner, in Z-order, with the grid's number in front; org.graticule.geo.LabelCells has the other half.
create function content.spread(v bigint) returns bigint immutable parallel safe language sql as $$
  select (e | (e << 1)) & 6148914691236517205 from (
    select (d | (d << 2)) & 3689348814741910323 from (
      select (c | (c << 4)) & 1085102592571150095 from (
        select (b | (b << 8)) & 71777214294589695 from (
          select (v | (v << 16)) & 281470681808895) as one (b)) as two (c)) as three (d)) as four (e)
$$;
create function content.cell(envelope geometry) returns bigint immutable parallel safe language plpgsql as $$
declare
  side double precision := greatest(st_xmax(envelope) - st_xmin(envelope), st_ymax(envelope) - st_ymin(envelope));
  grid int := case when side <= 256 then 0 when side <= 4096 then 1 when side <= 65536 then 2 else 3 end;
  size double precision := 256 * 16.0 ^ grid;
  x bigint := least(greatest(floor(st_xmin(envelope) / size), 0), 1048575);
  y bigint := least(greatest(floor(st_ymin(envelope) / size), 0), 1048575);
begin
  return (grid::bigint << 40) | content.spread(x) | (content.spread(y) << 1);
end $$;

alter table content.element add column project uuid references content.project, add column cell bigint;
alter table content.revision add column project uuid references content.project;
update content.element e set project = s.project, cell = content.cell(e.envelope) from content.scene s where s.id = e.scene;
update content.revision r set project = e.project from content.element e where e.id = r.element;
alter table content.element alter column project set not null, alter column cell set not null;
alter table content.revision alter column project set not null;
create index element_cell on content.element (scene, cell) where live;

create function content.place_element() returns trigger language plpgsql as $$
begin
  select s.project into new.project from content.scene s where s.id = new.scene;
  if new.project is null then
    raise insufficient_privilege using message = 'row-level security: the scene is not there for this ticket';
  end if;
  new.cell := content.cell(new.envelope);
  return new;
end $$;
create trigger place before insert or update of scene, envelope on content.element
  for each row execute function content.place_element();

create function content.place_revision() returns trigger language plpgsql as $$
begin
  select e.project into new.project from content.element e where e.id = new.element;
  if new.project is null then
    raise insufficient_privilege using message = 'row-level security: the label is not there for this ticket';
  end if;
  return new;
end $$;
create trigger place before insert on content.revision
  for each row execute function content.place_revision();

-- Puts a content table behind a condition on its rows; R__row_policies.sql calls it for each.
create function authz.protect(target regclass, visible text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('drop policy if exists holder on %s', target);
  execute format('create policy holder on %s using (%s) with check (%s)', target, visible, visible);
  -- Forced policies bind the owner as well; migrations and the few functions that say so may pass.
  execute format('drop policy if exists owner_work on %s', target);
  execute format(
    'create policy owner_work on %s to ${owner_role} using (current_setting(''graticule.owner_work'', true) = ''on'')', target);
end $$;

-- Lets one errand of the server itself at a table's rows.
create function authz.protect_errand(target regclass, errand text) returns void language plpgsql as $$
begin
  execute format('drop policy if exists errand_%s on %s', errand, target);
  execute format('create policy errand_%s on %s using ((select authz.errand()) = %L)', errand, target, errand);
end $$;
