import type { LabelDocument } from '../document';
import { isArea, type Position } from '../geometry';
import { reshapeBy } from '../shapes/stroke';
import { reshape } from './reshape';

/** The outline follows a stroke between the places where it crosses it. */
export function reshapeLabel(
  doc: LabelDocument,
  id: string,
  stroke: readonly Position[],
): LabelDocument {
  return reshape(
    doc,
    id,
    (geometry) => (isArea(geometry) ? reshapeBy(geometry, stroke) : null) ?? geometry,
  );
}
