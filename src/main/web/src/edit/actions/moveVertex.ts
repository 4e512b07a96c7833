import type { LabelDocument } from '../document';
import { ringAt, withRing, type Position, type VertexRef } from '../geometry';
import { reshape } from './reshape';

export function moveVertex(
  doc: LabelDocument,
  id: string,
  at: VertexRef,
  to: Position,
): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const ring = ringAt(geometry, at);
    return ring?.[at.vertex] ? withRing(geometry, at, ring.with(at.vertex, to)) : geometry;
  });
}
