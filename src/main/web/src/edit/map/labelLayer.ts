import Layer from 'ol/layer/Layer';
import type { FrameState } from 'ol/Map';
import { intersects, type Box } from '../geometry';
import type { Layers } from '../layers';
import type { Classes } from '../ontology';
import type { EditSession } from '../session';
import type { Workbench } from '../workbench';
import type { Camera } from './brush';
import { paintTile, type Drawn } from './tilePainter';
import { SIDE, TileSet, brimmed, type Tile } from './tileSet';

/** Milliseconds of a frame that may go into drawing labels. */
const SHARE = 7;
/** Tiles that are kept, in view or not. */
const KEPT = 96;

/**
 * All labels but the selected one, as tiles that pan and zoom with the map and are drawn in the time
 * that frames leave: a hundred thousand polygons cost a frame nothing, and an edit redraws the tiles
 * it touches. While the map zooms, the tiles of the scale before stand in.
 */
export class LabelLayer {
  readonly layer: Layer;
  private readonly session: EditSession;
  private readonly classes: Classes;
  private readonly layers: Layers;
  private strengths = '';
  private readonly canvas = document.createElement('canvas');
  private now: TileSet | null = null;
  private before: TileSet | null = null;
  private lifted: string | null = null;
  private hidden: ReadonlySet<number> = new Set();
  private all = true;
  /** Whether everything in view is drawn as it is; for tests and measurements. */
  settled = false;

  constructor({ session, classes, layers }: Pick<Workbench, 'session' | 'classes' | 'layers'>) {
    this.session = session;
    this.classes = classes;
    this.layers = layers;
    this.canvas.style.position = 'absolute';
    this.layer = new Layer({ render: (frame) => this.render(frame) });
  }

  /** Labels changed there; null where anything may have. */
  changed(places: readonly Box[] | null): void {
    for (const place of places ?? [null]) {
      this.now?.spoil(place);
      this.before?.spoil(place);
    }
    this.layer.changed();
  }

  /** Leaves one label out, because it is drawn above with its handles. */
  lift(id: string | null): void {
    if (id !== this.lifted) {
      const places = [this.lifted, id].flatMap((each) =>
        each === null ? [] : [this.session.boxOf(each)],
      );
      this.lifted = id;
      this.changed(places);
    }
  }

  /** All labels, or those alone that were changed here, over a picture that others drew of the rest. */
  showAll(all: boolean): void {
    if (this.all !== all) {
      this.all = all;
      this.changed(null);
    }
  }

  /** Layers may be shown more or less strongly than before. */
  follow(): void {
    const strengths = this.layers.all.map(({ layer }) => this.layers.opacityOf(layer.id)).join();
    if (strengths !== this.strengths) {
      this.strengths = strengths;
      this.changed(null);
    }
  }

  /** Leaves the labels of these classes out. */
  hide(classes: ReadonlySet<number>): void {
    this.hidden = new Set(classes);
    this.changed(null);
  }

  private render(frame: FrameState): HTMLElement {
    const { center, resolution } = frame.viewState;
    const [width = 0, height = 0] = frame.size;
    const centre = [center[0] ?? 0, -(center[1] ?? 0)] as const;
    const camera: Camera = { centre, resolution, width, height };
    const moving = frame.viewHints.some((hint) => hint > 0);
    const tiles = this.tilesFor(camera, moving);
    const open = tiles.filter((tile) => tile.stale);
    this.work(open, frame.pixelRatio);
    this.settled = tiles.every((tile) => !tile.stale) && !moving;
    if (tiles.every((tile) => tile.picture)) {
      this.before = null;
    }
    this.draw(camera, tiles, frame.pixelRatio);
    if (!this.settled) {
      frame.animate = true;
    }
    return this.canvas;
  }

  /** The tiles in view at the present scale, or, while it changes, at the last one that is near. */
  private tilesFor(camera: Camera, moving: boolean): Tile[] {
    const factor = camera.resolution / (this.now?.resolution ?? NaN);
    const near = factor > 0.4 && factor < 2.5;
    if (!this.now || (factor !== 1 && !(moving && near))) {
      this.before = this.now ?? this.before;
      this.now = new TileSet(camera.resolution);
    }
    const tiles = this.now.inView(camera);
    this.now.prune(tiles, KEPT);
    return tiles;
  }

  private work(open: readonly Tile[], ratio: number): void {
    const until = performance.now() + SHARE;
    for (const tile of open) {
      tile.work ??= this.begin(tile, ratio);
      while (performance.now() < until) {
        if (tile.work.steps.next().done) {
          tile.picture = tile.work.canvas;
          tile.work = null;
          tile.stale = false;
          break;
        }
      }
      if (performance.now() >= until) {
        return;
      }
    }
  }

  private begin({ box }: Tile, ratio: number): NonNullable<Tile['work']> {
    const { resolution } = this.now!;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(SIDE * ratio);
    const labels = this.labelsIn(brimmed(box, resolution));
    const view = { box, resolution, ratio };
    return { canvas, steps: paintTile(canvas.getContext('2d')!, labels, this.classes, view) };
  }

  private labelsIn(box: Box): Drawn[] {
    const { session, hidden, lifted } = this;
    const found = this.all ? session.index.in(box) : session.index.of(session.touchedHere, box);
    return found.flatMap(({ id, geometry, box: extent }) => {
      const { classId, layer } = session.doc.get(id) ?? {};
      const opacity = this.layers.opacityOf(layer);
      return id === lifted || classId === undefined || hidden.has(classId) || opacity === 0
        ? []
        : [{ geometry, extent, classId, opacity }];
    });
  }

  private draw({ centre, resolution, width, height }: Camera, tiles: Tile[], ratio: number): void {
    const { canvas } = this;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      [canvas.width, canvas.height] = [wide, high];
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const context = canvas.getContext('2d')!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, high);
    const put = (tile: Tile, only: Box | null) => {
      if (!tile.picture || (only && !intersects(tile.box, only))) {
        return;
      }
      const scale = ratio / resolution;
      const x = Math.round((tile.box[0] - centre[0]) * scale + wide / 2);
      const y = Math.round((tile.box[1] - centre[1]) * scale + high / 2);
      const right = Math.round((tile.box[2] - centre[0]) * scale + wide / 2);
      const bottom = Math.round((tile.box[3] - centre[1]) * scale + high / 2);
      context.drawImage(tile.picture, x, y, right - x, bottom - y);
    };
    for (const hole of tiles.filter((tile) => !tile.picture)) {
      this.fillIn(hole, put, context, { centre, resolution, width, height }, ratio);
    }
    tiles.forEach((tile) => put(tile, null));
  }

  /** Shows what the scale before had where a tile is not drawn yet. */
  private fillIn(
    hole: Tile,
    put: (tile: Tile, only: Box) => void,
    context: CanvasRenderingContext2D,
    { centre, resolution, width, height }: Camera,
    ratio: number,
  ): void {
    if (!this.before) {
      return;
    }
    const scale = ratio / resolution;
    const [x, y] = [
      Math.round((hole.box[0] - centre[0]) * scale + (width * ratio) / 2),
      Math.round((hole.box[1] - centre[1]) * scale + (height * ratio) / 2),
    ];
    const side = Math.ceil((hole.box[2] - hole.box[0]) * scale);
    context.save();
    context.beginPath();
    context.rect(x, y, side, side);
    context.clip();
    for (const tile of this.before.drawn()) {
      put(tile, hole.box);
    }
    context.restore();
  }
}
