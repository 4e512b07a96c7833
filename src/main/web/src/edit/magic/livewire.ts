/** A gray picture, row by row. */
export interface Gray {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Cost of a step along the strongest edge, and across a flat place. */
const EDGE = 1;
const FLAT = 60;

/** Brightness as the eye weighs it; where a pixel is transparent (no data) it is dark. */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): Gray {
  const values = new Float32Array(width * height);
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    values[i] = 0.299 * rgba[p]! + 0.587 * rgba[p + 1]! + 0.114 * rgba[p + 2]!;
  }
  return { width, height, values };
}

/** What it costs to step onto each pixel: little along edges (Sobel), much where nothing changes. */
export function stepCosts({ width, height, values }: Gray): Uint8Array {
  const strength = new Float32Array(width * height);
  let strongest = 1;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const [nw, n, ne] = [values[i - width - 1]!, values[i - width]!, values[i - width + 1]!];
      const [w, e] = [values[i - 1]!, values[i + 1]!];
      const [sw, s, se] = [values[i + width - 1]!, values[i + width]!, values[i + width + 1]!];
      const across = ne + 2 * e + se - nw - 2 * w - sw;
      const down = sw + 2 * s + se - nw - 2 * n - ne;
      strength[i] = Math.hypot(across, down);
      strongest = Math.max(strongest, strength[i]!);
    }
  }
  // A few very strong edges must not make all others look flat.
  const full = 0.45 * strongest;
  return Uint8Array.from(strength, (each) => FLAT - (FLAT - EDGE) * Math.min(1, each / full));
}

/**
 * Cheapest ways from one pixel to every other (intelligent scissors after Mortensen and Barrett):
 * Dijkstra's algorithm with buckets, since costs are small whole numbers.
 */
export class Livewire {
  private readonly width: number;
  private readonly height: number;
  private readonly costs: Uint8Array;
  /** The pixel before on the way from the seed; -1 where none is known. */
  private readonly back: Int32Array;

  constructor(costs: Uint8Array, width: number, height: number, seed: number) {
    this.width = width;
    this.height = height;
    this.costs = costs;
    this.back = new Int32Array(width * height).fill(-1);
    this.spread(seed);
  }

  private spread(seed: number): void {
    const { width, height, costs, back } = this;
    const total = new Uint32Array(width * height).fill(0xffffffff);
    const done = new Uint8Array(width * height);
    // A diagonal step costs 17/12 of a straight one, so no step costs more than this.
    const size = 17 * (FLAT + 1) + 1;
    const buckets: number[][] = Array.from({ length: size }, () => []);
    const steps = [1, -1, width, -width, width + 1, width - 1, -width + 1, -width - 1];
    total[seed] = 0;
    back[seed] = seed;
    buckets[0]!.push(seed);
    let waiting = 1;
    for (let cost = 0; waiting > 0; cost++) {
      const bucket = buckets[cost % size]!;
      for (let here = bucket.pop(); here !== undefined; here = bucket.pop()) {
        waiting--;
        if (done[here] || total[here] !== cost) {
          continue;
        }
        done[here] = 1;
        const x = here % width;
        for (let k = 0; k < 8; k++) {
          const there = here + steps[k]!;
          const aside = Math.abs((there % width) - x) > 1;
          if (there < 0 || there >= total.length || aside || done[there]) {
            continue;
          }
          const next = cost + costs[there]! * (k < 4 ? 12 : 17);
          if (next < total[there]!) {
            total[there] = next;
            back[there] = here;
            buckets[next % size]!.push(there);
            waiting++;
          }
        }
      }
    }
  }

  /** Pixels from the seed to the given one, both included. */
  wayTo(pixel: number): number[] {
    const way: number[] = [];
    for (let here = pixel; here >= 0; here = this.back[here]!) {
      way.push(here);
      if (this.back[here] === here) {
        break;
      }
    }
    return way.reverse();
  }
}
