import { signedArea, type Part, type Position, type Ring } from '../geometry';

/** Holes of fewer pixels are noise. */
const NOISE = 30;

/** Pixels that hang together with the seed and are, in every colour, as near to it as the tolerance. */
export function regionAbout(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  seed: number,
  tolerance: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  const colour = meanAbout(rgba, width, height, seed);
  const near = (pixel: number) =>
    rgba[4 * pixel + 3]! > 0 &&
    colour.every((value, band) => Math.abs(rgba[4 * pixel + band]! - value) <= tolerance);
  const open = [seed];
  mask[seed] = 1;
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const x = here % width;
    const neighbours = [
      x > 0 ? here - 1 : -1,
      x < width - 1 ? here + 1 : -1,
      here - width,
      here + width,
    ];
    for (const there of neighbours) {
      if (there >= 0 && there < mask.length && mask[there] === 0 && near(there)) {
        mask[there] = 1;
        open.push(there);
      }
    }
  }
  return mask;
}

/** One pixel may be noise: the seed's colour is that of it and its neighbours. */
function meanAbout(rgba: Uint8ClampedArray, width: number, height: number, seed: number): number[] {
  const [x, y] = [seed % width, Math.floor(seed / width)];
  const sum = [0, 0, 0];
  let count = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      sum.forEach((_, band) => (sum[band]! += rgba[4 * (row * width + column) + band]!));
      count++;
    }
  }
  return sum.map((value) => value / count);
}

/**
 * The outline of a mask along the edges of its pixels, with holes; null where it is empty. Where two
 * of its pixels meet at nothing but a corner it is filled, so that no outline touches itself.
 */
export function outlineOf(mask: Uint8Array, width: number, height: number): Part | null {
  fillCorners(mask, width, height);
  const loops = loopsOf(mask, width, height).sort(
    (a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)),
  );
  const [shell, ...holes] = loops;
  return shell ? [shell, ...holes.filter((hole) => Math.abs(signedArea(hole)) >= NOISE)] : null;
}

function fillCorners(mask: Uint8Array, width: number, height: number): void {
  for (let more = true; more;) {
    more = false;
    for (let y = 0; y < height - 1; y++) {
      for (let x = 0; x < width - 1; x++) {
        const at = y * width + x;
        const [a, b, c, d] = [mask[at], mask[at + 1], mask[at + width], mask[at + width + 1]];
        if (a === d && b === c && a !== b) {
          mask[a === 1 ? at + 1 : at] = 1;
          more = true;
        }
      }
    }
  }
}

/** Walks along the borders between inside and outside with the inside on the right. */
function loopsOf(mask: Uint8Array, width: number, height: number): Ring[] {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] === 1;
  const stride = width + 1;
  const next = new Map<number, number[]>();
  const border = (from: number, to: number) => {
    const ways = next.get(from);
    if (ways) {
      ways.push(to);
    } else {
      next.set(from, [to]);
    }
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!inside(x, y)) {
        continue;
      }
      const corner = y * stride + x;
      if (!inside(x, y - 1)) border(corner, corner + 1);
      if (!inside(x + 1, y)) border(corner + 1, corner + 1 + stride);
      if (!inside(x, y + 1)) border(corner + 1 + stride, corner + stride);
      if (!inside(x - 1, y)) border(corner + stride, corner);
    }
  }
  const loops: Ring[] = [];
  for (const start of next.keys()) {
    while (next.get(start)?.length) {
      loops.push(walk(start, next).map((at): Position => [at % stride, Math.floor(at / stride)]));
    }
  }
  return loops;
}

function walk(start: number, next: Map<number, number[]>): number[] {
  const loop: number[] = [];
  let here = start;
  do {
    loop.push(here);
    here = next.get(here)!.pop()!;
  } while (here !== start);
  return loop;
}
