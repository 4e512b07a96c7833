import { client } from '../api/client';
import { hrefOf, type Parameters } from '../app/route';
import { renderingParameters, type Rendering } from '../view/rendering';
import type { Compared } from './map/comparison';

/** Milliseconds that the address waits while a line or a slider is moved. */
const PAUSE = 300;

/** A comparison as an address tells it: of the other scene only the id. */
export interface Comparing extends Omit<Compared, 'scene'> {
  readonly other: string;
}

/** The names are those of the page that looks at a scene, which takes them over. */
export function readComparing(parameters: Parameters): Comparing | null {
  const { with: other, compare, swipe, fade } = parameters;
  const how = compare === 'swipe' || compare === 'fade' ? compare : null;
  if (!other || !how) {
    return null;
  }
  const share = Number((how === 'swipe' ? swipe : fade) ?? NaN);
  return { other, how, share: share >= 0 && share <= 1 ? share : 0.5 };
}

/** The way back, without what would be so anyway. */
export function comparingParameters(compared: Compared | null): Record<string, string> {
  if (!compared) {
    return {};
  }
  const { scene, how, share } = compared;
  return {
    with: scene.id,
    compare: how,
    ...(share === 0.5 ? {} : { [how]: String(Number(share.toFixed(3))) }),
  };
}

/** The scene that the address compares with, if it can still be seen. */
export async function comparedOf(parameters: Parameters): Promise<Compared | null> {
  const comparing = readComparing(parameters);
  if (!comparing) {
    return null;
  }
  const { other, how, share } = comparing;
  const path = { scene: other };
  const scene = await client.get('/api/v1/scenes/{scene}', { path }).catch(() => null);
  return scene?.tiles.map_url ? { scene, how, share } : null;
}

/** What the address says of an editor. */
export function editorParameters(rendering: Rendering, compared: Compared | null): Parameters {
  return { ...renderingParameters(rendering), ...comparingParameters(compared) };
}

/** Follows what is shown quietly, so that a reload and a shared address show the same. */
export class EditorAddress {
  private pending: ReturnType<typeof setTimeout> | undefined;

  follow(scene: string, view: () => Parameters): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => {
      // The page may be on its way elsewhere.
      if (location.hash.startsWith(hrefOf({ page: 'label', scene, view: {} }))) {
        history.replaceState(null, '', hrefOf({ page: 'label', scene, view: view() }));
      }
    }, PAUSE);
  }

  /** The page shows something else now. */
  leave(): void {
    clearTimeout(this.pending);
  }
}
