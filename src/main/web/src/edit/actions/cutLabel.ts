import type { LabelDocument } from '../document';
import { isArea, type Position } from '../geometry';
import { cut } from '../shapes/cut';
import { shareOut } from './splitParts';

/** Cuts a label along a line: the largest piece stays the label, the others become new ones. */
export function cutLabel(
  doc: LabelDocument,
  id: string,
  line: readonly Position[],
  newId: () => string,
): LabelDocument {
  const label = doc.get(id);
  return label && isArea(label.geometry)
    ? shareOut(doc, id, label, cut(label.geometry, line), newId)
    : doc;
}
