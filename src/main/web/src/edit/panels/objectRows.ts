import { areaOf, type Geometry } from '../geometry';
import type { Classes } from '../ontology';
import type { EditSession } from '../session';

export type SortKey = 'class' | 'area' | 'newest' | 'state';

export interface ObjectRow {
  readonly id: string;
  readonly classId: number;
  readonly className: string;
  /** Square pixels. */
  readonly area: number;
  /** When the server got it; empty while it has not. */
  readonly at: string;
  readonly actor: string;
  readonly state: 'saved' | 'unsaved' | 'refused' | 'conflict';
}

export interface Wanted {
  readonly text: string;
  readonly classId: number | null;
  readonly sort: SortKey;
}

const URGENCY = { conflict: 0, refused: 1, unsaved: 2, saved: 3 } as const;

/** The objects of a scene as the list shows them: filtered by class and text, then sorted. */
export function objectRows(session: EditSession, classes: Classes, wanted: Wanted): ObjectRow[] {
  const needle = wanted.text.trim().toLowerCase();
  const rows: ObjectRow[] = [];
  for (const id of session.doc.ids()) {
    const row = rowOf(session, classes, id);
    const fits = wanted.classId === null || row.classId === wanted.classId;
    if (fits && (needle === '' || textOf(session, row).includes(needle))) {
      rows.push(row);
    }
  }
  return rows.sort(ORDER[wanted.sort]);
}

type Order = (a: ObjectRow, b: ObjectRow) => number;

const byId: Order = (a, b) => (a.id < b.id ? -1 : 1);

/** By code unit: ten times as fast as by language, and instants and ids have none. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// What the server has not got yet is newer than anything it has.
const newest: Order = (a, b) => compare(b.at || '9', a.at || '9') || byId(a, b);

const ORDER: Record<SortKey, Order> = {
  class: (a, b) => compare(a.className, b.className) || byId(a, b),
  area: (a, b) => b.area - a.area || byId(a, b),
  newest,
  state: (a, b) => URGENCY[a.state] - URGENCY[b.state] || newest(a, b),
};

function rowOf(session: EditSession, classes: Classes, id: string): ObjectRow {
  const content = session.doc.get(id)!;
  const facts = session.doc.saved(id)?.facts;
  return {
    id,
    classId: content.classId,
    className: classes.name(content.classId),
    area: areaOnce(content.geometry),
    at: facts?.at ?? '',
    actor: facts?.actor ?? '',
    state: stateOf(session, id),
  };
}

function stateOf(session: EditSession, id: string): ObjectRow['state'] {
  const { conflicts, refusals } = session.saver.queue;
  if (conflicts.has(id)) {
    return 'conflict';
  }
  if (refusals.has(id)) {
    return 'refused';
  }
  return session.doc.isEdited(id) ? 'unsaved' : 'saved';
}

function textOf(session: EditSession, row: ObjectRow): string {
  const attributes = Object.values(session.doc.get(row.id)!.attributes);
  return [row.className, row.id, row.actor, ...attributes].join(' ').toLowerCase();
}

/** Shapes are immutable, so each is measured once however often the list is made. */
const areas = new WeakMap<Geometry, number>();

function areaOnce(geometry: Geometry): number {
  const area = areas.get(geometry) ?? areaOf(geometry);
  areas.set(geometry, area);
  return area;
}
