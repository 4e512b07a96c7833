import type { LabelDocument } from '../document';
import { ringAt, withRing, type Position, type VertexRef } from '../geometry';
import { reshape } from './reshape';

/** Inserts a vertex into the edge that starts at the given one. */
export function insertVertex(
  doc: LabelDocument,
  id: string,
  after: VertexRef,
  position: Position,
): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const ring = ringAt(geometry, after);
    return ring?.[after.vertex]
      ? withRing(geometry, after, ring.toSpliced(after.vertex + 1, 0, position))
      : geometry;
  });
}
