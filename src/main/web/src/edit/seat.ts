import { client } from '../api/client';
import { ProblemError } from '../api/problem';
import { problemOf } from '../ui/loader';

/** The server's words for "another tab of yours edits here". */
export function isElsewhere(error: unknown): boolean {
  return error instanceof ProblemError && /^lease-/.test(error.code);
}

export interface SeatOptions {
  readonly scene: string;
  /** This tab, as long as it is open. */
  readonly tab: string;
  /** Whether the tab that holds the seat is known to be gone. */
  readonly gone: (tab: string) => Promise<boolean>;
  readonly onChange: () => void;
}

/**
 * A person's one seat at a scene: saves of this tab carry its token, so that the same person in two
 * tabs cannot overwrite themselves. Shows signs of life until it is given up.
 */
export class Seat {
  private readonly options: SeatOptions;
  private timer: ReturnType<typeof setTimeout> | undefined;
  token: number | null = null;
  /** Another tab holds the seat. */
  elsewhere = false;
  /** When the seat ends without a further sign of life, by this machine's clock; null without one. */
  until: number | null = null;
  /** People who edit the scene besides. */
  others: readonly string[] = [];

  constructor(options: SeatOptions) {
    this.options = options;
  }

  /** Sits down; from another tab only if that one is gone or the person insists. */
  async take(force = false): Promise<void> {
    const { scene, tab } = this.options;
    try {
      const lease = await client.post('/api/v1/scenes/{scene}/lease', {
        path: { scene },
        body: { tab, force },
      });
      this.token = lease.token;
      this.until = null;
      this.elsewhere = false;
      this.later(lease.seconds);
    } catch (cause) {
      if (!isElsewhere(cause)) {
        throw cause;
      }
      const holder = problemOf(cause).tab;
      if (!force && holder !== undefined && (await this.options.gone(holder))) {
        return this.take(true);
      }
      this.lose();
    }
    this.options.onChange();
  }

  /** The server said that another tab has it. */
  lose(): void {
    clearTimeout(this.timer);
    this.token = this.until = null;
    this.elsewhere = true;
    this.options.onChange();
  }

  /** Asks who else is here. */
  async lookAround(): Promise<void> {
    const { scene } = this.options;
    const { editors } = await client.get('/api/v1/scenes/{scene}/lease', { path: { scene } });
    const others = editors.filter(({ mine }) => !mine).map(({ user }) => user);
    if (others.join() !== this.others.join()) {
      this.others = others;
      this.options.onChange();
    }
  }

  private later(seconds: number): void {
    clearTimeout(this.timer);
    this.until ??= Date.now() + seconds * 1000;
    // Three signs in the time that one would do: two may get lost.
    this.timer = setTimeout(() => void this.live(seconds), (seconds * 1000) / 3);
  }

  private async live(seconds: number): Promise<void> {
    const { token } = this;
    if (token === null) {
      return;
    }
    try {
      await client.put('/api/v1/scenes/{scene}/lease', {
        path: { scene: this.options.scene },
        body: { token },
      });
      this.until = Date.now() + seconds * 1000;
    } catch (cause) {
      if (isElsewhere(cause)) {
        this.lose();
        return;
      }
      // Without a network there is nobody to tell; the next sign may get through.
    }
    this.later(seconds);
  }

  /** Gets up, also while the page goes away. */
  leave(): void {
    clearTimeout(this.timer);
    if (this.token !== null) {
      const { scene } = this.options;
      void fetch(`/api/v1/scenes/${scene}/lease?token=${this.token}`, {
        method: 'DELETE',
        headers: { 'X-Graticule': '1' },
        credentials: 'same-origin',
        keepalive: true,
      }).catch(() => undefined);
      this.token = null;
    }
  }
}
