import type { LabelDocument } from '../document';
import { isArea, type Ring } from '../geometry';
import { reshape } from './reshape';

/** Cuts a hole into one part. Whether it lies inside is for the server's rules to say. */
export function addHole(doc: LabelDocument, id: string, part: number, hole: Ring): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const whole = geometry.parts[part];
    return whole && isArea(geometry) && hole.length >= 3
      ? { ...geometry, parts: geometry.parts.with(part, [...whole, hole]) }
      : geometry;
  });
}
