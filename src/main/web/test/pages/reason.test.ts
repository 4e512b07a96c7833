import { describe, expect, it } from 'vitest';
import { reason } from '../../src/pages/explain/reason';

describe('the first rule that failed', () => {
  it('is said in words', () => {
    expect(reason('no-grant')).toContain('No role');
  });

  it('keeps its own name where it is new to the page', () => {
    expect(reason('moon-phase')).toBe('moon-phase');
  });
});
