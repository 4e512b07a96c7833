-- Which rows of content a transaction sees and writes: one line for each table, all of them here. A test fails on a table that is not.
-- The sub-selects run once a statement. Where somebody's roles in a project are all limited to areas, they see the scenes in these, and what is on them;
-- of a scene that lies in them partly, the labels that lie in them wholly.

select authz.protect('content.project', $$
  id = any((select authz.projects())::uuid[]) or (select authz.overseen()) in ('', agency)
$$);
select authz.protect('content.ontology', $$
  project = any((select authz.projects())::uuid[])
  or (select authz.overseen()) is not null and project in (select p.id from content.project p)
$$);
select authz.protect('content.label_rules', $$
  project = any((select authz.projects())::uuid[])
  or (select authz.overseen()) is not null and project in (select p.id from content.project p)
$$);
select authz.protect('content.scene', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and (project <> all((select authz.limited())::uuid[]) or id = any((select authz.scenes_within())::uuid[]) or id = any((select authz.scenes_partly())::uuid[]))
$$);
select authz.protect('content.element', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and (project <> all((select authz.limited())::uuid[]) or scene = any((select authz.scenes_within())::uuid[])
    or authz.in_part(ground, scene, (select authz.scenes_partly())::uuid[], (select authz.parts())))
$$);
-- A scalar and no exists: the planner would rather hash every label there is than look up the few that are asked for.
select authz.protect('content.revision', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and (project <> all((select authz.limited())::uuid[]) or (
    select e.scene = any((select authz.scenes_within())::uuid[])
      or authz.in_part(revision.geom_ground, e.scene, (select authz.scenes_partly())::uuid[], (select authz.parts()))
    from content.element e where e.id = revision.element))
$$);
select authz.protect('content.layer', $$ project = any((select authz.projects())::uuid[]) $$);
select authz.protect('content.scene_labels', $$
  project = any((select authz.projects())::uuid[])
  and (project <> all((select authz.limited())::uuid[]) or scene = any((select authz.scenes_within())::uuid[]) or scene = any((select authz.scenes_partly())::uuid[]))
$$);
-- Where a scene is seen partly, nobody hears of others who work there.
select authz.protect('content.lease', $$
  project = any((select authz.projects())::uuid[])
  and (project <> all((select authz.limited())::uuid[]) or scene = any((select authz.scenes_within())::uuid[])
    or scene = any((select authz.scenes_partly())::uuid[]) and account = (select authz.holder()))
$$);
-- Not where a scene is seen partly: remarks there are the whole scene's.
select authz.protect('content.note', $$
  scene in (
    select s.id from content.scene s
    where s.project <> all((select authz.limited())::uuid[]) or s.id = any((select authz.scenes_within())::uuid[]))
$$);
select authz.protect('content.area', $$
  scene in (
    select s.id from content.scene s
    where s.project <> all((select authz.limited())::uuid[]) or s.id = any((select authz.scenes_within())::uuid[]))
$$);
select authz.protect('content.label_cell', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and (project <> all((select authz.limited())::uuid[]) or scene = any((select authz.scenes_within())::uuid[]))
$$);
select authz.protect('content.ontology_move', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and project <> all((select authz.limited())::uuid[])
$$);
select authz.protect('content.job', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and (project <> all((select authz.limited())::uuid[]) or scene = any((select authz.scenes_within())::uuid[]))
$$);
select authz.protect('content.dataset', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and project <> all((select authz.limited())::uuid[])
$$);
select authz.protect('content.dataset_scene', $$ dataset in (select d.id from content.dataset d) $$);
select authz.protect('content.dataset_label', $$ dataset in (select d.id from content.dataset d) $$);
select authz.protect('content.upload', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and project <> all((select authz.limited())::uuid[])
$$);
select authz.protect('content.request', $$
  project = any((select authz.projects())::uuid[]) and mark_id = any((select authz.marks())::int[])
  and project <> all((select authz.limited())::uuid[])
$$);

-- And who writes them: what somebody sees they may not change for that. Labels, where the roles that draw reach; what is on a scene, where a role that does it
-- reaches all of the scene; what is the project's, by a role that reaches all of it. Tables that are not here are written by functions of the owner alone.
do $$
declare
  -- By which actions, of which scene, on which ground.
  at_all text := 'project = any((select authz.doing(%1$s))::uuid[])';
  on_scene text := at_all || ' or %2$s = any((select authz.doing_on(%1$s))::uuid[])';
  in_part text := ' or authz.in_part(%1$s, %2$s, (select authz.drawn())::uuid[], (select authz.drawn_parts()))';
  at_scene text := ' or scene = any((select authz.drawn())::uuid[])';
  draw text := quote_literal('LABEL_WRITE');
  -- A change of classes moves the labels that have them.
  relabel text := quote_literal('LABEL_WRITE') || ', ' || quote_literal('ONTOLOGY_PUBLISH');
  publish text := quote_literal('ONTOLOGY_PUBLISH');
  plan text := quote_literal('WORK_PLAN');
  ingest text := quote_literal('SCENE_INGEST');
  exporting text := quote_literal('DATASET_CREATE');
  own_seat text := 'account = (select authz.holder())';
  own_upload text := 'created_by = (select authz.holder())';
  command text;
begin
  perform authz.protect_writes('content.project', 'insert', $q$ (select authz.acting_for('PROJECT_CREATE')) in ('', agency) $q$);
  perform authz.protect_writes('content.ontology', 'insert', format(at_all, publish));
  perform authz.protect_writes('content.label_rules', 'insert', format(at_all, publish));
  perform authz.protect_writes('content.ontology_move', 'insert', format(at_all, publish));
  perform authz.protect_writes('content.scene', 'insert', format(at_all, ingest));
  perform authz.protect_writes('content.scene', 'update', format(on_scene, ingest, 'id'));
  perform authz.protect_writes('content.revision', 'insert', format(at_all, relabel) || ' or (select '
    || format('e.scene = any((select authz.doing_on(%s))::uuid[])', relabel) || format(in_part, 'revision.geom_ground', 'e.scene')
    || ' from content.element e where e.id = revision.element)');
  perform authz.protect_writes('content.revision', 'update', 'false');
  foreach command in array array['insert', 'update'] loop
    perform authz.protect_writes('content.element', command, format(on_scene, relabel, 'scene') || format(in_part, 'ground', 'scene'));
    perform authz.protect_writes('content.scene_labels', command, format(on_scene, relabel, 'scene') || at_scene);
    perform authz.protect_writes('content.layer', command, format(at_all, draw));
    perform authz.protect_writes('content.lease', command, own_seat || ' and (' || format(on_scene, draw, 'scene') || at_scene || ')');
    perform authz.protect_writes('content.note', command, format(on_scene, draw, 'scene'));
    perform authz.protect_writes('content.job', command, format(on_scene, ingest || ', ' || exporting, 'scene'));
    perform authz.protect_writes('content.upload', command, own_upload || ' and ' || format(at_all, ingest));
  end loop;
  perform authz.protect_writes('content.upload', 'delete', own_upload);
  perform authz.protect_writes('content.lease', 'delete', own_seat);
  perform authz.protect_writes('content.area', 'insert', format(on_scene, plan, 'scene'));
  perform authz.protect_writes('content.area', 'update', format(on_scene, draw, 'scene'));
  perform authz.protect_writes('content.area', 'delete', format(on_scene, plan, 'scene'));
  perform authz.protect_writes('content.dataset', 'insert', format(at_all, exporting));
  perform authz.protect_writes('content.dataset', 'update', format(at_all, exporting || ', ' || quote_literal('REQUEST_DECIDE')));
  perform authz.protect_writes('content.dataset_scene', 'insert', 'dataset in (select d.id from content.dataset d where d.' || format(at_all, exporting) || ')');
  perform authz.protect_writes('content.dataset_label', 'insert', 'dataset in (select d.id from content.dataset d where d.' || format(at_all, exporting) || ')');
  perform authz.protect_writes('content.request', 'insert',
    'case kind when ''lower-mark'' then ' || format(on_scene, quote_literal('SCENE_REMARK'), 'scene')
    || ' else ' || format(at_all, quote_literal('DATASET_DOWNLOAD')) || ' end');
end $$;

-- Nobody asks in another's name, so that nobody can be the second person to themselves.
drop policy if exists own_name on content.request;
create policy own_name on content.request as restrictive for insert with check (asked_by = (select authz.holder()));

-- The server acts for nobody where it hands out jobs and gives up uploads, and where an operator at the console names a project.
select authz.protect_errand('content.job', 'jobs');
select authz.protect_errand('content.dataset', 'jobs');
select authz.protect_errand('content.upload', 'uploads');
select authz.protect_errand('content.project', 'console');

-- And where labels are placed on the ground anew: whoever brought the new pixels need not see them all.
select authz.protect_errand('content.scene', 'relocation');
select authz.protect_errand('content.element', 'relocation');
select authz.protect_errand('content.revision', 'relocation');
select authz.protect_errand('content.job', 'relocation');
select authz.protect_errand('content.scene_labels', 'relocation');
select authz.protect_errand('content.label_cell', 'relocation');
-- Where on the ground an event was is worked out from its scene.
select authz.protect_errand('content.scene', 'audit');
drop function if exists authz.oversees();

-- The searchable copy of the log: the house's auditors and administrators read all of it, an agency's their part, nobody else any; the server fills it.
do $$
declare
  target text;
begin
  foreach target in array array['event', 'person', 'hour', 'saved_search'] loop
    execute format('alter table audit.%I enable row level security, force row level security', target);
    execute format('drop policy if exists reader on audit.%I', target);
    execute format('drop policy if exists indexer on audit.%I', target);
    execute format('drop policy if exists owner_work on audit.%I', target);
    execute format('create policy owner_work on audit.%I to ${owner_role} using (true)', target);
    execute format('create policy indexer on audit.%I to ${app_role} using ((select authz.errand()) = ''audit'')', target);
  end loop;
end $$;
create policy reader on audit.event for select to ${app_role} using ((select authz.acting_for('AUDIT_READ')) in ('', agency));
create policy reader on audit.hour for select to ${app_role} using ((select authz.acting_for('AUDIT_READ')) in ('', split_part(actor_name, '@', 2)));
-- Agencies know the house's people by name, who look after theirs.
create policy reader on audit.person for select to ${app_role} using (
  (select authz.acting_for('AUDIT_READ')) in ('', split_part(actor_name, '@', 2))
  or (select authz.acting_for('AUDIT_READ')) is not null and split_part(actor_name, '@', 2) = '');
create policy reader on audit.saved_search to ${app_role} using (
  owner = (select authz.holder()) and (select authz.acting_for('AUDIT_READ')) is not null);

-- For whoever reads all of it, no row is to be hidden, and a row policy would only keep searches from the index of places, which cannot be shown to tell
-- nothing. Here the question is asked once, before the first row is looked at. It has the columns that the table had when this file last changed: now up
-- to tiles.
create or replace view audit.whole_event as select * from audit.event where (select authz.acting_for('AUDIT_READ')) = '';
grant select on audit.whole_event to ${app_role};
