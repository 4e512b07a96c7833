import type { Part, Position } from '../geometry';
import { simplified } from '../shapes/simplify';
import type { Answer, Ask } from './messages';
import { pixelAt, toImage, type Picture } from './picture';
import { smoothed } from './smoothed';

/** Picture pixels that an outline may be off after needless vertices are dropped. */
const SMOOTH = 0.8;

/**
 * Asks the worker. A question that a newer one of its kind has overtaken is answered by null, so
 * that a hand that moves on is never shown what it has left.
 */
export class Magic {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private newest = 0;
  private known: Picture | null = null;

  constructor() {
    this.worker = new Worker(new URL('./magic.worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    };
  }

  /** Positions on the way between two, along the edges in the picture; null outside of it. */
  async way(picture: Picture, from: Position, to: Position): Promise<Position[] | null> {
    const [start, end] = [pixelAt(picture, from), pixelAt(picture, to)];
    if (start === null || end === null) {
      return null;
    }
    const answer = await this.ask(picture, (id) => ({ kind: 'way', id, from: start, to: end }));
    if (answer?.kind !== 'way') {
      return null;
    }
    const { width } = picture;
    const middles = answer.way.map((pixel): Position => [
      (pixel % width) + 0.5,
      Math.floor(pixel / width) + 0.5,
    ]);
    return simplified(middles, SMOOTH)
      .slice(1, -1)
      .map((at) => toImage(picture, at));
  }

  /** The outline of what hangs together with a position; null where that is nothing. */
  async region(picture: Picture, at: Position, tolerance: number): Promise<Part | null> {
    const seed = pixelAt(picture, at);
    if (seed === null) {
      return null;
    }
    const answer = await this.ask(picture, (id) => ({ kind: 'region', id, seed, tolerance }));
    if (answer?.kind !== 'region' || !answer.rings) {
      return null;
    }
    return smoothed(answer.rings, SMOOTH).map((ring) =>
      ring.map((corner) => toImage(picture, corner)),
    );
  }

  private ask(picture: Picture, question: (id: number) => Ask): Promise<Answer | null> {
    if (this.known !== picture) {
      this.known = picture;
      const { rgba, width, height } = picture;
      this.worker.postMessage({ kind: 'picture', rgba, width, height } satisfies Ask);
    }
    const id = ++this.newest;
    this.worker.postMessage(question(id));
    return new Promise((resolve) =>
      this.waiting.set(id, (answer) => resolve(id === this.newest ? answer : null)),
    );
  }

  close(): void {
    this.worker.terminate();
  }
}
