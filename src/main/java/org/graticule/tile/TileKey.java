package org.graticule.tile;

import java.util.UUID;

/**
 * A tile of a scene's pixels.
 *
 * @param revision of the scene's pixels
 * @param grid id of a tile matrix set, or {@link #NATIVE}
 * @param rendering canonical form; empty for the pyramid's own bytes
 */
record TileKey(UUID scene, int revision, String grid, int z, int x, int y, String rendering) {
  static final String NATIVE = "native";
}
