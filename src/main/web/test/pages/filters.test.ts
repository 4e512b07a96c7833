import { describe, expect, it } from 'vitest';
import {
  boxIn,
  filtersFrom,
  groundOf,
  mistakeIn,
  queryOf,
  setFilters,
  viewIn,
} from '../../src/pages/audit/filters';

const ID = '3f0c2a9e-58a1-4f2e-9d3b-7a6c1e0b4d21';

describe('audit filters', () => {
  it('ask for nothing but a page when nothing is set', () => {
    expect(queryOf(filtersFrom({}))).toEqual({ limit: 100 });
  });

  it('carry everything that is set, times as UTC', () => {
    const filters = filtersFrom({
      actor: ' jdoe ',
      type: 'label.',
      outcome: 'DENIED',
      scene: ID,
      project: ID,
      session: '9f8e',
      mark: '(S//NF)',
      bbox: '5.9,50.3,6.1,50.4',
      from: '2026-11-22',
      to: '2026-11-22 09:30',
    });
    expect(queryOf(filters, 'c1')).toEqual({
      actor: 'jdoe',
      type: 'label.',
      outcome: 'DENIED',
      scene: ID,
      project: ID,
      session: '9f8e',
      mark: '(S//NF)',
      bbox: '5.9,50.3,6.1,50.4',
      from: '2026-11-22T00:00:00.000Z',
      to: '2026-11-22T09:30:00.000Z',
      cursor: 'c1',
      limit: 100,
    });
  });

  it('drop what the server does not know', () => {
    const filters = filtersFrom({ outcome: 'PERHAPS', from: 'soon', evil: 'x' });
    expect(queryOf(filters)).toEqual({ limit: 100 });
  });

  it('survive the address', () => {
    const filters = filtersFrom({ actor: 'jdoe', to: '2026-11-22T09:30' });
    expect(setFilters(filters)).toEqual({ actor: 'jdoe', to: '2026-11-22T09:30' });
    expect(filtersFrom(setFilters(filters))).toEqual(filters);
  });

  it('know a box of ground and a way of looking', () => {
    expect(boxIn('5.9, 50.3, 6.1, 50.4')).toEqual([5.9, 50.3, 6.1, 50.4]);
    expect(boxIn('5.9,50.3,,50.4')).toBeUndefined();
    expect(viewIn({ view: 'map' })).toBe('map');
    expect(viewIn({ view: 'evil' })).toBe('events');
  });

  it('name an id or time that is none and a range that is empty', () => {
    expect(mistakeIn(filtersFrom({ scene: 'harbour' }))).toContain('“harbour”');
    expect(mistakeIn(filtersFrom({ from: '2026-11-22T10:00', to: '2026-11-22T09:00' }))).toContain(
      'ends before',
    );
    expect(mistakeIn(filtersFrom({ from: '22.11.2026' }))).toContain('“22.11.2026”');
    expect(mistakeIn(filtersFrom({ to: '2026-13-01' }))).toContain('“2026-13-01”');
    expect(mistakeIn(filtersFrom({ bbox: '1,2,3' }))).toContain('“1,2,3”');
    expect(mistakeIn(filtersFrom({ bbox: '7,2,3,4' }))).toContain('“7,2,3,4”');
    expect(mistakeIn(filtersFrom({ scene: ID, project: ID, from: '2026-11-22' }))).toBe('');
  });
});

describe('ground as it is typed', () => {
  it('is the square of a kilometre about a place, in any way of writing it', () => {
    const mgrs = groundOf('33T UK 87670 34388');
    const [west, south, east, north] = boxIn(mgrs)!;
    expect((north - south) * 111_320).toBeCloseTo(1000, 0);
    expect((east - west) * 111_320 * Math.cos((44.554 * Math.PI) / 180)).toBeCloseTo(1000, 0);
    const degrees = boxIn(groundOf('44.554079 N, 13.585710 E'))!;
    degrees.forEach((each, i) => expect(each).toBeCloseTo([west, south, east, north][i]!, 4));
  });

  it('stays as it is where it is a box, or nothing that is known', () => {
    expect(groundOf('5.9,50.3,6.1,50.4')).toBe('5.9,50.3,6.1,50.4');
    expect(groundOf('the airfield')).toBe('the airfield');
    expect(groundOf('')).toBe('');
    expect(boxIn(groundOf('90 N, 180 E'))).toBeDefined();
  });
});
