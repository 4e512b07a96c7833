package org.graticule.tile;

import java.util.UUID;
import org.graticule.image.Scene;

/**
 * A tile of a scene's pixels, as somebody sees them.
 *
 * @param revision of the scene's pixels
 * @param part what is seen of the scene where that is not all, as {@link Scene#seen}: nobody is
 *     given what was drawn for somebody else's area
 * @param grid id of a tile matrix set, or {@link #NATIVE}
 * @param rendering canonical form; empty for the pyramid's own bytes
 */
record TileKey(
    UUID scene, int revision, String part, String grid, int z, int x, int y, String rendering) {
  static final String NATIVE = "native";

  static TileKey of(Scene scene, TilePlace place, String rendering) {
    return new TileKey(
        scene.id(),
        scene.revision(),
        scene.seen(),
        place.grid(),
        place.z(),
        place.x(),
        place.y(),
        rendering);
  }
}
