import type { LabelDocument } from '../document';

export function setLayer(doc: LabelDocument, id: string, layer: string): LabelDocument {
  const label = doc.get(id);
  return label ? doc.put(id, { ...label, layer }) : doc;
}
