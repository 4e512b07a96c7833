import type { LabelDocument } from '../document';

export function deleteLabel(doc: LabelDocument, id: string): LabelDocument {
  return doc.remove(id);
}
