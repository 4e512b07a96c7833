import type { LabelDocument } from '../document';
import { isArea, type Ring } from '../geometry';
import { reshape } from './reshape';

/** Adds a part to a label, which becomes a multipolygon. */
export function addPart(doc: LabelDocument, id: string, ring: Ring): LabelDocument {
  return reshape(doc, id, (geometry) =>
    isArea(geometry) ? { type: 'MultiPolygon', parts: [...geometry.parts, [ring]] } : geometry,
  );
}
