-- An area of work may be drawn: what of its box belongs to it, in pixels; all of it where this is null.
alter table content.area add column outline geometry(Geometry, 0);
alter table content.area add check (st_geometrytype(outline) in ('ST_Polygon', 'ST_MultiPolygon'));
