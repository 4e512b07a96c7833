package org.graticule.label;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Subject;

/**
 * Tiles of three zooms, none of them drawn before, one after the other. Ours decides, looks under
 * row policies, draws labels too small to see as points and puts an event on the log; the peer is
 * the query that pg_tileserv makes of a table with a spatial index, on the same outlines, with the
 * same columns, and its limit of 10,000 features, which no tile reaches.
 */
final class TileMeasure {
  private static final int ACROSS = 8;
  private static final List<Integer> SCALES = List.of(1, 2, 4);

  private final LabelWorld world;
  private final Subject by;
  private final UUID scene;
  private final int top;
  private int tiles;
  private long ourFeatures;
  private long plainFeatures;
  private long ourBytes;
  private long plainBytes;

  TileMeasure(LabelWorld world, Subject by, UUID scene) {
    this.world = world;
    this.by = by;
    this.scene = scene;
    this.top = world.catalogue.find(by, scene).orElseThrow().pyramid().levels() - 1;
    world.furnishing.write(tx -> {
      tx.handle()
          .execute(
              """
              create table public.drawn as
              select e.id, e.class_id as class, e.layer, e.head as revision,
                st_scale(r.geom_px, 1, -1) as geom
              from content.element e
              join content.revision r on r.element = e.id and r.n = e.head
              where e.scene = '%s'
              """
                  .formatted(scene));
      tx.handle().execute("create index on public.drawn using gist (geom)");
      return tx.handle().execute("analyze public.drawn");
    });
  }

  double ours() {
    LabelTiles drawing =
        new LabelTiles(
            world.database,
            world.policy,
            world.catalogue,
            world.layers,
            world.marks,
            Clock.systemUTC());
    List<byte[]> drawn = new ArrayList<>();
    long start = System.nanoTime();
    for (int scale : SCALES) {
      int z = top - Integer.numberOfTrailingZeros(scale);
      for (int x = 0; x < ACROSS; x++) {
        for (int y = 0; y < ACROSS; y++) {
          LabelTiles.Ask ask = new LabelTiles.Ask("native", z, x, y, List.of(), List.of());
          drawn.add(drawing.tile(by, scene, ask, Optional.empty()).bytes().orElseThrow());
        }
      }
    }
    double rate = drawn.size() * 1e9 / (System.nanoTime() - start);
    tiles = drawn.size();
    ourFeatures = features(drawn);
    ourBytes = drawn.stream().mapToLong(tile -> tile.length).sum();
    return rate;
  }

  double plain() {
    List<byte[]> drawn = new ArrayList<>();
    long start = System.nanoTime();
    for (int scale : SCALES) {
      int side = LabelTile.SIDE * scale;
      for (int x = 0; x < ACROSS; x++) {
        for (int y = 0; y < ACROSS; y++) {
          drawn.add(plain(x * side, -y * side, side));
        }
      }
    }
    double rate = drawn.size() * 1e9 / (System.nanoTime() - start);
    plainFeatures = features(drawn);
    plainBytes = drawn.stream().mapToLong(tile -> tile.length).sum();
    return rate;
  }

  private byte[] plain(int x, int y, int side) {
    return world.furnishing.read(tx ->
        tx.handle()
            .createQuery(
                """
                select st_asmvt(mvtgeom, 'labels', 4096)
                from (
                  select st_asmvtgeom(t.geom, bounds.geom_clip, 4096, 64) as geom,
                    t.id::text, t.class, t.layer::text, t.revision
                  from public.drawn t, (
                    select st_makeenvelope(:x, :y - :side, :x + :side, :y) as geom_clip,
                      st_expand(
                        st_makeenvelope(:x, :y - :side, :x + :side, :y), :side * 64 / 4096.0)
                        as geom_query) bounds
                  where st_intersects(t.geom, bounds.geom_query)
                  limit 10000) mvtgeom
                """)
            .bind("x", x)
            .bind("y", y)
            .bind("side", side)
            .mapTo(byte[].class)
            .one());
  }

  private static long features(List<byte[]> drawn) {
    return drawn.stream()
        .flatMap(tile -> VectorTile.read(tile).values().stream())
        .mapToLong(List::size)
        .sum();
  }

  String told() {
    return "%d tiles each; ours %d features in %d bytes, the plain query's %d in %d"
        .formatted(tiles, ourFeatures, ourBytes, plainFeatures, plainBytes);
  }
}
