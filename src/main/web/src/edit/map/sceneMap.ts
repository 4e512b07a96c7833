import OlMap from 'ol/Map';
import View from 'ol/View';
import { defaults as defaultInteractions } from 'ol/interaction/defaults';
import DragPan from 'ol/interaction/DragPan';
import { easeOut } from 'ol/easing';
import Projection from 'ol/proj/Projection';
import type { ProblemError } from '../../api/problem';
import type { Scene } from '../../api/types';
import { PictureLayer } from '../../view/pictureLayer';
import type { Rendering } from '../../view/rendering';
import { containsBox, intersects, type Box, type Position } from '../geometry';
import type { Picture } from '../magic/picture';
import type { Viewport } from '../workbench';

/** Screen pixels per image pixel at the closest. */
const CLOSEST = 16;
/** The closest that going somewhere goes. */
const CLOSE_ENOUGH = 4;

export interface SceneMapOptions {
  readonly target: HTMLElement;
  readonly scene: Scene;
  readonly rendering: Rendering;
  /** Whether a drag with the main button at this moment pans. */
  readonly pans: (event: PointerEvent) => boolean;
  /** A tile that could not be had, once for each rendering. */
  readonly failed: (problem: ProblemError) => void;
}

/**
 * The image in its own pixel grid: map x is image x, map y is minus image y, one map unit is one
 * image pixel, so that nothing is resampled and a vertex is exact.
 */
export class SceneMap implements Viewport {
  readonly map: OlMap;
  readonly view: View;
  readonly projection: Projection;
  private readonly picture: PictureLayer;
  private readonly size: readonly [width: number, height: number];
  private sight: { readonly key: string; readonly picture: Picture } | undefined;
  /** Grows whenever all tiles in view have come. */
  private drawn = 0;

  constructor({ target, scene, rendering, pans, failed }: SceneMapOptions) {
    const { width, height } = scene;
    this.size = [width, height];
    const extent = [0, -height, width, 0];
    const projection = (this.projection = new Projection({
      code: `scene:${scene.id}`,
      units: 'pixels',
      extent,
    }));
    this.view = new View({
      projection,
      extent,
      constrainOnlyCenter: true,
      center: [width / 2, -height / 2],
      resolution: Math.max(width, height) / 900,
      minResolution: 1 / CLOSEST,
      maxResolution: Math.max(2, Math.max(width, height) / 256),
      enableRotation: false,
      smoothResolutionConstraint: true,
      showFullExtent: true,
    });
    this.picture = new PictureLayer({
      scene,
      grid: 'native',
      projection,
      rendering,
      failed,
      loading: () => undefined,
    });
    this.map = new OlMap({
      target,
      view: this.view,
      controls: [],
      layers: [this.picture.layer],
      interactions: defaultInteractions({
        altShiftDragRotate: false,
        doubleClickZoom: false,
        dragPan: false,
        keyboard: false,
        pinchRotate: false,
        shiftDragZoom: false,
        zoomDuration: 180,
      }),
      maxTilesLoading: 24,
      // A hand is not a tripod: a click may slip by this many screen pixels.
      moveTolerance: 4,
    });
    this.map.on('rendercomplete', () => this.drawn++);
    this.map.addInteraction(
      new DragPan({ condition: (event) => pans(event.originalEvent as PointerEvent) }),
    );
  }

  show(rendering: Rendering): void {
    this.picture.show(rendering);
  }

  /** Image pixels per screen pixel. */
  get resolution(): number {
    return this.view.getResolution() ?? 1;
  }

  get centre(): Position {
    const [x = 0, y = 0] = this.view.getCenter() ?? [];
    return [x, -y];
  }

  /** The part of the image plane on screen. */
  get shown(): Box {
    const [width = 0, height = 0] = this.map.getSize() ?? [];
    const [x, y] = this.centre;
    const [dx, dy] = [(width / 2) * this.resolution, (height / 2) * this.resolution];
    return [x - dx, y - dy, x + dx, y + dy];
  }

  /** Seen whole, or as much of it as fits, and not as a speck. */
  shows(place: Box): boolean {
    const { shown } = this;
    const extent = Math.max(place[2] - place[0], place[3] - place[1]);
    const larger = extent > (shown[2] - shown[0]) * 0.9 || extent > (shown[3] - shown[1]) * 0.9;
    const seen = larger ? intersects(shown, place) : containsBox(shown, place);
    return seen && extent / this.resolution >= 6;
  }

  /**
   * Goes there and arrives; answers when the map stands still.
   *
   * @param room about the place, as a share of its extent
   */
  goTo(place: Box, room = 0.6): Promise<void> {
    const margin = Math.max(24, (place[2] - place[0]) * room, (place[3] - place[1]) * room);
    const box: Box = [place[0] - margin, place[1] - margin, place[2] + margin, place[3] + margin];
    return this.fit(box, 320);
  }

  /** The place comes to the middle; a resolution of null keeps the scale. */
  centreOn([x, y]: Position, resolution: number | null): void {
    this.view.animate({
      center: [x, -y],
      ...(resolution === null ? {} : { resolution }),
      duration: 320,
      easing: easeOut,
    });
  }

  fitAll(duration = 250): Promise<void> {
    return this.fit([0, 0, this.size[0], this.size[1]], duration);
  }

  private fit([minX, minY, maxX, maxY]: Box, duration: number): Promise<void> {
    return new Promise((resolve) =>
      this.view.fit([minX, -maxY, maxX, -minY], {
        duration,
        easing: easeOut,
        minResolution: 1 / CLOSE_ENOUGH,
        padding: [16, 16, 16, 16],
        callback: () => resolve(),
      }),
    );
  }

  zoomBy(factor: number): void {
    this.view.animate({ resolution: this.resolution / factor, duration: 180, easing: easeOut });
  }

  /** Brings a position into view without changing the scale. */
  reveal(position: Position): void {
    const inset = 40 * this.resolution;
    const [minX, minY, maxX, maxY] = this.shown;
    const dx = Math.min(0, position[0] - minX - inset) + Math.max(0, position[0] - maxX + inset);
    const dy = Math.min(0, position[1] - minY - inset) + Math.max(0, position[1] - maxY + inset);
    if (dx !== 0 || dy !== 0) {
      const [x, y] = this.centre;
      this.view.setCenter([x + dx, -(y + dy)]);
    }
  }

  /** The image as it is on screen; the same object until the camera or a tile has changed. */
  seen(): Picture | null {
    const canvas = this.map.getViewport()?.querySelector<HTMLCanvasElement>('.ol-layer canvas');
    if (!canvas || canvas.width === 0 || canvas.height === 0) {
      return null;
    }
    const [minX, minY, maxX] = this.shown;
    const key = [minX, minY, maxX, canvas.width, this.drawn].join(' ');
    if (this.sight?.key === key) {
      return this.sight.picture;
    }
    const { width, height } = canvas;
    const rgba = canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
    const scale = (maxX - minX) / width;
    const picture: Picture = { rgba, width, height, origin: [minX, minY], scale };
    this.sight = { key, picture };
    return picture;
  }

  dispose(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
  }
}
