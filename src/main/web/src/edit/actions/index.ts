import type { LabelDocument } from '../document';
import { addHole } from './addHole';
import { addLabel } from './addLabel';
import { addPart } from './addPart';
import { intersectLabels, mergeLabels, subtractLabels } from './combineLabels';
import { cutLabel } from './cutLabel';
import { deleteLabel } from './deleteLabel';
import { insertVertex } from './insertVertex';
import { moveLabel } from './moveLabel';
import { insertShared, moveShared } from './moveShared';
import { moveVertex } from './moveVertex';
import { removeHole } from './removeHole';
import { removeVertex } from './removeVertex';
import { replaceGeometry } from './replaceGeometry';
import { reshapeLabel } from './reshapeLabel';
import { restore } from './restore';
import { setAttributes } from './setAttributes';
import { setClass } from './setClass';
import { setLayer } from './setLayer';
import { splitParts } from './splitParts';
import { squareLabel } from './squareLabel';

/** Every action with the name that undo shows. A new one is a file and a line here. */
export const ACTIONS = {
  addHole: { title: 'cut a hole', run: addHole },
  addLabel: { title: 'draw object', run: addLabel },
  addPart: { title: 'add a part', run: addPart },
  cutLabel: { title: 'cut object', run: cutLabel },
  deleteLabel: { title: 'delete object', run: deleteLabel },
  insertShared: { title: 'insert shared vertex', run: insertShared },
  insertVertex: { title: 'insert vertex', run: insertVertex },
  intersectLabels: { title: 'intersect objects', run: intersectLabels },
  mergeLabels: { title: 'merge objects', run: mergeLabels },
  moveLabel: { title: 'move object', run: moveLabel },
  moveShared: { title: 'move shared vertex', run: moveShared },
  moveVertex: { title: 'move vertex', run: moveVertex },
  removeHole: { title: 'fill a hole', run: removeHole },
  removeVertex: { title: 'delete vertex', run: removeVertex },
  replaceGeometry: { title: 'replace shape', run: replaceGeometry },
  reshapeLabel: { title: 'reshape object', run: reshapeLabel },
  restore: { title: 'restore revision', run: restore },
  setAttributes: { title: 'change attributes', run: setAttributes },
  setClass: { title: 'change class', run: setClass },
  setLayer: { title: 'accept prediction', run: setLayer },
  splitParts: { title: 'split parts', run: splitParts },
  squareLabel: { title: 'square corners', run: squareLabel },
  subtractLabels: { title: 'subtract objects', run: subtractLabels },
} as const;

export type ActionName = keyof typeof ACTIONS;

/** What an action takes after the document. */
export type ActionArguments<N extends ActionName> =
  Parameters<(typeof ACTIONS)[N]['run']> extends [LabelDocument, ...infer Rest] ? Rest : never;

export function runAction<N extends ActionName>(
  doc: LabelDocument,
  name: N,
  args: ActionArguments<N>,
): LabelDocument {
  const run = ACTIONS[name].run as (doc: LabelDocument, ...rest: unknown[]) => LabelDocument;
  return run(doc, ...args);
}
