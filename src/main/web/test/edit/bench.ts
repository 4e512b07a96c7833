import type { Layer, Ontology } from '../../src/api/types';
import type { Content } from '../../src/edit/document';
import { polygon, type Position, type Ring } from '../../src/edit/geometry';
import { Classes } from '../../src/edit/ontology';
import type { Outlines } from '../../src/edit/magic/outlines';
import { Saver } from '../../src/edit/saver';
import { EditSession } from '../../src/edit/session';
import type { Pointer } from '../../src/edit/tools/tool';
import { Workbench } from '../../src/edit/workbench';

export const ONTOLOGY: Ontology = {
  version: 1,
  classes: [
    { id: 10, name: 'Vehicle', colour: '#56b4e9', parent: null },
    { id: 11, name: 'Car', colour: '#0072b2', parent: 10, key: '2' },
    { id: 12, name: 'Truck', colour: '#e69f00', parent: 10, key: '1' },
    { id: 20, name: 'Zeppelin', colour: '#999999', parent: null, retired: true },
    { id: 30, name: 'Building', colour: '#d55e00', parent: null },
  ],
};

export const SQUARE: Ring = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
];

export function square(classId = 11): Content {
  return { geometry: polygon(SQUARE), classId, attributes: {} };
}

type Planner = (outline: Ring) => Promise<void>;

/** A workbench whose saves go nowhere; the labels given are on the server already. */
export function benchWith(
  labels: Record<string, Content> = {},
  {
    readOnly = false,
    classes = new Classes(ONTOLOGY),
    layers = [] as readonly Layer[],
    planArea = null as Planner | null,
    outlines = null as Outlines | null,
  } = {},
): Workbench {
  const session = new EditSession({
    actor: 'me',
    onChange: () => undefined,
    saver: (owner) =>
      new Saver({
        send: () => new Promise(() => undefined),
        keeper: { keep: () => true },
        onSaved: (news) => owner.saved(news),
        onChange: () => undefined,
      }),
  });
  session.saver.close();
  session.saved(
    Object.entries(labels).map(([id, content]) => [id, { revision: 1, content }] as const) as never,
  );
  return new Workbench({
    ...{ session, classes, readOnly, layers, planArea, outlines },
    onChange: () => undefined,
  });
}

export function at(x: number, y: number, more: Partial<Pointer> = {}): Pointer {
  const position: Position = [x, y];
  return { position, raw: position, reach: 5, alt: false, shift: false, ...more };
}

export function shapes(bench: Workbench): Ring[][] {
  return [...bench.session.doc.ids()].map((id) => bench.session.doc.get(id)!.geometry.parts.flat());
}
