import { client } from '../api/client';
import { ProblemError } from '../api/problem';

/** One pixel's samples, a band each; not valid where the mask says no data. */
export interface PixelValues {
  readonly valid: boolean;
  readonly values: readonly (number | null)[];
}

interface Answer {
  readonly valid?: boolean;
  readonly values?: readonly (number | null)[];
  readonly bands?: readonly { readonly value: number | null }[];
}

/** Reads the samples of a pixel from the server. */
export async function identify(
  scene: string,
  column: number,
  row: number,
  signal: AbortSignal,
): Promise<PixelValues> {
  return client.renewing(async () => {
    const url = `/api/v1/scenes/${scene}/identify?column=${column}&row=${row}`;
    const response = await fetch(url, { signal, credentials: 'same-origin' });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    const body = (await response.json()) as Answer;
    const values = body.values ?? body.bands?.map(({ value }) => value) ?? [];
    return { valid: body.valid ?? values.some((value) => value !== null), values };
  });
}
