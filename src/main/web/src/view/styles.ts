import { client } from '../api/client';
import { ProblemError } from '../api/problem';

export interface NamedStyle {
  readonly name: string;
  readonly title: string;
}

/** What `GET /api/v1/styles` offers. */
export interface Styles {
  readonly styles: readonly NamedStyle[];
  readonly colormaps: readonly NamedStyle[];
}

export const NO_STYLES: Styles = { styles: [], colormaps: [] };

/** The named styles and colour maps of the server; none where it has none. */
export async function loadStyles(signal: AbortSignal): Promise<Styles> {
  return client.renewing(async () => {
    const response = await fetch('/api/v1/styles', { signal, credentials: 'same-origin' });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    const body = (await response.json()) as Record<string, unknown>;
    return { styles: named(body['styles']), colormaps: named(body['colormaps']) };
  });
}

function named(list: unknown): NamedStyle[] {
  return (Array.isArray(list) ? (list as unknown[]) : []).map((entry) => {
    const { name, title } = (typeof entry === 'string' ? { name: entry } : entry) as {
      name: string;
      title?: string;
    };
    return { name, title: title ?? name };
  });
}
