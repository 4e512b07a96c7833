-- Each picture by itself where an event tells of several: the tiles of tile.seen, of which ground is the union. Worked out with ground, by the georeference
-- of the scene, which the database does not know. Null for all other events, and for spans indexed before, which stay one place.
alter table audit.event add column tiles geometry(GeometryCollection, 4326);
