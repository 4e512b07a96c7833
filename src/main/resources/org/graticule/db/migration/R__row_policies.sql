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
