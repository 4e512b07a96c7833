import { describe, expect, it } from 'vitest';
import { areaOf } from '../../src/edit/geometry';
import { Livewire, grayOf, stepCosts } from '../../src/edit/magic/livewire';
import { pixelAt, toImage, toPicture, type Picture } from '../../src/edit/magic/picture';
import { outlineOf, regionAbout } from '../../src/edit/magic/region';
import { smoothed } from '../../src/edit/magic/smoothed';
import { Random } from './random';
import { isSound } from '../../src/edit/shapes/jts';

const [WIDTH, HEIGHT] = [64, 48];

/** A bright disc on a dark ground. */
function disc(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const value = Math.hypot(x - 32, y - 24) < 15 ? 210 : 40;
      rgba.set([value, value, value, 255], 4 * (y * WIDTH + x));
    }
  }
  return rgba;
}

const at = (x: number, y: number) => y * WIDTH + x;

describe('the way along edges', () => {
  it('goes round the disc, not through it', () => {
    const costs = stepCosts(grayOf(disc(), WIDTH, HEIGHT));
    const way = new Livewire(costs, WIDTH, HEIGHT, at(17, 24)).wayTo(at(47, 24));
    expect(way[0]).toBe(at(17, 24));
    expect(way.at(-1)).toBe(at(47, 24));
    const off = way.map((pixel) =>
      Math.abs(Math.hypot((pixel % WIDTH) - 32, Math.floor(pixel / WIDTH) - 24) - 15),
    );
    expect(Math.max(...off)).toBeLessThan(2.5);
  });

  it('steps from neighbour to neighbour and never over the border', () => {
    const costs = new Uint8Array(WIDTH * HEIGHT).fill(5);
    const way = new Livewire(costs, WIDTH, HEIGHT, at(0, 0)).wayTo(at(WIDTH - 1, 10));
    for (let i = 1; i < way.length; i++) {
      const [dx, dy] = [
        (way[i]! % WIDTH) - (way[i - 1]! % WIDTH),
        Math.floor(way[i]! / WIDTH) - Math.floor(way[i - 1]! / WIDTH),
      ];
      expect(Math.max(Math.abs(dx), Math.abs(dy))).toBe(1);
    }
    expect(way).toHaveLength(WIDTH);
  });
});

describe('what hangs together', () => {
  it('is the disc, as many pixels as it has', () => {
    const mask = regionAbout(disc(), WIDTH, HEIGHT, at(32, 24), 20);
    const part = outlineOf(mask, WIDTH, HEIGHT)!;
    expect(part).toHaveLength(1);
    expect(areaOf({ type: 'Polygon', parts: [part] })).toBe(
      mask.reduce((sum, each) => sum + each, 0),
    );
  });

  it('has a hole where the ground lies round the disc, and ends where there is no data', () => {
    const rgba = disc();
    for (let y = 0; y < HEIGHT; y++) {
      rgba[4 * at(0, y) + 3] = 0;
    }
    const mask = regionAbout(rgba, WIDTH, HEIGHT, at(5, 5), 20);
    expect(outlineOf(mask, WIDTH, HEIGHT)).toHaveLength(2);
    expect(mask[at(0, 5)]).toBe(0);
  });

  it('has outlines that never touch or cross themselves, smoothed or not', () => {
    const random = new Random(11);
    for (let round = 0; round < 40; round++) {
      const mask = Uint8Array.from({ length: WIDTH * HEIGHT }, () =>
        random.next() < 0.75 ? 1 : 0,
      );
      const seed = mask.indexOf(1);
      const rgba = Uint8ClampedArray.from({ length: 4 * mask.length }, (_, i) =>
        i % 4 === 3 ? 255 : 200 * mask[Math.floor(i / 4)]!,
      );
      const region = regionAbout(rgba, WIDTH, HEIGHT, seed, 120);
      const outline = outlineOf(region, WIDTH, HEIGHT)!;
      expect(isSound({ type: 'Polygon', parts: [outline] })).toBe(true);
      expect(isSound({ type: 'Polygon', parts: [smoothed(outline, 0.8)] })).toBe(true);
    }
  });

  it('keeps loops apart that meet at a corner', () => {
    const mask = new Uint8Array([1, 0, 0, 1]);
    expect(outlineOf(mask, 2, 2)![0]!.length).toBeGreaterThanOrEqual(4);
  });
});

it('a picture knows its place in the image', () => {
  const picture = { width: 10, height: 10, origin: [100, 200], scale: 4 } as unknown as Picture;
  expect(toImage(picture, toPicture(picture, [111, 222]))).toEqual([111, 222]);
  expect(pixelAt(picture, [100, 200])).toBe(0);
  expect(pixelAt(picture, [99, 200])).toBeNull();
  expect(pixelAt(picture, [141, 200])).toBeNull();
});
