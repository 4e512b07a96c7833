-- What scenes are looked for by, drawn from their facts by the database itself, so that it cannot differ from them.
alter table content.scene
  add column platform    text generated always as (facts -> 'acquisition' ->> 'platform') stored,
  add column sensor      text generated always as (facts -> 'acquisition' ->> 'sensor') stored,
  add column cloud_cover double precision
    generated always as ((facts -> 'acquisition' ->> 'cloudCover')::double precision) stored,
  add column gsd         double precision
    generated always as (greatest((facts -> 'gsd' ->> 0)::double precision, (facts -> 'gsd' ->> 1)::double precision)) stored;
create index scene_acquired on content.scene (project, acquired desc);
create index scene_gsd on content.scene (project, gsd);
create index scene_sensor on content.scene (project, lower(sensor));
create index scene_platform on content.scene (project, lower(platform));
