package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.tile.render.Rendering;
import org.graticule.tile.warp.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * Puts scenes on top of each other: the first that has data at a pixel is seen there. A picture is
 * kept under the scenes it could be of, so two callers share it only if they may see the same ones.
 * Thread-safe.
 */
public final class Mosaics {
  private final MapTiles tiles;
  private final RenderPool pool;
  private final Cache<Key, RenderedRoutes.Drawn> drawn =
      Caffeine.newBuilder()
          .maximumWeight(64L << 20)
          .<Key, RenderedRoutes.Drawn>weigher(
              (key, value) -> value.picture().bytes().length + 256 + 64 * key.scenes.size())
          .build();

  /** All that decides the pixels. */
  record Key(List<Layer> scenes, String part, String rendering) {}

  /** Pixels that never change. */
  record Layer(UUID scene, int revision, String part) {
    static Layer of(Scene scene) {
      return new Layer(scene.id(), scene.revision(), scene.seen());
    }
  }

  public Mosaics(MapTiles tiles, RenderPool pool) {
    this.tiles = tiles;
    this.pool = pool;
  }

  static Key key(List<Scene> scenes, Object part, Rendering rendering) {
    return new Key(scenes.stream().map(Layer::of).toList(), part.toString(), rendering.canonical());
  }

  /**
   * @param scenes topmost first, all of them decided on
   */
  RenderPool.Ticket<RenderedRoutes.Drawn> draw(
      List<Scene> scenes, TilePlace place, Rendering rendering) {
    Key key = key(scenes, place, rendering);
    RenderedRoutes.Drawn known = drawn.getIfPresent(key);
    if (known != null) {
      return RenderPool.Ticket.ready(known);
    }
    return pool.submit(
        key,
        layers(scenes),
        () -> {
          Composed composed = compose(scenes, scene -> tile(scene, place, rendering));
          Picture picture =
              composed
                  .pixels()
                  .map(p -> Picture.of(p, rendering.format(), rendering.background()))
                  .orElse(Picture.NOTHING);
          RenderedRoutes.Drawn made = new RenderedRoutes.Drawn(picture, composed.shown());
          drawn.put(key, made);
          return made;
        });
  }

  /** The same for any rectangle of ground, drawn for this one request. */
  RenderPool.Ticket<RenderedRoutes.Drawn> draw(
      List<Scene> scenes, MapWindow window, Rendering rendering) {
    List<Layer> layers = scenes.stream().map(Layer::of).toList();
    return pool.submit(
        List.of(layers, window, rendering.canonical()),
        window.cost() * layers(scenes),
        () -> {
          Composed composed = compose(scenes, scene -> tiles.pixels(scene, window, rendering));
          return new RenderedRoutes.Drawn(
              MapTiles.picture(window, composed.pixels(), rendering), composed.shown());
        });
  }

  /** How many tiles take as long: of many scenes most show little, and one above may be enough. */
  private static int layers(List<Scene> scenes) {
    return 1 + scenes.size() / 8;
  }

  private Optional<Pixels> tile(Scene scene, TilePlace place, Rendering rendering) {
    return tiles.pixels(scene, TileKey.of(scene, place, rendering.canonical()), rendering);
  }

  /**
   * @param shown scenes that at least one pixel is of
   */
  private record Composed(Optional<Pixels> pixels, List<Scene> shown) {}

  private static Composed compose(List<Scene> scenes, Function<Scene, Optional<Pixels>> pixelsOf) {
    List<Scene> shown = new ArrayList<>();
    Optional<Pixels> result = Optional.empty();
    Fault refused = null;
    for (Scene scene : scenes) {
      Optional<Pixels> next;
      try {
        next = pixelsOf.apply(scene);
      } catch (Fault e) {
        // A scene without the wanted band has no part in this picture.
        refused = e;
        continue;
      }
      if (next.isPresent()) {
        Optional<Pixels> merged = result.map(top -> under(top, next.get())).orElse(next);
        if (merged.isPresent()) {
          result = merged;
          shown.add(scene);
        }
        if (result.isPresent() && result.get().valid() == null) {
          break;
        }
      }
    }
    if (shown.isEmpty() && refused != null) {
      throw refused;
    }
    return new Composed(result, List.copyOf(shown));
  }

  /** Fills the holes of one picture from another; empty where that changes nothing. */
  private static Optional<Pixels> under(Pixels top, Pixels below) {
    byte @Nullable [] holes = top.valid();
    byte @Nullable [] there = below.valid();
    if (holes == null) {
      return Optional.empty();
    }
    int channels = Math.max(top.channels(), below.channels());
    byte[] upper = spread(top, channels);
    byte[] lower = spread(below, channels);
    byte[] valid = holes.clone();
    int filled = 0;
    int open = 0;
    for (int i = 0; i < valid.length; i++) {
      if (valid[i] == 0) {
        if (there == null || there[i] != 0) {
          System.arraycopy(lower, i * channels, upper, i * channels, channels);
          valid[i] = 1;
          filled++;
        } else {
          open++;
        }
      }
    }
    return filled == 0
        ? Optional.empty()
        : Optional.of(
            new Pixels(top.width(), top.height(), channels, upper, open == 0 ? null : valid));
  }

  private static byte[] spread(Pixels pixels, int channels) {
    if (pixels.channels() == channels) {
      return pixels.rgb();
    }
    byte[] out = new byte[pixels.rgb().length * channels];
    for (int i = 0; i < out.length; i++) {
      out[i] = pixels.rgb()[i / channels];
    }
    return out;
  }
}
