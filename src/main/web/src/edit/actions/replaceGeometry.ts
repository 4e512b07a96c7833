import type { LabelDocument } from '../document';
import type { Geometry } from '../geometry';
import { reshape } from './reshape';

export function replaceGeometry(doc: LabelDocument, id: string, geometry: Geometry): LabelDocument {
  return reshape(doc, id, () => geometry);
}
