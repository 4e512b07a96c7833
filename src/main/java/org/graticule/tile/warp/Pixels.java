package org.graticule.tile.warp;

import org.jspecify.annotations.Nullable;

/**
 * Rendered pixels with their mask.
 *
 * @param rgb interleaved, one (gray) or three channels
 * @param valid one byte a pixel, 0 where there is no data; null where every pixel has
 */
public record Pixels(
    int width, int height, int channels, byte[] rgb, byte @Nullable [] valid) {}
