/** The part of Web Locks that tells a living tab from a dead one. */
export interface TabLocks {
  request(name: string, callback: () => Promise<unknown>): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] | undefined }>;
}

/** Tabs of this browser that are remembered. */
const MOST = 20;
const STORED = 'graticule.tabs';

/**
 * Tells whether a tab of this browser is gone: each holds a lock while it lives, and leaves its name.
 * Outside secure contexts there are no locks, and nothing is known of others.
 */
export class Tabs {
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  private readonly locks: TabLocks | undefined;
  private release: () => void = () => undefined;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, locks: TabLocks | undefined) {
    this.storage = storage;
    this.locks = locks;
  }

  /** This tab lives until `close`, or until the browser ends it. */
  enter(tab: string): void {
    const alive = new Promise<void>((resolve) => (this.release = resolve));
    void this.locks?.request(lockOf(tab), () => alive);
    try {
      this.storage.setItem(STORED, [...this.known().slice(1 - MOST), tab].join(' '));
    } catch {
      // Without room for this the person is asked, that is all.
    }
  }

  /** False where it cannot be known, because the tab is another browser's. */
  async isGone(tab: string): Promise<boolean> {
    if (!this.locks || !this.known().includes(tab)) {
      return false;
    }
    const { held = [] } = await this.locks.query();
    return held.every(({ name }) => name !== lockOf(tab));
  }

  private known(): string[] {
    return (this.storage.getItem(STORED) ?? '').split(' ').filter((each) => each !== '');
  }

  close(): void {
    this.release();
  }
}

function lockOf(tab: string): string {
  return `graticule.tab.${tab}`;
}
