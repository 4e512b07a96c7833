import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/api/types';
import {
  EVERYTHING,
  filterParameters,
  isEverything,
  matches,
  ordered,
  queryOf,
  readFilter,
  shares,
  type Filter,
} from '../../src/pages/scenes/catalogue';

const SCENE = {
  name: 'Harbour north.tif',
  acquired: '2024-05-14T08:41:00Z',
  gsd: [0.3, 0.31],
  acquisition: { sensor: 'WV03', cloud_cover: 12 },
  mark: { banner: 'OPEN' },
  footprint: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [13, 44],
          [13.1, 44],
          [13.1, 44.1],
          [13, 44.1],
          [13, 44],
        ],
      ],
    ],
  },
} as unknown as Scene;
const SILENT = { name: 'x', mark: { banner: 'OPEN' } } as unknown as Scene;

describe('the filters of the catalogue', () => {
  it('let through what they ask for', () => {
    const day = Date.parse('2024-05-14');
    for (const filter of [
      { from: day },
      { to: day + 86_400_000 },
      { sensor: 'WV03' },
      { gsdMin: 0.2, gsdMax: 0.31 },
      { cloudMax: 12 },
      { mark: 'OPEN' },
      { box: [13.05, 44.05, 14, 45] as const },
      { text: 'harbour' },
    ]) {
      expect(matches(SCENE, { ...EVERYTHING, ...filter }), JSON.stringify(filter)).toBe(true);
    }
  });

  it('hold back what they exclude, and what does not say', () => {
    for (const filter of [
      { from: Date.parse('2025-01-01') },
      { sensor: 'GE01' },
      { gsdMax: 0.3 },
      { cloudMax: 11 },
      { box: [14, 45, 15, 46] as const },
    ]) {
      expect(matches(SCENE, { ...EVERYTHING, ...filter }), JSON.stringify(filter)).toBe(false);
      expect(matches(SILENT, { ...EVERYTHING, ...filter }), JSON.stringify(filter)).toBe(false);
    }
    expect(matches(SILENT, EVERYTHING)).toBe(true);
    expect(isEverything(EVERYTHING)).toBe(true);
    expect(isEverything({ ...EVERYTHING, cloudMax: 0 })).toBe(false);
  });

  it('are said to the server as it asks', () => {
    const query = queryOf({ ...EVERYTHING, from: 0, gsdMax: 1, box: [1, 2, 3, 4] });
    expect(query.from).toBe('1970-01-01T00:00:00.000Z');
    expect(query.gsdMax).toBe(1);
    expect(query.bbox).toBe('1.000000,2.000000,3.000000,4.000000');
    expect(query.sensor).toBeUndefined();
  });

  it('draw a bar even for a single scene among thousands', () => {
    const heights = shares([...new Array<number>(999).fill(0.1), 0.9], { low: 0, high: 1 }, 2);
    expect(heights[0]).toBe(1);
    expect(heights[1]).toBeGreaterThan(0.1);
  });
});

describe('the address of a filter', () => {
  it('is read back as it was written', () => {
    const filter: Filter = {
      ...EVERYTHING,
      from: Date.UTC(2026, 0, 2),
      sensor: 'MSI',
      gsdMax: 0.5,
      cloudMax: 20,
      mark: 'OPEN',
      box: [1, 2, 3.5, 4],
      text: 'harbour',
    };
    expect(readFilter(filterParameters(filter))).toEqual(filter);
    expect(filterParameters(EVERYTHING)).toEqual({});
  });

  it('leaves out what nobody can read', () => {
    expect(readFilter({ from: 'soon', gsdMin: 'x', bbox: '1,2' })).toEqual(EVERYTHING);
  });
});

describe('the order of the catalogue', () => {
  const scene = (name: string, more: Partial<Scene>) =>
    ({ name, label_count: 0, ...more }) as Scene;
  const scenes = [
    scene('b10', { gsd: [2, 2], acquired: '2024-01-01T00:00:00Z' }),
    scene('a', { label_count: 7 }),
    scene('b9', { gsd: [0.3, 0.5], acquired: '2025-01-01T00:00:00Z' }),
  ];
  const names = (order: Parameters<typeof ordered>[1]) =>
    ordered(scenes, order).map(({ name }) => name);

  it('is as the server has it until another is chosen', () => {
    expect(names('added')).toEqual(['b10', 'a', 'b9']);
    expect(names('name')).toEqual(['a', 'b9', 'b10']);
    expect(names('labels')).toEqual(['a', 'b10', 'b9']);
  });

  it('has what does not say at its end', () => {
    expect(names('taken')).toEqual(['b9', 'b10', 'a']);
    expect(names('gsd')).toEqual(['b9', 'b10', 'a']);
  });
});
