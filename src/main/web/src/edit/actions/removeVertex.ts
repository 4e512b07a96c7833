import type { LabelDocument } from '../document';
import { ringAt, withRing, type VertexRef } from '../geometry';
import { reshape } from './reshape';

/** Removes a vertex; a triangle stays as it is, because what would be left is no area. */
export function removeVertex(doc: LabelDocument, id: string, at: VertexRef): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const ring = ringAt(geometry, at);
    return ring?.[at.vertex] && ring.length > 3
      ? withRing(geometry, at, ring.toSpliced(at.vertex, 1))
      : geometry;
  });
}
