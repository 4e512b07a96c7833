import { counted } from '../../ui/format';
import { vertexCount } from '../geometry';
import type { Workbench } from '../workbench';
import type { Pen } from './pen';

/** One sentence on the keyboard cursor for a screen reader: where, on what, and how far the shape is. */
export function spokenAt({ session, classes, tool }: Workbench, pen: Pen): string {
  const at = pen.cursor;
  if (!at) {
    return '';
  }
  const parts = [`${at.map(Math.round).join(', ')}`];
  if (pen.snapped) {
    parts.push(`on a ${pen.snapped.kind}`);
  }
  const id = session.index.at(at);
  const under = id === undefined ? undefined : session.doc.get(id);
  parts.push(
    under
      ? `over ${classes.name(under.classId)}, ${counted(vertexCount(under.geometry), 'vertex', 'vertices')}`
      : 'over no object',
  );
  const drawn = tool.sketch().ring?.length ?? 0;
  if (drawn > 0) {
    parts.push(`${counted(drawn, 'vertex', 'vertices')} drawn`);
  }
  return parts.join('; ');
}
