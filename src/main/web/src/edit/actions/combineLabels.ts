import type { LabelDocument } from '../document';
import { isArea, type Geometry } from '../geometry';
import { combine } from '../shapes/combine';
import type { Overlay } from '../shapes/jts';

/** One label takes the others in; they are gone, and its class and attributes stay. */
export function mergeLabels(
  doc: LabelDocument,
  id: string,
  others: readonly string[],
): LabelDocument {
  const merged = combined(doc, id, others, 'union');
  return merged === doc ? doc : others.reduce((next, other) => next.remove(other), merged);
}

/** What the others cover is taken out of one label; they stay. */
export function subtractLabels(
  doc: LabelDocument,
  id: string,
  others: readonly string[],
): LabelDocument {
  return combined(doc, id, others, 'difference');
}

/** One label keeps only what it has in common with each of the others; they stay. */
export function intersectLabels(
  doc: LabelDocument,
  id: string,
  others: readonly string[],
): LabelDocument {
  return combined(doc, id, others, 'intersection');
}

/** The same document where nothing would be left: deleting is an action of its own. */
function combined(
  doc: LabelDocument,
  id: string,
  others: readonly string[],
  operation: Overlay,
): LabelDocument {
  const label = doc.get(id);
  const shapes = others.flatMap((other): Geometry[] => {
    const content = other === id ? undefined : doc.get(other);
    return content && isArea(content.geometry) ? [content.geometry] : [];
  });
  if (!label || !isArea(label.geometry) || shapes.length < others.length) {
    return doc;
  }
  const geometry = combine(operation, label.geometry, shapes);
  return geometry ? doc.put(id, { ...label, geometry }) : doc;
}
