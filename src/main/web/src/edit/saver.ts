import { ProblemError } from '../api/problem';
import type { LabelFeature, Operation, OperationResult } from '../api/types';
import type { Content, Saved } from './document';
import { newId } from './ids';
import { savedOf } from './operation';
import { isElsewhere } from './seat';
import { EMPTY_QUEUE, SaveQueue, type QueueSnapshot } from './saveQueue';

export type SavedKind = 'saved' | 'saving' | 'offline' | 'waiting' | 'refused' | 'conflict';

/** What the page always shows. */
export interface SavedState {
  readonly kind: SavedKind;
  /** Labels that the server does not hold yet as they are here. */
  readonly unsaved: number;
  readonly refused: number;
  readonly conflicts: number;
  /** The server did not answer the last attempt; it is repeated. */
  readonly offline: boolean;
  /** Why, in words, where something went wrong. */
  readonly reason: string | null;
}

/** Keeps the queue where a killed tab cannot take it along; false where there is no room. */
export interface QueueKeeper {
  keep(snapshot: QueueSnapshot): boolean;
}

export interface SaverOptions {
  readonly send: (operations: readonly Operation[]) => Promise<readonly OperationResult[]>;
  readonly keeper: QueueKeeper;
  readonly onSaved: (news: readonly [string, Omit<Saved, 'facts'>][]) => void;
  readonly onChange: () => void;
  readonly newId?: () => string;
}

/**
 * Sends every edit within half a second, one batch at a time, and repeats until the server has
 * answered. Uses the clock of the page; not to be shared between scenes.
 */
export class Saver {
  /** Milliseconds that edits are gathered before they are sent. */
  static readonly GATHER = 200;
  private static readonly BACKOFF = [1000, 2000, 4000, 8000, 15000, 30000] as const;

  readonly queue: SaveQueue;
  private readonly options: SaverOptions;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private failures = 0;
  private reason: string | null = null;
  /** The person edits in another tab: what is here waits until they come back. */
  private waiting = false;
  private kept = true;
  private closed = false;

  constructor(options: SaverOptions) {
    this.options = options;
    this.queue = new SaveQueue(options.newId ?? newId);
  }

  get state(): SavedState {
    const { refusals, conflicts, size } = this.queue;
    const offline = this.failures > 0;
    return {
      kind: this.kind(offline),
      unsaved: size,
      refused: refusals.size,
      conflicts: conflicts.size,
      offline,
      reason: this.kept
        ? this.reason
        : 'This browser has no room to keep unsaved changes: do not close the page.',
    };
  }

  private kind(offline: boolean): SavedKind {
    if (this.queue.conflicts.size > 0) {
      return 'conflict';
    }
    if (this.queue.refusals.size > 0) {
      return 'refused';
    }
    if (this.waiting && this.queue.size > 0) {
      return 'waiting';
    }
    if (offline) {
      return 'offline';
    }
    return this.queue.size > 0 || this.sending ? 'saving' : 'saved';
  }

  /** Notes how the person left a label (null: deleted) over what the server is known to hold. */
  edit(element: string, desired: Content | null, saved: Saved | undefined): void {
    this.queue.edit(element, desired, saved);
    this.changed();
    this.schedule(Saver.GATHER);
  }

  /** Takes over what a tab that is gone had not saved. */
  adopt(snapshot: QueueSnapshot): boolean {
    const adopted = this.queue.adopt(snapshot);
    if (adopted) {
      this.changed();
      this.schedule(0);
    }
    return adopted;
  }

  keepMine(element: string, theirRevision: number): void {
    this.queue.keepMine(element, theirRevision);
    this.changed();
    this.schedule(0);
  }

  drop(element: string): void {
    this.queue.drop(element);
    this.changed();
  }

  /** Tries again at once: the network came back, or the person asked. */
  retry(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.schedule(0);
  }

  /** Stops sending; what is unsaved stays kept for the next visit. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** While this is so nothing is sent. */
  wait(waiting: boolean): void {
    this.waiting = waiting;
    if (waiting) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.options.onChange();
    } else {
      this.schedule(0);
    }
  }

  private schedule(milliseconds: number): void {
    if (this.waiting) {
      return;
    }
    if (this.timer === undefined && !this.sending && !this.closed && this.queue.ready) {
      this.timer = setTimeout(() => void this.flush(), milliseconds);
    }
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const batch = this.queue.nextBatch();
    if (batch.length === 0 || this.sending || this.closed) {
      return;
    }
    this.sending = true;
    this.changed();
    const wait = await this.deliver(batch);
    this.sending = false;
    if (!this.closed) {
      this.changed();
      this.schedule(wait);
    }
  }

  /** Answers how long to wait before the next batch. */
  private async deliver(batch: readonly Operation[]): Promise<number> {
    try {
      const results = await this.options.send(batch);
      this.answered(null);
      this.options.onSaved(this.queue.accept(results));
      return 0;
    } catch (error) {
      const problem = error instanceof ProblemError ? error : ProblemError.unreachable(error);
      if (isElsewhere(problem)) {
        this.wait(true);
        this.reason = reasonOf(problem);
        return 0;
      }
      if (isTransient(problem)) {
        const wait = Saver.BACKOFF[Math.min(this.failures, Saver.BACKOFF.length - 1)]!;
        this.failures++;
        this.reason = reasonOf(problem);
        return wait;
      }
      this.answered(reasonOf(problem));
      this.takeNo(problem);
      return 0;
    }
  }

  private answered(reason: string | null): void {
    this.failures = 0;
    this.reason = reason;
  }

  private takeNo(problem: ProblemError): void {
    const theirs = problem.status === 409 ? theirsOf(problem) : new Map<string, Saved | null>();
    if (theirs.size > 0) {
      this.queue.clash(theirs);
    } else {
      this.queue.refuse(problem.violations, reasonOf(problem));
    }
  }

  private changed(): void {
    const { size } = this.queue;
    this.kept = this.options.keeper.keep(size === 0 ? EMPTY_QUEUE : this.queue.snapshot());
    this.options.onChange();
  }
}

/** Whether the same request may succeed later: nothing is known to be wrong with it. */
function isTransient({ status }: ProblemError): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

function reasonOf(problem: ProblemError): string {
  return problem.status === 401
    ? 'Signed out: sign in again to save.'
    : problem.detail || problem.title;
}

function theirsOf(problem: ProblemError): Map<string, Saved | null> {
  const theirs = new Map<string, Saved | null>();
  for (const conflict of problem.conflicts) {
    const feature = conflict['theirs'] as LabelFeature | null;
    theirs.set(String(conflict['op_id']), feature ? savedOf(feature) : null);
  }
  return theirs;
}
