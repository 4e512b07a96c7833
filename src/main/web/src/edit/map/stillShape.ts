import {
  isArea,
  ringAt,
  vertexCount,
  type Geometry,
  type Position,
  type Ring,
  type VertexRef,
} from '../geometry';
import { Brush, type Camera } from './brush';
import { drawHandles, drawHot } from './handles';

/** Vertices from which on a shape is kept as a picture: fewer are drawn within a frame. */
const LONG = 1500;
const FILL = 0.25;

export interface Selected {
  readonly shape: Geometry;
  /** The shape while a vertex of it moves. */
  readonly moving: Geometry | undefined;
  readonly hot: VertexRef | undefined;
  readonly inserting: boolean;
  readonly editable: boolean;
  readonly colour: string;
}

/** The vertex that moves, between its neighbours, and the outline without it, from one to the other. */
export interface Gap {
  readonly from: Position;
  readonly at: Position;
  readonly to: Position;
  readonly rest: Ring;
}

/** Null where more than one vertex of one ring differs from the shape that is moved. */
export function gapOf(shape: Geometry, moving: Geometry, hot: VertexRef | undefined): Gap | null {
  const before = hot && ringAt(shape, hot);
  const after = hot && ringAt(moving, hot);
  const more = (after?.length ?? 0) - (before?.length ?? 0);
  if (!hot || !before || !after || !isArea(shape) || (more !== 0 && more !== 1)) {
    return null;
  }
  const moved = hot.vertex + more;
  const from = after.at(moved - 1);
  const at = after[moved];
  const to = after[(moved + 1) % after.length];
  // Untouched positions are shared between versions of a shape.
  const alone =
    from === before.at(moved - 1) && to === before[(hot.vertex + 1) % before.length] && from !== to;
  return alone && from && at && to
    ? { from, at, to, rest: [...after.slice(moved + 1), ...after.slice(0, moved)] }
    : null;
}

/**
 * A selected shape of very many vertices as a picture: while the pen moves, or one vertex with it,
 * only what changes is drawn anew.
 */
export class StillShape {
  private readonly fill = document.createElement('canvas');
  private readonly lines = document.createElement('canvas');
  private drawn: readonly unknown[] = [];

  /** Draws onto a canvas where nothing is yet; false where the shape is better drawn as it is. */
  draw(brush: Brush, ratio: number, selected: Selected): boolean {
    const { shape, moving, hot, inserting, editable, colour } = selected;
    const gap = moving ? gapOf(shape, moving, hot) : null;
    if (vertexCount(shape) < LONG || !isArea(shape) || (moving && !gap)) {
      return false;
    }
    this.keep(brush.camera, ratio, selected, gap);
    const { context, camera } = brush;
    if (gap) {
      context.drawImage(this.fill, 0, 0, camera.width, camera.height);
      // The triangle at the vertex is added outside the rest and taken away inside it.
      context.globalCompositeOperation = 'xor';
      brush.fill(brush.path([gap.from, gap.at, gap.to], true), colour);
      context.globalCompositeOperation = 'destination-in';
      context.fillStyle = `rgba(0, 0, 0, ${FILL})`;
      context.fillRect(0, 0, camera.width, camera.height);
      context.globalCompositeOperation = 'source-over';
    } else {
      context.globalAlpha = FILL;
      context.drawImage(this.fill, 0, 0, camera.width, camera.height);
      context.globalAlpha = 1;
    }
    context.drawImage(this.lines, 0, 0, camera.width, camera.height);
    if (gap) {
      outline(brush, brush.path([gap.from, gap.at, gap.to], false), colour);
    }
    if (editable && hot) {
      drawHot(brush, moving ?? shape, hot, inserting);
    }
    return true;
  }

  private keep(camera: Camera, ratio: number, selected: Selected, gap: Gap | null): void {
    const { shape, hot, editable, colour } = selected;
    const { centre, resolution, width, height } = camera;
    const gone = gap && hot ? [hot.part, hot.ring, hot.vertex, gap.rest.length] : [];
    const wanted = [shape, colour, editable, ...centre, resolution, width, height, ratio, ...gone];
    if (same(wanted, this.drawn)) {
      return;
    }
    this.drawn = wanted;
    const [closed, open] = [new Path2D(), new Path2D()];
    const sheet = new Brush(context(this.lines, camera, ratio), camera);
    shape.parts.forEach((rings, part) =>
      rings.forEach((positions, ring) => {
        const isOpen = gap !== null && part === hot?.part && ring === hot.ring;
        sheet.trace(closed, isOpen ? gap.rest : positions, true);
        sheet.trace(open, isOpen ? gap.rest : positions, !isOpen);
      }),
    );
    outline(sheet, open, colour);
    if (editable) {
      drawHandles(
        sheet,
        shape,
        gap && gap.rest.length < (ringAt(shape, hot!)?.length ?? 0) ? hot : undefined,
      );
    }
    new Brush(context(this.fill, camera, ratio), camera).fill(closed, colour);
  }
}

/** The line of what is selected. */
export function outline(brush: Brush, path: Path2D, colour: string): void {
  brush.cased(path, '#ffffff', 4, 6);
  brush.stroke(path, colour, 2);
}

function context(canvas: HTMLCanvasElement, camera: Camera, ratio: number) {
  canvas.width = Math.round(camera.width * ratio);
  canvas.height = Math.round(camera.height * ratio);
  const made = canvas.getContext('2d')!;
  made.setTransform(ratio, 0, 0, ratio, 0, 0);
  return made;
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
