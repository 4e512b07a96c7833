import type { Content, LabelDocument } from '../document';

/** Brings back what a label was, whether it is there now or deleted. */
export function restore(doc: LabelDocument, id: string, content: Content): LabelDocument {
  return doc.put(id, content);
}
