import { sameGeometry, type Geometry } from '../geometry';
import { faithful, geometryOf } from './faithful';
import { overlay, partsOf, toJts, type Overlay } from './jts';

/**
 * The first shape united with, without, or in common with the others; null where nothing is left.
 * The same object where nothing changes, or where a shape crosses itself and has no inside.
 */
export function combine(
  operation: Overlay,
  first: Geometry,
  others: readonly Geometry[],
): Geometry | null {
  try {
    const all = others.reduce((sum, other) => overlay(sum, toJts(other), operation), toJts(first));
    const made = geometryOf(faithful(partsOf(all), [first, ...others]));
    return made && sameGeometry(made, first) ? first : made;
  } catch {
    return first;
  }
}
