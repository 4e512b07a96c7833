import { newId } from './ids';
import type { QueueSnapshot } from './saveQueue';
import type { QueueKeeper } from './saver';

/** The part of Web Locks that tells a living tab from a dead one. */
export interface Locks {
  request(name: string, callback: () => Promise<unknown>): Promise<unknown>;
}

export interface UnsavedOptions {
  readonly user: string;
  readonly scene: string;
  readonly storage: Storage;
  /** Undefined outside secure contexts; then everything found is taken for left behind. */
  readonly locks: Locks | undefined;
  /** Takes over a queue left behind; false where it has to wait. */
  readonly adopt: (snapshot: QueueSnapshot) => boolean;
}

const PREFIX = 'graticule.unsaved';

/**
 * Keeps one tab's unsaved edits in local storage, which is written before an edit returns, so that
 * killing the tab loses nothing. Each tab writes under its own name and holds a lock of that name;
 * whoever gets the lock of another knows that tab is gone and takes its edits over. Kept per person
 * and scene, and removed as soon as the server has everything.
 */
export class Unsaved implements QueueKeeper {
  private readonly options: UnsavedOptions;
  private readonly prefix: string;
  private readonly key: string;
  private release: () => void = () => undefined;

  private constructor(options: UnsavedOptions, tab: string) {
    this.options = options;
    this.prefix = `${PREFIX}.${options.user}.${options.scene}.`;
    this.key = this.prefix + tab;
  }

  static open(options: UnsavedOptions, tab: string = newId()): Unsaved {
    const unsaved = new Unsaved(options, tab);
    const alive = new Promise<void>((resolve) => (unsaved.release = resolve));
    void options.locks?.request(unsaved.key, () => alive);
    return unsaved;
  }

  /** Takes over what dead tabs left, now or when a tab that still lives is gone. */
  adoptOrphans(): void {
    const { storage, locks } = this.options;
    const others = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter(
      (key) => key.startsWith(this.prefix) && key !== this.key,
    );
    for (const key of others) {
      if (locks) {
        void locks.request(key, async () => this.adopt(key));
      } else {
        this.adopt(key);
      }
    }
  }

  private adopt(key: string): void {
    const { storage, adopt } = this.options;
    const snapshot = read(storage.getItem(key));
    if (snapshot && adopt(snapshot)) {
      // Adopting has kept it under this tab's own name already.
      storage.removeItem(key);
    }
  }

  keep(snapshot: QueueSnapshot): boolean {
    const { storage } = this.options;
    try {
      if (snapshot.pending.length === 0 && snapshot.batches.length === 0) {
        storage.removeItem(this.key);
      } else {
        storage.setItem(this.key, JSON.stringify(snapshot));
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Lets another tab take over what is left. */
  close(): void {
    this.release();
  }
}

function read(json: string | null): QueueSnapshot | null {
  try {
    const snapshot = JSON.parse(json ?? 'null') as QueueSnapshot | null;
    return snapshot?.version === 1 ? snapshot : null;
  } catch {
    return null;
  }
}
