import type { Attributes, LabelDocument } from '../document';

export function setAttributes(
  doc: LabelDocument,
  id: string,
  attributes: Attributes,
): LabelDocument {
  const label = doc.get(id);
  return label ? doc.put(id, { ...label, attributes }) : doc;
}
