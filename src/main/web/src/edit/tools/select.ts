import { insertVertex } from '../actions/insertVertex';
import { moveLabel } from '../actions/moveLabel';
import { insertShared, moveShared } from '../actions/moveShared';
import { moveVertex } from '../actions/moveVertex';
import type { LabelDocument } from '../document';
import { isNear, partAt, ringAt, type Geometry, type Position, type VertexRef } from '../geometry';
import { hitMidpoint, hitVertex } from './hit';
import type { Desk, Pointer, Sketch, Tool } from './tool';

type Drag =
  | { readonly kind: 'vertex' | 'midpoint'; readonly at: VertexRef }
  | { readonly kind: 'label'; readonly from: Position };

/**
 * Selects, and reshapes what is selected: drag a vertex, drag a midpoint to insert, Alt+click a
 * vertex to delete it, Shift+drag to move the whole object. A plain drag never moves an object, so
 * that none is moved by accident.
 */
export class SelectTool implements Tool {
  private readonly desk: Desk;
  private dragging: Drag | null = null;
  private to: Position | null = null;
  private hot: { at: VertexRef; inserting: boolean } | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  hint(): string {
    if (this.desk.selected === null) {
      return 'Click an object to select it';
    }
    return !this.mayChange
      ? 'Esc deselects'
      : 'Drag a vertex or a midpoint · Alt+click deletes a vertex · Shift+drag moves the object · Shift+click chooses more';
  }

  private get geometry(): Geometry | undefined {
    const { selected, session } = this.desk;
    return selected === null ? undefined : session.doc.get(selected)?.geometry;
  }

  private get mayChange(): boolean {
    const { selected, readOnly } = this.desk;
    return selected !== null && !readOnly && this.desk.locked(selected) === null;
  }

  grab({ raw, reach, alt, shift }: Pointer): boolean {
    const geometry = this.geometry;
    if (!geometry || !this.mayChange) {
      return false;
    }
    const vertex = hitVertex(geometry, raw, reach);
    const edge = vertex ? null : hitMidpoint(geometry, raw, reach);
    if (alt) {
      return vertex !== null;
    }
    if (shift) {
      this.dragging =
        partAt(geometry, raw) >= 0 || isNear(geometry, raw, reach)
          ? { kind: 'label', from: raw }
          : null;
    } else if (vertex) {
      this.dragging = { kind: 'vertex', at: vertex };
    } else {
      this.dragging = edge && { kind: 'midpoint', at: edge };
    }
    return this.dragging !== null;
  }

  drag({ position, raw }: Pointer): void {
    this.to = this.dragging?.kind === 'label' ? raw : position;
  }

  drop(): void {
    const { selected, session } = this.desk;
    const [drag, to] = [this.dragging, this.to];
    this.dragging = this.to = null;
    if (!drag || !to || selected === null) {
      return;
    }
    const neighbours = this.neighbours(drag);
    switch (drag.kind) {
      case 'vertex':
        if (neighbours) {
          session.perform('moveShared', neighbours.ids, neighbours.edge[0], to);
        } else {
          session.perform('moveVertex', selected, drag.at, to);
        }
        break;
      case 'midpoint':
        if (neighbours) {
          session.perform('insertShared', neighbours.ids, neighbours.edge, to);
        } else {
          session.perform('insertVertex', selected, drag.at, to);
        }
        break;
      case 'label':
        session.perform('moveLabel', selected, [to[0] - drag.from[0], to[1] - drag.from[1]]);
        break;
    }
  }

  /** The labels that have the dragged vertex or edge in common, while such are moved together. */
  private neighbours(
    drag: Drag,
  ): { ids: readonly string[]; edge: readonly [Position, Position] } | null {
    const { selected, session, habits } = this.desk;
    const geometry = this.geometry;
    if (!habits.share || drag.kind === 'label' || !geometry || selected === null) {
      return null;
    }
    const ring = ringAt(geometry, drag.at)!;
    const from = ring[drag.at.vertex]!;
    const ids = session.index
      .in([from[0], from[1], from[0], from[1]])
      .map(({ id }) => id)
      .filter((id) => id !== selected && this.desk.locked(id) === null);
    return { ids: [selected, ...ids], edge: [from, ring[(drag.at.vertex + 1) % ring.length]!] };
  }

  hover({ raw, reach }: Pointer): void {
    const geometry = this.mayChange ? this.geometry : undefined;
    const vertex = geometry ? hitVertex(geometry, raw, reach) : null;
    const edge = geometry && !vertex ? hitMidpoint(geometry, raw, reach) : null;
    const at = vertex ?? edge;
    this.hot = at && { at, inserting: edge !== null };
  }

  click({ raw, reach, alt, shift }: Pointer): void {
    this.dragging = this.to = null;
    const { session, selected } = this.desk;
    const geometry = this.geometry;
    const vertex = geometry && this.mayChange ? hitVertex(geometry, raw, reach) : null;
    if (shift) {
      const id = session.index.at(raw, reach);
      if (id !== undefined) {
        this.desk.choose(id);
      }
    } else if (alt && vertex && selected !== null) {
      if (!session.perform('removeVertex', selected, vertex)) {
        this.desk.say(
          'Three vertices are the least of an area. Delete the object or the hole instead.',
        );
      }
    } else if (!vertex) {
      this.desk.select(session.index.at(raw, reach) ?? null);
    }
  }

  doubleClick(): void {
    // Two clicks on an object select it; nothing more is meant by them.
  }

  key(key: string): boolean {
    const { selected } = this.desk;
    if (key === 'Escape' && (this.dragging || selected !== null)) {
      if (this.dragging) {
        this.dragging = this.to = null;
      } else {
        this.desk.select(null);
      }
      return true;
    }
    return false;
  }

  sketch(): Sketch {
    const hot = this.dragging && this.dragging.kind !== 'label' ? this.dragging.at : this.hot?.at;
    const shape = this.moving();
    return {
      hot,
      inserting: this.dragging === null && this.hot?.inserting === true,
      ...(shape ? { shape } : {}),
    };
  }

  /** The selected shape as the drag would leave it, by the very actions that a drop performs. */
  private moving(): Geometry | undefined {
    const { selected, session } = this.desk;
    const [drag, to] = [this.dragging, this.to];
    if (!drag || !to || selected === null) {
      return undefined;
    }
    return this.preview(session.doc, selected, drag, to).get(selected)?.geometry;
  }

  private preview(doc: LabelDocument, id: string, drag: Drag, to: Position): LabelDocument {
    const neighbours = this.neighbours(drag);
    switch (drag.kind) {
      case 'vertex':
        return neighbours
          ? moveShared(doc, [id], neighbours.edge[0], to)
          : moveVertex(doc, id, drag.at, to);
      case 'midpoint':
        return neighbours
          ? insertShared(doc, [id], neighbours.edge, to)
          : insertVertex(doc, id, drag.at, to);
      case 'label':
        return moveLabel(doc, id, [to[0] - drag.from[0], to[1] - drag.from[1]]);
    }
  }

  snapping(): { except: string | null } | null {
    return this.dragging && this.dragging.kind !== 'label' ? { except: this.desk.selected } : null;
  }
}
