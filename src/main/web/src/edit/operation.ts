import type { LabelFeature, Operation, Violation } from '../api/types';
import type { Attributes, Content, Saved } from './document';
import { deltaBetween } from './delta';
import { fromGeoJson, toGeoJson } from './geometry';

/**
 * The operation that takes the server from one state of a label to another.
 *
 * @param base revision the change starts from; 0 where the server has never seen the label
 * @param content null deletes
 * @param from what the label is at that revision, where it is known: then what changed is enough
 */
export function operationFor(
  opId: string,
  element: string,
  base: number,
  content: Content | null,
  from: Content | null = null,
): Operation {
  if (content === null) {
    return { op_id: opId, kind: 'delete', element, base_rev: base };
  }
  const delta = from && base > 0 ? deltaBetween(from.geometry, content.geometry) : null;
  // The contract's free-form objects come out of the generator as objects without members.
  const what = {
    ...(delta
      ? delta.length > 0
        ? { delta }
        : {}
      : { geometry: toGeoJson(content.geometry) as unknown as NonNullable<Operation['geometry']> }),
    class: content.classId,
    attributes: content.attributes as NonNullable<Operation['attributes']>,
    ...(content.layer === undefined ? {} : { layer: content.layer }),
    ...(content.view === undefined ? {} : { view: content.view }),
    ...(content.confidence === undefined ? {} : { confidence: content.confidence }),
  };
  return base === 0
    ? { op_id: opId, kind: 'create', element, ...what }
    : { op_id: opId, kind: 'update', element, base_rev: base, ...what };
}

export function savedOf(feature: LabelFeature): Saved {
  const { properties } = feature;
  return {
    revision: properties.revision,
    content: {
      geometry: fromGeoJson(feature.geometry),
      classId: properties.class,
      attributes: (properties.attributes ?? {}) as Attributes,
      layer: properties.layer,
      view: properties.view,
      confidence: properties.confidence,
    },
    facts: {
      actor: properties.actor,
      at: properties.at,
      mark: properties.mark,
      areaM2: properties.area_m2 ?? null,
    },
  };
}

/** Somebody saved first. */
export interface Conflict {
  readonly element: string;
  readonly mine: Content | null;
  /** The newest label as the server holds it; null where it was deleted. */
  readonly theirs: Saved | null;
}

/** The server's rules said no; the edit stays in the page, at its place. */
export interface Refusal {
  readonly element: string;
  readonly violations: readonly Violation[];
}
