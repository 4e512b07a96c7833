import type { Content } from '../../src/edit/document';
import { polygon, type Position, type Ring } from '../../src/edit/geometry';

/** A small seeded generator (mulberry32): the same seed gives the same test everywhere. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)]!;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  position(size = 1000): Position {
    return [this.next() * size, this.next() * size];
  }

  ring(centre: Position, radius: number): Ring {
    const count = 3 + this.int(6);
    return Array.from({ length: count }, (_, i): Position => {
      const angle = (2 * Math.PI * i) / count;
      const r = radius * (0.6 + 0.4 * this.next());
      return [centre[0] + r * Math.cos(angle), centre[1] + r * Math.sin(angle)];
    });
  }

  content(): Content {
    const centre = this.position();
    return {
      geometry: polygon(this.ring(centre, 40), this.ring(centre, 10)),
      classId: 1 + this.int(4),
      attributes: this.chance(0.3) ? { note: `n${this.int(9)}` } : {},
    };
  }
}

export function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
