import { client } from '../../api/client';
import type { Scene } from '../../api/types';
import { fromGeoJson, type Geometry, type Position } from '../geometry';
import type { Picture } from './picture';

/** The longest side of a view that the server takes. */
const MOST_SIDE = 2048;

/** A place that was pointed at. */
export interface Click {
  readonly at: Position;
  /** Whether the object is there; where not, it is taken away there. */
  readonly inside: boolean;
}

/** What the model looks at: a rectangle of a level of the image, in that level's pixels. */
export interface View {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Outlines by the server's model. The model looks once at a view, which is dear, and then answers
 * every click in it: so the view stays the same while clicks fall well into it.
 */
export class Outlines {
  private readonly scene: Scene;
  private readonly side: number;
  private view: View | null = null;

  /** @param side long side, in pixels, of the views that the model sees in full */
  constructor(scene: Scene, side: number) {
    this.scene = scene;
    this.side = side;
  }

  /** Null where the server has no model, or cannot say: a tool less is no reason not to edit. */
  static async of(scene: Scene): Promise<Outlines | null> {
    const model = await client.get('/api/v1/outlines/model').catch(() => null);
    const side = model?.side ?? null;
    return side === null ? null : new Outlines(scene, side);
  }

  /** What the clicks mean; null where that is nothing. */
  async outline(clicks: readonly Click[], seen: Picture): Promise<Geometry | null> {
    const { view } = this;
    const { z } = viewAbout(this.scene, this.side, seen);
    if (view?.z !== z || !clicks.every(({ at }) => isWellWithin(this.scene, view, at))) {
      this.view = viewAbout(this.scene, this.side, seen);
    }
    const { geometry } = await client.post('/api/v1/scenes/{scene}/outlines', {
      path: { scene: this.scene.id },
      body: {
        view: this.view!,
        points: clicks.map(({ at: [x, y], inside }) => ({ x, y, inside })),
      },
    });
    return geometry === null ? null : fromGeoJson(geometry);
  }
}

function scaleOf({ tiles }: Scene, z: number): number {
  return 2 ** (tiles.max_zoom - z);
}

/** All of what is on screen, at the finest level that the model sees in full. */
export function viewAbout(scene: Scene, side: number, seen: Picture): View {
  const { tiles, width, height } = scene;
  const [across, down] = [seen.width * seen.scale, seen.height * seen.scale];
  const coarser = Math.ceil(Math.log2(Math.max(across, down) / side) - 1e-9);
  const z = tiles.max_zoom - Math.min(tiles.max_zoom, Math.max(0, coarser));
  const scale = scaleOf(scene, z);
  // There may be no level so coarse.
  const extent = Math.min(MOST_SIDE, Math.max(side, Math.ceil(Math.max(across, down) / scale)));
  const start = (from: number, shown: number, size: number) => {
    const most = Math.max(0, Math.ceil(size / scale) - extent);
    return Math.min(most, Math.max(0, Math.round((from + shown / 2) / scale - extent / 2)));
  };
  const [left, top] = seen.origin;
  const [x, y] = [start(left, across, width), start(top, down, height)];
  return { z, x, y, width: extent, height: extent };
}

/** Not so near to its border that the object might reach beyond, unless the image ends there, too. */
export function isWellWithin(scene: Scene, view: View, [x, y]: Position): boolean {
  const scale = scaleOf(scene, view.z);
  const inside = (at: number, from: number, extent: number, size: number) => {
    const margin = extent / 8;
    const place = at / scale - from;
    return (
      place >= (from === 0 ? 0 : margin) &&
      place <= (from + extent >= size / scale ? extent : extent - margin)
    );
  };
  return inside(x, view.x, view.width, scene.width) && inside(y, view.y, view.height, scene.height);
}
