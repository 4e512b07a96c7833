import type { LabelDocument } from '../document';

export function setClass(doc: LabelDocument, id: string, classId: number): LabelDocument {
  const label = doc.get(id);
  return label ? doc.put(id, { ...label, classId }) : doc;
}
