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
    Dice dice = new Dice(seed);
    Frame frame = new Frame(dice.bits(), width, height);
    Site site = new Site(frame, new Noise(dice.bits()));
    Roads roads = new Roads(site, new Dice(dice.bits()));
    Buildings buildings = new Buildings(site, new Dice(dice.bits()));
    Parking parking = new Parking(site, new Dice(dice.bits()));
    Lots lots = new Lots(site, new Dice(dice.bits()), buildings, parking);
    Tanks tanks = new Tanks(site, new Dice(dice.bits()));
    Blocks blocks = new Blocks(site, new Dice(dice.bits()), buildings, parking, lots, tanks);
    Fields fields = new Fields(site, new Dice(dice.bits()));
    Planner planner = new Planner(site, new Dice(dice.bits()), roads, lots, blocks, fields);
    double reach = 0.25 * Math.max(width, height);
    Roads.Kind coast = Roads.Kind.COLLECTOR;
    roads.add(coast, 0, -reach, 0, height + reach, true);
    Quad land = Quad.box(0, -reach, width * 1.1 + reach, height + reach);
    land.clearance()[3] = coast.clearance();
    planner.district(land, 0);
    roads.build();
    site.growTrees();
    return new SyntheticScene(seed, width, height, site);
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
