package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * A planned scene: what is where, before any pixel exists. The same seed and size give the same
 * plan and the same pixels on every machine. Immutable; safe from any thread.
 */
public final class SyntheticScene {
  private final long seed;
  private final int width;
  private final int height;
  private final List<SceneObject> objects;
  private final Ground ground;
  private final Noise noise;
  private final Grain grain;
  private final STRtree index = new STRtree();

  /** A feature and its turn in the painting order. */
  record Turn(int order, Feature feature) {}

  private SyntheticScene(long seed, int width, int height, Site site) {
    this.seed = seed;
    this.width = width;
    this.height = height;
    this.objects = List.copyOf(site.objects);
    this.ground = site.ground;
    this.noise = site.noise;
    this.grain = new Grain(site.noise, width, height);
    List<Feature> painted = new ArrayList<>(site.features);
    painted.sort(Comparator.comparing(Feature::layer));
    for (int i = 0; i < painted.size(); i++) {
      index.insert(painted.get(i).bounds(), new Turn(i, painted.get(i)));
    }
    index.build();
  }

  /** Invents a place of the given size in pixels of 0.3 m. */
  public static SyntheticScene plan(long seed, int width, int height) {
    return new SyntheticScene(seed, width, height, new Town(seed, width, height).build());
  }

  public long seed() {
    return seed;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Every labelled thing; the object with id k is at index k - 1. */
  public List<SceneObject> objects() {
    return objects;
  }

  public Georeference georeference() {
    return Georeference.of(seed);
  }

  public Sun sun() {
    return new Sun(152, 41);
  }

  Ground ground() {
    return ground;
  }

  Noise noise() {
    return noise;
  }

  /** Paints all surfaces of the window. */
  Canvas surfaces(int x0, int y0, int columns, int rows) {
    Canvas canvas = new Canvas(x0, y0, columns, rows, noise, grain);
    List<Turn> turns = new ArrayList<>();
    Envelope window = new Envelope(x0, x0 + columns, y0, y0 + rows);
    index.query(window, item -> turns.add((Turn) item));
    turns.sort(Comparator.comparingInt(Turn::order));
    for (Turn turn : turns) {
      if (turn.feature() instanceof Feature.Patch p && p.layer() == Layer.DISTRICT) {
        canvas.cover(p.outline());
      }
    }
    ground.paint(canvas);
    turns.forEach(turn -> turn.feature().paint(canvas));
    return canvas;
  }
}
