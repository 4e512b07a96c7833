import { describe, expect, it } from 'vitest';
import {
  numberOf,
  problemOf,
  RULES,
  said,
  sameRules,
  severityOf,
  withNumber,
  withSeverity,
  type Held,
} from '../../src/pages/rules/rules';

const NOTHING: Held = { minimum_area_m2: null, rules: null };

describe('what labels are held to', () => {
  it('is said and unsaid, and then nothing is said', () => {
    let held = withNumber(NOTHING, 'minimum_area_m2', 4);
    held = withNumber(held, 'maximum_area_m2', 900);
    held = withSeverity(held, 'gap', 'off');
    expect(held).toEqual({
      minimum_area_m2: 4,
      rules: { maximum_area_m2: 900, severity: { gap: 'off' } },
    });
    expect([said(held), severityOf(held, 'gap'), numberOf(held, 'maximum_area_m2')]).toEqual([
      3,
      'off',
      900,
    ]);
    held = withSeverity(withNumber(held, 'maximum_area_m2', null), 'gap', null);
    expect(withNumber(held, 'minimum_area_m2', null)).toEqual(NOTHING);
    expect(sameRules(NOTHING, { rules: { severity: {}, apart: [] } })).toBe(true);
    expect(sameRules(NOTHING, held)).toBe(false);
  });

  it('must be in order before it is asked for', () => {
    const wide = withNumber(withNumber(NOTHING, 'minimum_area_m2', 9), 'maximum_area_m2', 4);
    expect(problemOf(wide, 'ship')).toBe('ship: the least area is above the most.');
    expect(problemOf(withNumber(NOTHING, 'spike_degrees', 200), 'ship')).toContain('0 to 180');
    expect(problemOf(NOTHING, 'ship')).toBeNull();
  });

  it('is told of each code once', () => {
    const codes = RULES.flatMap(([, rules]) => rules.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
  });
});
