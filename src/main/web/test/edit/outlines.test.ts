import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Scene } from '../../src/api/types';
import { Outlines, isWellWithin, viewAbout } from '../../src/edit/magic/outlines';
import type { Picture } from '../../src/edit/magic/picture';

const scene = { width: 6000, height: 5000, tiles: { max_zoom: 4, size: 512 } } as Scene;

function seen(origin: [number, number], width: number, height: number, scale: number): Picture {
  return { rgba: new Uint8ClampedArray(), width, height, origin, scale };
}

describe('what the model looks at', () => {
  it('is what is on screen, at the finest level that it sees in full', () => {
    const near = viewAbout(scene, 1024, seen([1000, 2000], 1000, 800, 1));
    expect(near).toEqual({ z: 4, x: 988, y: 1888, width: 1024, height: 1024 });
    const far = viewAbout(scene, 1024, seen([0, 0], 1500, 900, 4));
    expect(far).toEqual({ z: 1, x: 0, y: 0, width: 1024, height: 1024 });
  });

  it('stays within the image where it can, and shows all where no level is so coarse', () => {
    expect(viewAbout(scene, 1024, seen([5500, -300], 900, 800, 1))).toMatchObject({
      x: 4976,
      y: 0,
    });
    expect(viewAbout(scene, 64, seen([0, 0], 1500, 900, 4))).toMatchObject({ z: 0, width: 375 });
  });

  it('is looked at anew for a click near its border, but not where the image ends', () => {
    const view = { z: 4, x: 0, y: 1000, width: 1024, height: 1024 };
    expect(isWellWithin(scene, view, [500, 1500])).toBe(true);
    expect(isWellWithin(scene, view, [3, 1500])).toBe(true);
    expect(isWellWithin(scene, view, [1000, 1500])).toBe(false);
    expect(isWellWithin(scene, view, [500, 1010])).toBe(false);
  });
});

describe('the server’s model', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answering = (status: number, body: unknown) =>
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })));

  it('is there where the server says so', async () => {
    answering(200, { side: 1024 });
    expect(await Outlines.of(scene)).toBeInstanceOf(Outlines);
    answering(200, { side: null });
    expect(await Outlines.of(scene)).toBeNull();
  });

  it('is absent where it is broken, and the editor opens without it', async () => {
    answering(500, { title: 'Internal error', status: 500, code: 'internal' });
    expect(await Outlines.of(scene)).toBeNull();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await Outlines.of(scene)).toBeNull();
  });
});
