import type { LabelDocument } from '../document';
import { isArea, isPoint, ringAt, withRing, type VertexRef } from '../geometry';
import { reshape } from './reshape';

/** Removes a vertex; a triangle stays as it is, because what would be left is no area. So does an edge. */
export function removeVertex(doc: LabelDocument, id: string, at: VertexRef): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const ring = ringAt(geometry, at);
    const least = isArea(geometry) ? 3 : isPoint(geometry) ? 1 : 2;
    return ring?.[at.vertex] && ring.length > least
      ? withRing(geometry, at, ring.toSpliced(at.vertex, 1))
      : geometry;
  });
}
