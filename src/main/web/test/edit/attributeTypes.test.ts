import { describe, expect, it } from 'vitest';
import {
  initialValues,
  missing,
  valueOf,
  visibleTypes,
  type AttributeType,
} from '../../src/edit/attributeTypes';

const TYPES: readonly AttributeType[] = [
  { name: 'roof', type: 'enum', choices: ['flat', 'hip'], initial: 'flat', required: true },
  { name: 'floors', type: 'number', required: true },
  { name: 'ruin', type: 'flag', initial: 'false' },
  {
    name: 'pitch',
    type: 'number',
    required: true,
    visible_if: { attribute: 'roof', values: ['hip'] },
  },
];

describe('typed attributes', () => {
  it('begin with what the ontology says', () => {
    expect(initialValues(TYPES)).toEqual({ roof: 'flat', ruin: false });
  });

  it('are asked for only where they matter', () => {
    expect(visibleTypes(TYPES, { roof: 'flat' }).map(({ name }) => name)).not.toContain('pitch');
    expect(missing(TYPES, { roof: 'flat' })).toEqual(['floors']);
    expect(missing(TYPES, { roof: 'hip', floors: 2 })).toEqual(['pitch']);
  });

  it('read what was typed as their kind of value', () => {
    expect(valueOf(TYPES[1]!, '3')).toBe(3);
    expect(valueOf(TYPES[1]!, 'three')).toBeUndefined();
    expect(valueOf(TYPES[2]!, 'true')).toBe(true);
    expect(valueOf(TYPES[0]!, '')).toBeUndefined();
  });
});
