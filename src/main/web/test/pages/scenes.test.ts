import { describe, expect, it } from 'vitest';
import { jobMessage, transferOf, worthShowing } from '../../src/pages/scenes/transfer';
import { strength } from '../../src/pages/scenes/map-layers';
import { axisLabels, lonLatText } from '../../src/pages/scenes/map-text';
import type { Job } from '../../src/api/types';

const JOB: Job = {
  id: '3f0c2a9e-58a1-4f2e-9d3b-7a6c1e0b4d21',
  kind: 'ingest',
  name: 'harbour.tif',
  state: 'running',
  progress: 0.4,
  message: 'Writing overviews',
  remaining_seconds: 40,
  created: '2026-11-22T10:00:00Z',
  created_by: 'lead',
};

describe('transfer', () => {
  it('says what the job does and how long it will take', () => {
    expect(jobMessage(JOB)).toBe('Writing overviews, about 40 s left');
  });

  it('shows why a job failed with its code', () => {
    const failed: Job = { ...JOB, state: 'failed', message: 'Tag 258 is 12', code: 'image-depth' };
    expect(transferOf(1, failed)).toMatchObject({
      state: 'failed',
      message: 'Tag 258 is 12 (image-depth)',
    });
  });

  it('opens with what is under way and what failed within the hour', () => {
    const now = Date.parse('2026-11-22T10:30:00Z');
    expect(worthShowing(JOB, now)).toBe(true);
    expect(worthShowing({ ...JOB, state: 'failed' }, now)).toBe(true);
    expect(worthShowing({ ...JOB, state: 'failed' }, now + 3_600_000)).toBe(false);
    expect(worthShowing({ ...JOB, state: 'done' }, now)).toBe(false);
    expect(worthShowing({ ...JOB, kind: 'dataset' }, now)).toBe(false);
  });
});

describe('map text', () => {
  const MONO = (text: string) => 6 * text.length;

  it('writes an axis with as many digits as the finest line needs', () => {
    const lines = [
      { value: 13.55, at: 100 },
      { value: 13.6, at: 200 },
      { value: -1e-12, at: 300 },
      { value: -13.6, at: 400 },
    ];
    expect(axisLabels(lines, ['E', 'W'], [0, 500], MONO).map(({ text }) => text)).toEqual([
      '13.55° E',
      '13.60° E',
      '0°',
      '13.60° W',
    ]);
  });

  it('moves a label inward that would be cut off, and leaves it out where it would touch another', () => {
    const lines = [0, 1, 2, 3].map((value) => ({ value, at: [5, 100, 150, 195][value]! }));
    const placed = axisLabels(lines, ['E', 'W'], [0, 200], (text) => MONO(text) * 2);
    expect(placed).toEqual([
      { text: '1° E', at: 100 },
      { text: '2° E', at: 150 },
      { text: '0°', at: 12 },
    ]);
  });

  it('writes the pointer as latitude, longitude', () => {
    expect(lonLatText([-8.5, 47.123456])).toBe('47.12346° N  8.50000° W');
  });
});

describe('footprints over one another', () => {
  it('never add up to a slab, and each keeps a line', () => {
    for (const depth of [1, 2, 16, 256, 4096]) {
      const { line, fill } = strength(depth);
      expect(1 - (1 - fill) ** depth).toBeLessThanOrEqual(0.12 + 1e-9);
      expect(line).toBeGreaterThanOrEqual(0.25);
    }
    expect(strength(1)).toEqual({ line: 1, fill: 0.03 });
  });
});
