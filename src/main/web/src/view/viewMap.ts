import OlMap from 'ol/Map';
import View from 'ol/View';
import { easeOut } from 'ol/easing';
import { getCenter } from 'ol/extent';
import { defaults as defaultInteractions } from 'ol/interaction/defaults';
import Projection from 'ol/proj/Projection';
import { fromLonLat, toLonLat } from 'ol/proj';
import { getRenderPixel } from 'ol/render';
import type RenderEvent from 'ol/render/Event';
import type { ProblemError } from '../api/problem';
import type { Scene } from '../api/types';
import type { Position } from '../edit/geometry';
import type { LonLat } from '../edit/ground';
import { Placement } from '../ground/placement';
import { PictureLayer, extentOf } from './pictureLayer';
import type { Grid, Rendering } from './rendering';

/** Screen pixels per image pixel at the closest. */
const CLOSEST = 32;
const MARGIN = 24;

/** Where the camera is: the middle as a pixel of the scene, image pixels per screen pixel, turn. */
export interface Camera {
  readonly centre: Position;
  readonly resolution: number;
  /** Degrees clockwise. */
  readonly turn: number;
}

export interface ViewMapOptions {
  readonly scene: Scene;
  readonly placement: Placement | null;
  readonly grid: Grid;
  readonly failed: (problem: ProblemError) => void;
  /** Whether tiles are on their way. */
  readonly loading: (loading: boolean) => void;
}

/**
 * Pictures of scenes and the camera over them. In the native grid one map unit is one image pixel of
 * the scene; with another scene beside it the map is Web Mercator, which both can be brought to.
 */
export class ViewMap {
  readonly view: View;
  readonly grid: Grid;
  private readonly scene: Scene;
  private readonly placement: Placement | null;
  private readonly projection: Projection | undefined;
  private readonly failed: (problem: ProblemError) => void;
  private readonly loading: (loading: boolean) => void;
  private readonly underWay = new Map<string, number>();
  private readonly maps: OlMap[] = [];

  constructor(options: ViewMapOptions) {
    const { scene, grid } = options;
    this.scene = scene;
    this.placement = options.placement;
    this.grid = grid;
    this.failed = options.failed;
    this.loading = options.loading;
    const extent = extentOf(scene, grid);
    const unit = grid === 'native' ? 1 : this.unitAt([scene.width / 2, scene.height / 2]);
    if (grid === 'native') {
      this.projection = new Projection({ code: `scene:${scene.id}`, units: 'pixels', extent });
    }
    this.view = new View({
      ...(this.projection ? { projection: this.projection } : {}),
      extent,
      constrainOnlyCenter: true,
      center: getCenter(extent),
      resolution: (Math.max(scene.width, scene.height) / 900) * unit,
      minResolution: unit / CLOSEST,
      maxResolution: unit * Math.max(2, Math.max(scene.width, scene.height) / 256),
      enableRotation: true,
      constrainRotation: false,
      smoothResolutionConstraint: true,
      showFullExtent: true,
    });
  }

  /** A map in the element that follows the common camera. */
  addMap(target: HTMLElement): OlMap {
    const map = new OlMap({
      target,
      view: this.view,
      controls: [],
      interactions: defaultInteractions({ zoomDuration: 180 }),
      maxTilesLoading: 24,
      moveTolerance: 4,
    });
    this.maps.push(map);
    return map;
  }

  /** @param name tells the pictures of one map apart */
  picture(name: string, scene: Scene, rendering: Rendering): PictureLayer {
    return new PictureLayer({
      scene,
      grid: this.grid,
      ...(this.projection ? { projection: this.projection } : {}),
      rendering,
      failed: this.failed,
      loading: (tiles) => {
        this.underWay.set(name, tiles);
        this.loading([...this.underWay.values()].some((count) => count > 0));
      },
    });
  }

  /** A map coordinate as a pixel of the scene; null where the scene has none there. */
  toPixel([x = 0, y = 0]: readonly number[]): Position | null {
    if (this.grid === 'native') {
      return [x, -y];
    }
    return this.placement?.toPixel(this.toLonLat([x, y])!) ?? null;
  }

  toLonLat(coordinate: readonly number[]): LonLat | null {
    const [x = 0, y = 0] = coordinate;
    if (this.grid === 'native') {
      return this.placement?.toLonLat([x, -y]) ?? null;
    }
    const [lon = 0, lat = 0] = toLonLat([x, y]);
    return { lon, lat };
  }

  /** The map coordinate of a pixel of the scene. */
  toMap([x, y]: Position): number[] {
    const at = this.grid === 'native' ? null : this.placement?.toLonLat([x, y]);
    return at ? fromLonLat([at.lon, at.lat]) : [x, -y];
  }

  get camera(): Camera {
    const centre = this.toPixel(this.view.getCenter() ?? []) ?? [
      this.scene.width / 2,
      this.scene.height / 2,
    ];
    const unit = this.grid === 'native' ? 1 : this.unitAt(centre);
    return {
      centre,
      resolution: (this.view.getResolution() ?? 1) / unit,
      turn: (this.view.getRotation() * 180) / Math.PI,
    };
  }

  set camera({ centre, resolution, turn }: Camera) {
    const unit = this.grid === 'native' ? 1 : this.unitAt(centre);
    this.view.setCenter(this.toMap(centre));
    this.view.setResolution(resolution * unit);
    this.view.setRotation((turn * Math.PI) / 180);
  }

  /** Metres on the ground per screen pixel at the middle; null without a ground. */
  get metres(): number | null {
    const { gsd } = this.scene;
    const [x, y] = gsd ?? [];
    return x === undefined || y === undefined ? null : Math.sqrt(x * y) * this.camera.resolution;
  }

  /** Degrees that true north lies clockwise of up on the screen; null without a ground. */
  get north(): number | null {
    const { centre, turn } = this.camera;
    if (!this.placement) {
      return null;
    }
    return (this.grid === 'native' ? this.placement.northAt(centre) : 0) + turn;
  }

  turnNorthUp(): void {
    const { north, grid, placement, camera } = this;
    const up = grid === 'native' ? -(placement?.northAt(camera.centre) ?? 0) : 0;
    const already = Math.abs((((north ?? 0) + 540) % 360) - 180) < 0.01;
    // A second press shows the image as it was taken.
    const turn = already && grid === 'native' ? 0 : up;
    this.view.animate({ rotation: (turn * Math.PI) / 180, duration: 250, easing: easeOut });
  }

  fitAll(duration = 250): void {
    this.view.fit(extentOf(this.scene, this.grid), {
      duration,
      easing: easeOut,
      padding: [MARGIN, MARGIN, MARGIN, MARGIN],
    });
  }

  zoomBy(factor: number): void {
    const resolution = (this.view.getResolution() ?? 1) / factor;
    this.view.animate({ resolution, duration: 180, easing: easeOut });
  }

  goTo(pixel: Position): void {
    this.view.animate({ center: this.toMap(pixel), duration: 320, easing: easeOut });
  }

  resized(): void {
    this.maps.forEach((map) => map.updateSize());
  }

  dispose(): void {
    for (const map of this.maps) {
      map.setTarget(undefined);
      map.dispose();
    }
  }

  /** Web Mercator units per image pixel. */
  private unitAt([x, y]: Position): number {
    const a = this.mercator([x - 0.5, y]);
    const b = this.mercator([x + 0.5, y]);
    const c = this.mercator([x, y - 0.5]);
    const d = this.mercator([x, y + 0.5]);
    const across = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
    const down = Math.hypot(d[0]! - c[0]!, d[1]! - c[1]!);
    return Math.sqrt(across * down) || 1;
  }

  private mercator(pixel: Position): number[] {
    const at = this.placement?.toLonLat(pixel);
    return at ? fromLonLat([at.lon, at.lat]) : [pixel[0], -pixel[1]];
  }
}

/** Draws the layer only on one side of a line, given as a share of the map's width. */
export function clipBeside(
  picture: PictureLayer,
  side: 'left' | 'right',
  share: () => number,
): void {
  picture.layer.on('prerender', (event: RenderEvent) => {
    const context = event.context as CanvasRenderingContext2D;
    const [width = 0, height = 0] = event.frameState?.size ?? [];
    const line = width * share();
    const [from, to] = side === 'left' ? [0, line] : [line, width];
    const corners = [
      [from, 0],
      [to, 0],
      [to, height],
      [from, height],
    ].map((corner) => getRenderPixel(event, corner));
    context.save();
    context.beginPath();
    corners.forEach(([x = 0, y = 0], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    context.clip();
  });
  picture.layer.on('postrender', (event: RenderEvent) => {
    (event.context as CanvasRenderingContext2D).restore();
  });
}
