import type { Content, LabelDocument } from '../document';

/** Adds a label under an id that the caller chose; an id in use changes nothing. */
export function addLabel(doc: LabelDocument, id: string, content: Content): LabelDocument {
  return doc.has(id) ? doc : doc.put(id, content);
}
