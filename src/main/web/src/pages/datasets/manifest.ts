import { count, words } from '../../ui/format';

/** Nesting beyond which a manifest is only shown as it is. */
const DEPTH = 2;

/**
 * The plain facts of a manifest as name and value: every number and short text up to two levels
 * deep, and how long each list is. Formats differ in what they count, so nothing is expected here.
 */
export function manifestFacts(
  manifest: Readonly<Record<string, unknown>> | null | undefined,
  prefix = '',
  depth = 0,
): [string, string][] {
  return Object.entries(manifest ?? {}).flatMap(([key, value]): [string, string][] => {
    const name = prefix ? `${prefix}, ${words(key).toLowerCase()}` : words(key);
    if (typeof value === 'number') {
      return [[name, Number.isInteger(value) ? count(value) : String(value)]];
    }
    if (typeof value === 'string' || typeof value === 'boolean') {
      return String(value).length <= 80 ? [[name, String(value)]] : [];
    }
    if (Array.isArray(value)) {
      return [[name, count(value.length)]];
    }
    if (value && typeof value === 'object' && depth + 1 < DEPTH) {
      return manifestFacts(value as Record<string, unknown>, name, depth + 1);
    }
    return [];
  });
}
