import type { Scene } from '../api/types';
import { plainStretch, rangeOf, shownBands, type Range, type Rendering } from './rendering';

/** Bands that can be shown: alpha is no picture. From 1. */
export function bandsOf(scene: Scene): readonly number[] {
  const count = scene.bands - (scene.details?.alpha ? 1 : 0);
  return Array.from({ length: Math.max(1, count) }, (_, i) => i + 1);
}

/** "4 NIR" or "Band 4". */
export function bandName(scene: Scene, band: number): string {
  const name = scene.details?.band_names[band - 1];
  return name ? `${band} ${name}` : `Band ${band}`;
}

/** Whether the bands are those of the plain tiles. */
function asIngested(scene: Scene, bands: readonly number[]): boolean {
  const plain = scene.details?.display_bands ?? [];
  return bands.length === plain.length && bands.every((band, i) => band === plain[i]! + 1);
}

/** The same rendering with other bands: a stretch by hand was meant for the old ones. */
export function withBands(scene: Scene, rendering: Rendering, bands: readonly number[]): Rendering {
  const plain = asIngested(scene, bands);
  const byHand = rendering.stretch?.kind === 'range';
  const stretch = byHand ? null : rendering.stretch;
  return {
    ...rendering,
    style: null,
    expression: null,
    bands: plain ? null : bands,
    colormap: bands.length === 1 && rendering.expression === null ? rendering.colormap : null,
    stretch: stretch ?? (plain ? null : { kind: 'percentile', low: 2, high: 98 }),
  };
}

/** Values shown as black and white, one a shown band. */
export function rangesOf(scene: Scene, rendering: Rendering): Range[] {
  const stretch = rendering.stretch ?? plainStretch(scene, rendering);
  return shownBands(scene, rendering).map((band, channel) => {
    const statistics = scene.statistics?.[band - 1];
    return statistics ? rangeOf(stretch, channel, statistics) : { low: 0, high: 255 };
  });
}

/** With the range of one channel changed by hand; linked channels follow by the same shares. */
export function withRange(
  scene: Scene,
  rendering: Rendering,
  channel: number,
  range: Range,
  linked: boolean,
): Rendering {
  const ranges = rangesOf(scene, rendering);
  const old = ranges[channel] ?? range;
  const width = old.high - old.low || 1;
  const [dLow, dHigh] = [(range.low - old.low) / width, (range.high - old.high) / width];
  const changed = ranges.map((each, i) => {
    if (i === channel) {
      return range;
    }
    const own = each.high - each.low;
    return linked ? rounded({ low: each.low + dLow * own, high: each.high + dHigh * own }) : each;
  });
  return { ...rendering, stretch: { kind: 'range', ranges: changed } };
}

function rounded({ low, high }: Range): Range {
  const digits = Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(high - low || 1))));
  return { low: Number(low.toFixed(digits)), high: Number(high.toFixed(digits)) };
}
