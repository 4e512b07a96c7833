import type { LabelDocument } from '../document';
import { isArea } from '../geometry';
import { squared } from '../shapes/square';
import { reshape } from './reshape';

/** Makes corners that are nearly right right. */
export function squareLabel(doc: LabelDocument, id: string): LabelDocument {
  return reshape(doc, id, (geometry) => (isArea(geometry) ? squared(geometry) : geometry));
}
