import { describe, expect, it } from 'vitest';
import { bundleName, bundled, type Found } from '../../src/pages/scenes/bundles';
import { Meter } from '../../src/pages/scenes/meter';

const found = (path: string): Found => {
  const at = path.lastIndexOf('/') + 1;
  return {
    file: { name: path.slice(at), size: 1, lastModified: 2 } as File,
    folder: path.slice(0, at),
  };
};
const names = (files: readonly Found[]) =>
  bundled(files).bundles.map(({ image, sidecars }) => [
    image.file.name,
    ...sidecars.map(({ file }) => file.name),
  ]);

describe('bundles', () => {
  it('put what belongs to an image with it, by whole name or by stem, whatever the case', () => {
    expect(names(['a.tif', 'A.TFW', 'a.tif.msk', 'b.png', 'b.pgw', 'a.prj'].map(found))).toEqual([
      ['a.tif', 'A.TFW', 'a.tif.msk', 'a.prj'],
      ['b.png', 'b.pgw'],
    ]);
  });

  it('keep folders apart and leave out what systems put there', () => {
    const files = ['x/a.tif', 'y/a.tfw', 'y/.DS_Store', 'y/Thumbs.db'].map(found);
    expect(names(files)).toEqual([['a.tif']]);
    expect(bundled(files).orphans.map(({ file }) => file.name)).toEqual(['a.tfw']);
  });

  it('are named the same when the same files are chosen again, and differently otherwise', () => {
    const [a] = bundled([found('a.tif'), found('a.tfw')]).bundles;
    const [b] = bundled([found('a.tif'), found('a.prj')]).bundles;
    expect(a && bundleName(a)).toBe(a && bundleName({ ...a }));
    expect(a && bundleName(a)).not.toBe(b && bundleName(b));
    expect(a && bundleName(a)).toMatch(/^[a-z0-9-]{3,64}$/);
  });
});

describe('a meter', () => {
  it('tells rate and remaining time once it has seen enough', () => {
    let now = 0;
    const meter = new Meter(40e6, () => now);
    expect(meter.at(0)).toBe('0 B of 40 MB');
    now = 2000;
    expect(meter.at(10e6)).toBe('10 MB of 40 MB, 5 MB/s, about 6 s left');
    meter.reset();
    now = 100_000;
    expect(meter.at(12e6)).toBe('12 MB of 40 MB');
  });
});
