import { client } from '../api/client';
import type { Scene } from '../api/types';
import { shownBands, type Rendering } from './rendering';

/** Left, top, right, bottom in pixels of the scene. */
export type PixelWindow = readonly [number, number, number, number];

/**
 * Two percent cut at both ends of a part of the scene: shadows open up, whatever the rest holds.
 * Null where the part has no such values.
 */
export async function stretchOfWindow(
  scene: Scene,
  rendering: Rendering,
  window: PixelWindow,
): Promise<Rendering | null> {
  const { statistics } = await client.get('/api/v1/scenes/{scene}/statistics', {
    path: { scene: scene.id },
    query: { bbox: window.join(',') },
  });
  const ranges = shownBands(scene, rendering).map((band) => {
    const { p2, p98 } = statistics[band - 1] ?? {};
    return { low: p2 ?? 0, high: p98 ?? 0 };
  });
  return ranges.length > 0 && ranges.every(({ low, high }) => low < high)
    ? { ...rendering, stretch: { kind: 'range', ranges } }
    : null;
}
