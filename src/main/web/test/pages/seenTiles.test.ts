import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/api/types';
import { seenTiles } from '../../src/pages/audit/seenTiles';

const base64 = (bytes: readonly number[]) => btoa(String.fromCharCode(...bytes));

function event(facts: Record<string, unknown>, type = 'tile.seen'): AuditEvent {
  const all = { z: 5, x: 8, y: 16, width: 3, height: 3, tiles: base64([0b10000110, 0b10000000]) };
  const at = '2026-11-27T06:00:05.250375Z';
  return { type, at, facts: { ...all, ...facts } } as unknown as AuditEvent;
}

describe('the tiles of a span', () => {
  it('are read row by row, the most significant bit first', () => {
    const { tiles, label, width, height } = seenTiles(event({}))!;
    expect([width, height]).toEqual([3, 3]);
    expect(tiles.map(({ title }) => title)).toEqual(['5/8/16', '5/10/17', '5/8/18', '5/10/18']);
    expect(tiles.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [2, 1],
      [0, 2],
      [2, 2],
    ]);
    expect(label).toBe('4 tiles seen of 3 × 3 at zoom 5, columns 8 to 10, rows 16 to 18');
  });

  it('are told with the time each was first sent', () => {
    const ms = base64([0, 0, 0x01, 0x00, 0x13, 0x88, 0xff, 0xff]);
    expect(seenTiles(event({ ms }))!.tiles.map(({ title }) => title)).toEqual([
      '5/8/16, 2026-11-27 06:00:05.250Z',
      '5/10/17, 2026-11-27 06:00:04.994Z',
      '5/8/18, 2026-11-27 06:00:00.250Z',
      '5/10/18, 2026-11-27 05:58:59.715Z',
    ]);
  });

  it('are told without a time where there is not one for each', () => {
    expect(seenTiles(event({ ms: base64([0, 1]) }))!.tiles[0]!.title).toBe('5/8/16');
    expect(seenTiles(event({ ms: '%' }))!.tiles[0]!.title).toBe('5/8/16');
  });

  it.each([
    { tiles: '%' },
    { tiles: base64([0x80]) },
    { tiles: base64([0, 0, 0]) },
    { tiles: 7 },
    { width: 0 },
    { width: 1e9, height: 1e9 },
    { height: '3' },
    { x: -1 },
    { z: 0.5 },
  ])('are not drawn where the facts do not fit: %j', (facts) => {
    expect(seenTiles(event(facts))).toBeUndefined();
  });

  it('are those of such events alone', () => {
    expect(seenTiles(event({}, 'tile.read'))).toBeUndefined();
  });
});
