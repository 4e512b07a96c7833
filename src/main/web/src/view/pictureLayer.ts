import TileLayer from 'ol/layer/Tile';
import type Projection from 'ol/proj/Projection';
import type RenderEvent from 'ol/render/Event';
import ImageTileSource from 'ol/source/ImageTile';
import TileGrid from 'ol/tilegrid/TileGrid';
import { createXYZ } from 'ol/tilegrid';
import { transformExtent } from 'ol/proj';
import type { Scene } from '../api/types';
import type { ProblemError } from '../api/problem';
import { isAbort } from '../api/client';
import { problemOf } from '../ui/loader';
import { loadTile } from '../edit/map/tiles';
import { tileUrl, type Grid, type Rendering } from './rendering';

/** From here on image pixels are shown as squares: image pixels per screen pixel. */
const SQUARES = 0.25;

export interface PictureOptions {
  readonly scene: Scene;
  readonly grid: Grid;
  /** Of the native grid; the Web Mercator one is known. */
  readonly projection?: Projection;
  readonly rendering: Rendering;
  /** Where it may be drawn, in units of the map; as far as the scene goes unless it is said. */
  readonly extent?: number[];
  /** Layers of one name share a canvas. */
  readonly className?: string;
  /** A tile that could not be had, once for each rendering. */
  readonly failed: (problem: ProblemError) => void;
  /** How many tiles are on their way, whenever that changes. */
  readonly loading: (tiles: number) => void;
}

type Loader = (
  z: number,
  x: number,
  y: number,
  how: { signal: AbortSignal },
) => Promise<ImageBitmap>;

/** Tiles whose loader can be replaced; those under the old key are drawn until new ones are there. */
class PictureSource extends ImageTileSource {
  replace(loader: Loader, key: string): void {
    this.setLoader(loader);
    this.setKey(key);
  }
}

/**
 * One scene as a layer of tiles. Another rendering replaces the tiles one by one: the old ones stay
 * until the new ones are there, so that nothing flickers.
 */
export class PictureLayer {
  readonly layer: TileLayer<PictureSource>;
  readonly scene: Scene;
  private readonly grid: Grid;
  private readonly source: PictureSource;
  private readonly failed: (problem: ProblemError) => void;
  private readonly loading: (tiles: number) => void;
  private underWay = 0;
  private url = '';
  private smooth = true;
  private told = false;

  constructor(options: PictureOptions) {
    const { scene, grid, projection } = options;
    this.scene = scene;
    this.grid = grid;
    this.failed = options.failed;
    this.loading = options.loading;
    const extent = extentOf(scene, grid);
    this.source = new PictureSource({
      ...(projection ? { projection } : {}),
      tileGrid: grid === 'native' ? nativeGrid(scene, extent) : mercatorGrid(finest(scene), extent),
      transition: 120,
      wrapX: grid !== 'native',
      loader: () => Promise.reject(new Error('no rendering yet')),
    });
    // The layer's extent cuts off what the last tiles repeat beyond the image.
    this.layer = new TileLayer({
      source: this.source,
      extent: options.extent ?? extent,
      preload: 1,
      cacheSize: 512,
      ...(options.className ? { className: options.className } : {}),
    });
    this.layer.on('prerender', (event: RenderEvent) => {
      const context = event.context as CanvasRenderingContext2D;
      const resolution = event.frameState?.viewState.resolution ?? 1;
      const squares = grid === 'native' && resolution <= SQUARES;
      context.imageSmoothingEnabled = this.smooth && !squares;
    });
    this.show(options.rendering);
  }

  show(rendering: Rendering): void {
    this.layer.setOpacity(rendering.opacity);
    const smooth = rendering.resampling !== 'nearest';
    if (smooth !== this.smooth) {
      this.smooth = smooth;
      this.layer.changed();
    }
    const url = tileUrl(this.scene, rendering, this.grid);
    if (url === this.url) {
      return;
    }
    this.url = url;
    this.told = false;
    const loader: Loader = (z, x, y, { signal }) => {
      const tile = url.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
      this.loading(++this.underWay);
      return loadTile(tile, signal)
        .catch((error: unknown) => {
          this.tell(url, error);
          throw error;
        })
        .finally(() => this.loading(--this.underWay));
    };
    this.source.replace(loader, url);
  }

  private tell(url: string, error: unknown): void {
    if (!this.told && url === this.url && !isAbort(error)) {
      this.told = true;
      this.failed(problemOf(error));
    }
  }
}

/** Of the whole scene in the units of the grid. */
export function extentOf(scene: Scene, grid: Grid): number[] {
  return grid === 'native'
    ? [0, -scene.height, scene.width, 0]
    : transformExtent(lonLatBox(scene), 'EPSG:4326', 'EPSG:3857');
}

/** West, south, east, north; the whole world for a scene on both sides of the antimeridian. */
export function lonLatBox({ footprint }: Pick<Scene, 'footprint'>): number[] {
  const { coordinates = [] } = (footprint ?? {}) as { coordinates?: number[][][][] };
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of coordinates.flat(2)) {
    box[0] = Math.min(box[0]!, lon);
    box[1] = Math.min(box[1]!, lat);
    box[2] = Math.max(box[2]!, lon);
    box[3] = Math.max(box[3]!, lat);
  }
  const clip = 85.06;
  return [box[0]!, Math.max(box[1]!, -clip), box[2]!, Math.min(box[3]!, clip)];
}

export function nativeGrid({ tiles }: Scene, extent: number[]): TileGrid {
  const { max_zoom: most, size } = tiles;
  const resolutions = Array.from({ length: most + 1 }, (_, z) => 2 ** (most - z));
  return new TileGrid({ extent, origin: [0, 0], resolutions, tileSize: size });
}

/** Web Mercator's grid as far as the extent goes: reprojected, it is asked for nothing beyond. */
function mercatorGrid(maxZoom: number, extent: number[]): TileGrid {
  const world = createXYZ({ maxZoom });
  const resolutions = world.getResolutions();
  return new TileGrid({ extent, origin: world.getOrigin(0), resolutions, tileSize: 256 });
}

/** The Web Mercator level that is as fine as the image's own pixels. */
function finest(scene: Scene): number {
  const [west = 0, south = 0, east = 0, north = 0] = lonLatBox(scene);
  const [, y0 = 0, , y1 = 1] = transformExtent(
    [west, south, east, north],
    'EPSG:4326',
    'EPSG:3857',
  );
  const perPixel = (y1 - y0) / Math.max(1, scene.height);
  return Math.min(22, Math.max(1, Math.ceil(Math.log2(156543.034 / perPixel))));
}
