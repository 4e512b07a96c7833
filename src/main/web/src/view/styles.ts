import type { RenderingStyle, Scene } from '../api/types';
import spelling from '../../../../../styles/bands.json';

/** Named renderings and colour maps of the server. */
export interface Styles {
  readonly styles: readonly RenderingStyle[];
  readonly colormaps: readonly ColourMap[];
}

export interface ColourMap {
  readonly name: string;
  readonly title: string;
  /** Colours at equal steps, `#rrggbb`. */
  readonly stops: readonly string[];
}

export const NO_STYLES: Styles = { styles: [], colormaps: [] };

/** Styles whose bands the scene has, by what its file or the custom of its band count calls them. */
export function stylesFor(scene: Scene, { styles }: Styles): readonly RenderingStyle[] {
  const spellings: Readonly<Record<string, readonly string[]>> = spelling.spellings;
  const orders: Readonly<Record<string, readonly string[]>> = spelling.order;
  const count = scene.bands - (scene.details?.alpha ? 1 : 0);
  const own = (scene.details?.band_names ?? []).map((name) =>
    name.toLowerCase().replace(/[\s_-]/g, ''),
  );
  const known = own.some((name) => name !== '') ? own : (orders[String(count)] ?? []);
  const has = (band: string) =>
    known.some((name) => name === band || (spellings[band] ?? []).includes(name));
  return styles.filter(({ applies_to: { bands, sensors } }) => {
    const radar = sensors.length > 0 && sensors.every((sensor) => sensor === 'sar');
    return bands.every(has) && (!radar || looksLikeRadar(scene));
  });
}

/** A file seldom says so: one or two bands of floating point or complex samples. */
export function looksLikeRadar({ sample_type: type, bands, acquisition }: Scene): boolean {
  return (
    /\bsar\b|radar/i.test(acquisition?.sensor ?? '') || (bands <= 4 && /float|complex/.test(type))
  );
}

/** A colour map as the background of an element. */
export function gradient({ stops }: ColourMap): string {
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
