import type { LabelDocument } from '../document';
import { reshape } from './reshape';

/** Fills a hole; ring 0 is the shell and stays. */
export function removeHole(
  doc: LabelDocument,
  id: string,
  part: number,
  ring: number,
): LabelDocument {
  return reshape(doc, id, (geometry) => {
    const whole = geometry.parts[part];
    return whole?.[ring] && ring > 0
      ? { ...geometry, parts: geometry.parts.with(part, whole.toSpliced(ring, 1)) }
      : geometry;
  });
}
