import { client } from '../../api/client';
import { ProblemError } from '../../api/problem';

/** Waits between attempts while the server is busy (503) or away, in milliseconds. */
const PATIENCE = [500, 1500, 4000] as const;

/**
 * Loads one tile as pixels. Fetched rather than set as an image's address, because only so can
 * "no data here" (204), "sign in again" (401) and "busy" (503) be told apart.
 */
export async function loadTile(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  for (const wait of PATIENCE) {
    const image = await attempt(url, signal).catch((error: unknown) => {
      if (error instanceof ProblemError && (error.status === 503 || error.status === 0)) {
        return null;
      }
      throw error;
    });
    if (image) {
      return image;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    signal.throwIfAborted();
  }
  return attempt(url, signal);
}

function attempt(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  return client.renewing(async () => {
    const response = await fetch(url, { signal, credentials: 'same-origin' }).catch(
      (cause: unknown) => {
        signal.throwIfAborted();
        throw ProblemError.unreachable(cause);
      },
    );
    if (response.status === 204) {
      return createImageBitmap(new ImageData(1, 1));
    }
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    return createImageBitmap(await response.blob());
  });
}
