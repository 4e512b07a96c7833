import type { Scene } from '../api/types';
import type { Range } from '../ui/gr-range-plot';

export type { Range };

export type Statistics = NonNullable<Scene['statistics']>[number];

/** Which values become black and white. */
export type Stretch =
  | { readonly kind: 'minmax' }
  | { readonly kind: 'percentile'; readonly low: number; readonly high: number }
  | { readonly kind: 'stddev'; readonly times: number }
  | { readonly kind: 'range'; readonly ranges: readonly Range[] };

export const RESAMPLINGS = ['nearest', 'bilinear', 'cubic'] as const;
export type Resampling = (typeof RESAMPLINGS)[number];

/** How a scene's samples become colours. What is null or absent is as the server does by itself. */
export interface Rendering {
  /** A named style; the rest then only says how it is drawn. */
  readonly style: string | null;
  /** One band or three, from 1. */
  readonly bands: readonly number[] | null;
  readonly expression: string | null;
  readonly stretch: Stretch | null;
  readonly gamma: number;
  readonly colormap: string | null;
  /** Decibels, for radar. */
  readonly db: boolean;
  readonly resampling: Resampling;
  /** 0 to 1; in the page only. */
  readonly opacity: number;
}

export const PLAIN: Rendering = {
  style: null,
  bands: null,
  expression: null,
  stretch: null,
  gamma: 1,
  colormap: null,
  db: false,
  resampling: 'bilinear',
  opacity: 1,
};

/** Whether the tiles made at ingest show it as it is. */
export function isPlain({
  style,
  bands,
  expression,
  stretch,
  gamma,
  colormap,
  db,
}: Rendering): boolean {
  return !style && !bands && !expression && !stretch && gamma === 1 && !colormap && !db;
}

/** How a picture is drawn, in few words. */
export function renderingText(rendering: Rendering): string {
  const { style, bands, expression, stretch, gamma, colormap } = rendering;
  if (isPlain(rendering)) {
    return 'as made at ingest';
  }
  const what =
    style ??
    expression ??
    (bands ? `${bands.length === 1 ? 'band' : 'bands'} ${bands.join(', ')}` : null);
  const changed = [
    ...(stretch && !expression ? ['stretched'] : []),
    ...(gamma === 1 ? [] : [`gamma ${gamma}`]),
    ...(colormap ? [colormap] : []),
  ];
  return [...(what ? [what] : []), ...changed].join(', ') || 'drawn otherwise';
}

/** Bands from 1 that are on screen; none with an expression or a style. */
export function shownBands(
  scene: Scene,
  { style, bands, expression }: Rendering,
): readonly number[] {
  if (style || expression) {
    return [];
  }
  return bands ?? (scene.details?.display_bands ?? [0]).map((band) => band + 1);
}

/** The parameters that say it, without those that only say what would be anyway. */
export function renderingParameters(rendering: Rendering): Record<string, string> {
  const { style, bands, expression, stretch, gamma, colormap, db, resampling, opacity } = rendering;
  return {
    ...(style ? { style } : {}),
    ...(bands ? { bands: bands.join(',') } : {}),
    ...(expression ? { expression } : {}),
    ...(stretch ? { stretch: writeStretch(stretch) } : {}),
    ...(gamma === 1 ? {} : { gamma: String(gamma) }),
    ...(colormap ? { colormap } : {}),
    ...(db ? { db: 'true' } : {}),
    ...(resampling === 'bilinear' ? {} : { resampling }),
    ...(opacity === 1 ? {} : { opacity: String(opacity) }),
  };
}

/** The way back, forgiving: what is not understood is left as it would be anyway. */
export function readRendering(parameters: Readonly<Record<string, string>>): Rendering {
  const { style, bands, expression, stretch, gamma, colormap, db, resampling, opacity } =
    parameters;
  const numbers = (bands ?? '').split(',').map(Number);
  const whole = numbers.every((band) => Number.isInteger(band) && band >= 1);
  return {
    style: style || null,
    bands: whole && (numbers.length === 1 || numbers.length === 3) ? numbers : null,
    expression: expression || null,
    stretch: readStretch(stretch ?? ''),
    gamma: within(Number(gamma ?? 1), 0.1, 10) ?? 1,
    colormap: colormap || null,
    db: db === 'true',
    resampling: RESAMPLINGS.find((name) => name === resampling) ?? 'bilinear',
    opacity: within(Number(opacity ?? 1), 0, 1) ?? 1,
  };
}

function within(value: number, least: number, most: number): number | null {
  return value >= least && value <= most ? value : null;
}

export function writeStretch(stretch: Stretch): string {
  switch (stretch.kind) {
    case 'minmax':
      return 'minmax';
    case 'percentile':
      return `percentile:${stretch.low},${stretch.high}`;
    case 'stddev':
      return `stddev:${stretch.times}`;
    case 'range':
      return `range:${stretch.ranges.map(({ low, high }) => `${low},${high}`).join(';')}`;
  }
}

export function readStretch(text: string): Stretch | null {
  const [kind = '', rest = ''] = text.split(':', 2);
  const pairs = rest.split(';').map((pair) => pair.split(',').map(Number));
  const [[first = NaN, second = NaN] = []] = pairs;
  if (kind === 'minmax') {
    return { kind };
  }
  if (kind === 'percentile' && first >= 0 && second <= 100 && first < second) {
    return { kind, low: first, high: second };
  }
  if (kind === 'stddev' && first > 0) {
    return { kind, times: first };
  }
  const ranges = pairs.map(([low = NaN, high = NaN]) => ({ low, high }));
  return kind === 'range' && ranges.every(({ low, high }) => low < high) ? { kind, ranges } : null;
}

/** Values shown as black and white of one band. */
export function rangeOf(stretch: Stretch, channel: number, statistics: Statistics): Range {
  const { min, max, mean, std } = statistics;
  const all = { low: min ?? statistics.histogram_low, high: max ?? statistics.histogram_high };
  switch (stretch.kind) {
    case 'minmax':
      return all;
    case 'percentile':
      return { low: quantile(statistics, stretch.low), high: quantile(statistics, stretch.high) };
    case 'stddev': {
      const spread = stretch.times * (std ?? 0);
      return std ? { low: (mean ?? 0) - spread, high: (mean ?? 0) + spread } : all;
    }
    case 'range':
      return stretch.ranges[Math.min(channel, stretch.ranges.length - 1)] ?? all;
  }
}

/** The value that so many percent of the samples do not exceed; within a bin by straight line. */
export function quantile(statistics: Statistics, percent: number): number {
  const { histogram, histogram_low: low, histogram_high: high, min, max } = statistics;
  const { p2, p98 } = statistics;
  if ((percent === 2 && p2 != null) || (percent === 98 && p98 != null)) {
    return (percent === 2 ? p2 : p98)!;
  }
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const wanted = (total * percent) / 100;
  let below = 0;
  for (let bin = 0; bin < histogram.length; bin++) {
    const here = histogram[bin]!;
    if (here > 0 && below + here >= wanted) {
      const value = low + ((bin + (wanted - below) / here) * (high - low)) / histogram.length;
      return Math.min(Math.max(value, min ?? low), max ?? high);
    }
    below += here;
  }
  return max ?? high;
}

export type Grid = 'native' | 'WebMercatorQuad';

/** Template of the tiles that show a scene so. */
export function tileUrl(scene: Scene, rendering: Rendering, grid: Grid): string {
  const { opacity: _opacity, resampling, ...parameters } = renderingParameters(rendering);
  if (isPlain(rendering) && (grid === 'native' || !resampling)) {
    return grid === 'native' ? scene.tiles.url : (scene.tiles.map_url ?? '');
  }
  const search = new URLSearchParams({
    ...parameters,
    ...(rendering.style || rendering.expression ? {} : explicit(scene, rendering)),
    // A level of the native grid has the very pixels that are asked for: nothing to resample.
    ...(resampling && grid !== 'native' ? { resampling } : {}),
    v: String(scene.revision),
  });
  return `/api/v1/scenes/${scene.id}/map/${grid}/{z}/{x}/{y}?${search}`;
}

/** Said rather than left to the server, so that the handles on screen are what the tiles show. */
function explicit(scene: Scene, rendering: Rendering): Record<string, string> {
  return {
    bands: shownBands(scene, rendering).join(','),
    stretch: writeStretch(rendering.stretch ?? plainStretch(scene, rendering)),
  };
}

/** The stretch of the tiles made at ingest; of other bands, which it was not made for, the usual one. */
export function plainStretch(scene: Scene, rendering: Rendering): Stretch {
  if (shownBands(scene, rendering).join() !== shownBands(scene, PLAIN).join()) {
    return { kind: 'percentile', low: 2, high: 98 };
  }
  const ranges = scene.details?.display_stretch ?? [];
  return ranges.length > 0 && ranges.every(({ low, high }) => low < high)
    ? { kind: 'range', ranges }
    : { kind: 'minmax' };
}
