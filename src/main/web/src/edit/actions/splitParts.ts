import type { Content, LabelDocument } from '../document';
import { areaOf, type Geometry, type GeometryType } from '../geometry';

const SINGLE: Record<GeometryType, GeometryType> = {
  Polygon: 'Polygon',
  MultiPolygon: 'Polygon',
  LineString: 'LineString',
  MultiLineString: 'LineString',
  Point: 'Point',
  MultiPoint: 'Point',
};

/** Makes each part of a multipolygon a label of its own; the largest stays the label. */
export function splitParts(doc: LabelDocument, id: string, newId: () => string): LabelDocument {
  const label = doc.get(id);
  const pieces = (label?.geometry.parts ?? [])
    .map((part): Geometry => ({ type: SINGLE[label!.geometry.type], parts: [part] }))
    .sort((a, b) => areaOf(b) - areaOf(a));
  return label ? shareOut(doc, id, label, pieces, newId) : doc;
}

/** The first piece is the label; every other a new one of the same class and attributes. */
export function shareOut(
  doc: LabelDocument,
  id: string,
  label: Content,
  pieces: readonly Geometry[],
  newId: () => string,
): LabelDocument {
  const [first, ...rest] = pieces;
  if (!first || rest.length === 0) {
    return doc;
  }
  return rest.reduce(
    (next, geometry) => next.put(newId(), { ...label, geometry }),
    doc.put(id, { ...label, geometry: first }),
  );
}
