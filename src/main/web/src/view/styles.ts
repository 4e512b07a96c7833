import { client } from '../api/client';
import type { Scene } from '../api/types';
import { ProblemError } from '../api/problem';

/** A rendering that the server knows by name. */
export interface NamedStyle {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly applies_to: { readonly bands: readonly string[]; readonly sensors: readonly string[] };
}

export interface ColourMap {
  readonly name: string;
  readonly title: string;
  /** Colours at equal steps, `#rrggbb`. */
  readonly stops: readonly string[];
}

/** What `GET /api/v1/styles` offers. */
export interface Styles {
  readonly styles: readonly NamedStyle[];
  readonly colormaps: readonly ColourMap[];
}

export const NO_STYLES: Styles = { styles: [], colormaps: [] };

/** The named styles and colour maps of the server. */
export async function loadStyles(signal: AbortSignal): Promise<Styles> {
  return client.renewing(async () => {
    const response = await fetch('/api/v1/styles', { signal, credentials: 'same-origin' });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    return (await response.json()) as Styles;
  });
}

/** Styles that are worth offering for the scene. */
export function stylesFor(scene: Scene, { styles }: Styles): readonly NamedStyle[] {
  return styles.filter(({ applies_to: { bands, sensors } }) => {
    const radar = sensors.length > 0 && sensors.every((sensor) => sensor === 'sar');
    return bands.length <= scene.bands && (!radar || looksLikeRadar(scene));
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
