package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.graticule.access.Subject;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Batches of labels held to all rules among those that are there already: sound, not a duplicate,
 * no overlap and no narrow gap. Ours works out every violation with its place, for the parsed
 * batch, decided and under row policies; the peer is PostGIS with a spatial index, counting for the
 * same boxes those that are not valid, or overlap others, or come too near.
 */
final class ValidateMeasure {
  private static final int BATCHES = 100;
  private static final GeometryFactory PIXELS = new GeometryFactory();

  private final LabelWorld world;
  private final Subject by;
  private final UUID scene;
  private final int side;

  ValidateMeasure(LabelWorld world, Subject by, UUID scene, int side) {
    this.world = world;
    this.by = by;
    this.scene = scene;
    this.side = side;
    world.furnishing.write(tx -> {
      tx.handle()
          .createUpdate(
              """
              create table public.lot as
              select e.id, e.class_id, r.geom_px as geom
              from content.element e
              join content.revision r on r.element = e.id and r.n = e.head
              where e.scene = '%s'
              """
                  .formatted(scene))
          .execute();
      tx.handle().execute("create index on public.lot using gist (geom)");
      return tx.handle().execute("analyze public.lot");
    });
  }

  double ours() {
    List<Batch> batches = new ArrayList<>();
    for (List<Envelope> boxes : boxes()) {
      batches.add(
          LabelsTest.batch(boxes.stream().map(ValidateMeasure::create).toArray(String[]::new)));
    }
    long start = System.nanoTime();
    batches.forEach(batch -> world.labels.validate(by, scene, batch));
    return rate(start);
  }

  double postgis() {
    List<Geometry[]> batches = new ArrayList<>();
    for (List<Envelope> boxes : boxes()) {
      batches.add(boxes.stream().map(PIXELS::toGeometry).toArray(Geometry[]::new));
    }
    long start = System.nanoTime();
    for (Geometry[] batch : batches) {
      world.furnishing.read(tx ->
          tx.handle()
              .createQuery(
                  """
                  select
                    count(*) filter (where not st_isvalid(mine)) as invalid,
                    count(*) filter (where st_area(st_intersection(mine, p.geom)) > 0) as overlaps,
                    count(*) filter (where st_distance(mine, p.geom) > 0) as gaps
                  from unnest(:boxes) as f (mine)
                  left join public.lot p
                    on p.geom && st_expand(mine, 1) and st_dwithin(mine, p.geom, 1)
                  """)
              .bind("boxes", batch)
              .mapToMap()
              .one());
    }
    return rate(start);
  }

  private static double rate(long start) {
    return BATCHES * LabelMeasures.BATCH * 1e9 / (System.nanoTime() - start);
  }

  /** A batch is drawn in one part of the scene, as a person would. */
  private List<List<Envelope>> boxes() {
    Random random = new Random(7);
    List<List<Envelope>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      int left = random.nextInt(side - 200);
      int top = random.nextInt(side - 200);
      List<Envelope> boxes = new ArrayList<>();
      for (int k = 0; k < LabelMeasures.BATCH; k++) {
        int x = left + random.nextInt(190);
        int y = top + random.nextInt(190);
        boxes.add(new Envelope(x, x + 5, y, y + 5));
      }
      batches.add(boxes);
    }
    return batches;
  }

  private static String create(Envelope box) {
    double x0 = box.getMinX();
    double y0 = box.getMinY();
    double x1 = box.getMaxX();
    double y1 = box.getMaxY();
    return LabelsTest.create(
        UUID.randomUUID(),
        "[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]"
            .formatted(x0, y0, x1, y0, x1, y1, x0, y1, x0, y0));
  }
}
