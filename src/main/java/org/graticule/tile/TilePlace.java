package org.graticule.tile;

/**
 * A tile of a grid, of whatever scene.
 *
 * @param grid id of a tile matrix set
 */
public record TilePlace(String grid, int z, int x, int y) {}
