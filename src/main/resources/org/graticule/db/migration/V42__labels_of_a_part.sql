-- Whoever labels the part of a scene that they see has its labels counted without seeing what is counted of the whole.
create or replace function content.count_cells() returns trigger
security definer set search_path = pg_catalog, public, content language plpgsql as $$
begin
  perform set_config('graticule.owner_work', 'on', true);
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
