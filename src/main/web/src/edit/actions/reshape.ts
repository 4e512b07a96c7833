import type { LabelDocument } from '../document';
import type { Geometry } from '../geometry';

/** What the geometry actions share: the label with another geometry, or the same document. */
export function reshape(
  doc: LabelDocument,
  id: string,
  change: (geometry: Geometry) => Geometry,
): LabelDocument {
  const label = doc.get(id);
  return label ? doc.put(id, { ...label, geometry: change(label.geometry) }) : doc;
}
