import type { LabelDocument } from '../document';
import { addHole } from './addHole';
import { addLabel } from './addLabel';
import { deleteLabel } from './deleteLabel';
import { insertVertex } from './insertVertex';
import { moveLabel } from './moveLabel';
import { moveVertex } from './moveVertex';
import { removeHole } from './removeHole';
import { removeVertex } from './removeVertex';
import { replaceGeometry } from './replaceGeometry';
import { restore } from './restore';
import { setAttributes } from './setAttributes';
import { setClass } from './setClass';

/** Every action with the name that undo shows. A new one is a file and a line here. */
export const ACTIONS = {
  addHole: { title: 'cut a hole', run: addHole },
  addLabel: { title: 'draw object', run: addLabel },
  deleteLabel: { title: 'delete object', run: deleteLabel },
  insertVertex: { title: 'insert vertex', run: insertVertex },
  moveLabel: { title: 'move object', run: moveLabel },
  moveVertex: { title: 'move vertex', run: moveVertex },
  removeHole: { title: 'fill a hole', run: removeHole },
  removeVertex: { title: 'delete vertex', run: removeVertex },
  replaceGeometry: { title: 'replace shape', run: replaceGeometry },
  restore: { title: 'restore revision', run: restore },
  setAttributes: { title: 'change attributes', run: setAttributes },
  setClass: { title: 'change class', run: setClass },
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
