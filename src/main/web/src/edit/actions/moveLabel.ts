import type { LabelDocument } from '../document';
import { mapPositions } from '../geometry';
import { reshape } from './reshape';

export function moveLabel(
  doc: LabelDocument,
  id: string,
  [dx, dy]: readonly [number, number],
): LabelDocument {
  return dx === 0 && dy === 0
    ? doc
    : reshape(doc, id, (geometry) => mapPositions(geometry, ([x, y]) => [x + dx, y + dy]));
}
