import { client, urlOf } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Scene } from '../api/types';
import type { Range } from '../ui/gr-range-plot';

/** One pixel's samples. */
export interface PixelValues {
  /** False where the mask says no data. */
  readonly valid: boolean;
  /** Whether they are those of the original rather than of the picture that is shown. */
  readonly exact: boolean;
  readonly bands: readonly {
    readonly band: number;
    readonly name?: string;
    readonly value?: number;
  }[];
}

/** Reads the samples of a pixel from the server. */
export function identify(
  scene: string,
  column: number,
  row: number,
  signal: AbortSignal,
): Promise<PixelValues> {
  const url = urlOf('/api/v1/scenes/{scene}/identify', { scene }, { column, row });
  return ask<PixelValues>(url, signal);
}

/** Between which values all but 2 percent at each end lie in a window, a band each. */
export async function rangesWithin(scene: Scene, window: readonly number[]): Promise<Range[]> {
  const bbox = window.map(Math.round).join(',');
  const url = urlOf('/api/v1/scenes/{scene}/statistics', { scene: scene.id }, { bbox });
  const { statistics } = await ask<{
    readonly statistics: readonly { readonly p2?: number | null; readonly p98?: number | null }[];
  }>(url);
  return statistics.map(({ p2, p98 }) => ({ low: p2 ?? 0, high: p98 ?? 0 }));
}

function ask<T>(url: string, signal?: AbortSignal): Promise<T> {
  return client.renewing(async () => {
    const response = await fetch(url, {
      credentials: 'same-origin',
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    return (await response.json()) as T;
  });
}
