import { describe, expect, it } from 'vitest';
import {
  addressesIn,
  shownOf,
  sidecarsOf,
  stepsTo,
  type Entry,
} from '../../src/pages/imports/folder';

const entry = (path: string, more: Partial<Entry> = {}): Entry => ({
  path,
  folder: false,
  bytes: 1,
  sidecar: false,
  ...more,
});

describe('the import folder', () => {
  const entries = [
    entry('a/harbour.tif'),
    entry('a/harbour.tfw', { sidecar: true }),
    entry('a/harbour.tif.msk', { sidecar: true }),
    entry('a/harbour_rpc.txt', { sidecar: true }),
    entry('a/harbour2.tfw', { sidecar: true }),
    entry('a/old', { folder: true }),
  ];

  it('shows folders first and no sidecars', () => {
    expect(shownOf(entries, '').map(({ path }) => path)).toEqual(['a/old', 'a/harbour.tif']);
    expect(shownOf(entries, 'HARB')).toHaveLength(1);
  });

  it('counts what comes with an image', () => {
    expect(sidecarsOf(entries[0]!, entries)).toBe(3);
  });

  it('names every folder on the way', () => {
    expect(stepsTo('a/old').map(({ path }) => path)).toEqual(['', 'a', 'a/old']);
    expect(stepsTo('')).toHaveLength(1);
  });
});

describe('addresses', () => {
  it('are one a line, each once', () => {
    expect(addressesIn(' https://h/a.tif\n\nhttps://h/b.tif \nhttps://h/a.tif')).toEqual([
      'https://h/a.tif',
      'https://h/b.tif',
    ]);
  });
});
