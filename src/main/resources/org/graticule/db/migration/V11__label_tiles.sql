-- Where a label lies on the ground, for tiles of the Web Mercator.
alter table content.element add column ground geometry(Polygon, 4326);
update content.element e
set ground = st_envelope(st_buffer(r.geom_ground, 1e-9))
from content.revision r
where r.element = e.id and r.n = e.head and r.geom_ground is not null;

-- How many labels have their middle in each square of 128 pixels: what an overview of millions is drawn from.
create table content.label_cell (
  scene    uuid not null references content.scene,
  project  uuid not null references content.project,
  x        int not null,
  y        int not null,
  layer    uuid not null references content.layer,
  mark_id  int not null references authz.mark,
  class_id int not null,
  n        int not null,
  primary key (scene, x, y, layer, mark_id, class_id)
);

insert into content.label_cell (scene, project, x, y, layer, mark_id, class_id, n)
select e.scene, s.project,
       floor((st_xmin(e.envelope) + st_xmax(e.envelope)) / 256)::int,
       floor((st_ymin(e.envelope) + st_ymax(e.envelope)) / 256)::int,
       e.layer, e.mark_id, e.class_id, count(*)
from content.element e
join content.scene s on s.id = e.scene
where e.live
group by 1, 2, 3, 4, 5, 6, 7;

-- Counted by the database itself, so that it cannot differ from the labels.
create function content.count_cells() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into content.label_cell as c (scene, project, x, y, layer, mark_id, class_id, n)
    select scene, project,
           floor((st_xmin(envelope) + st_xmax(envelope)) / 256)::int,
           floor((st_ymin(envelope) + st_ymax(envelope)) / 256)::int,
           layer, mark_id, class_id, count(*)
    from fresh
    where live
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (scene, x, y, layer, mark_id, class_id) do update set n = c.n + excluded.n;
  else
    insert into content.label_cell as c (scene, project, x, y, layer, mark_id, class_id, n)
    select scene, project,
           floor((st_xmin(envelope) + st_xmax(envelope)) / 256)::int,
           floor((st_ymin(envelope) + st_ymax(envelope)) / 256)::int,
           layer, mark_id, class_id, sum(step)
    from (
      select *, -1 as step from before where live
      union all
      select *, 1 from fresh where live) moved
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(step) <> 0
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (scene, x, y, layer, mark_id, class_id) do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;
create trigger count_new after insert on content.element
  referencing new table as fresh for each statement execute function content.count_cells();
create trigger count_changed after update on content.element
  referencing old table as before new table as fresh for each statement execute function content.count_cells();
