import type { Operation, OperationResult, Violation } from '../api/types';
import { sameContent, type Content, type Saved } from './document';
import { operationFor, type Conflict } from './operation';

/** One label that the server does not hold the way the person left it. */
interface Pending {
  readonly element: string;
  /** Revision the change starts from; moves only when the server acknowledges. */
  base: number;
  /** What the label is at that revision; null where it is not known any more. */
  from: Content | null;
  desired: Content | null;
  /** Why it is not sent: somebody has to decide or to mend first. */
  held: 'refused' | 'conflict' | null;
}

interface Sent {
  readonly operation: Operation;
  readonly content: Content | null;
}

/** As it is kept: a long outline that is wanted and under way is written once. */
interface KeptSent {
  readonly operation: Operation;
  readonly content?: Content | null;
}

/** What survives a killed tab. */
export interface QueueSnapshot {
  readonly version: 1;
  readonly pending: readonly Omit<Pending, 'held' | 'from'>[];
  readonly batches: readonly (readonly KeptSent[])[];
}

export const EMPTY_QUEUE: QueueSnapshot = { version: 1, pending: [], batches: [] };

/**
 * What is still to be saved. Later edits of a label replace earlier ones that were not sent yet. A
 * batch once sent is frozen until its fate is known: a repeat carries the same operations under the
 * same ids, so that an answer lost on the way cannot apply anything twice. No clock, no network.
 */
export class SaveQueue {
  /** Largest batch the contract allows. */
  static readonly BATCH = 1000;

  private readonly pending = new Map<string, Pending>();
  private batches: (readonly Sent[])[] = [];
  private limit = SaveQueue.BATCH;
  private readonly newId: () => string;

  readonly refusals = new Map<string, readonly Violation[]>();
  readonly warnings = new Map<string, readonly Violation[]>();
  readonly conflicts = new Map<string, Conflict>();

  constructor(newId: () => string) {
    this.newId = newId;
  }

  get size(): number {
    return this.pending.size;
  }

  /** Whether something could be sent now. */
  get ready(): boolean {
    return this.batches.length > 0 || [...this.pending.values()].some((p) => p.held === null);
  }

  /** Notes how the person left a label; null deletes it. */
  edit(element: string, desired: Content | null, saved: Saved | undefined): void {
    const pending = this.pending.get(element) ?? {
      element,
      base: saved?.revision ?? 0,
      from: saved?.content ?? null,
      desired,
      held: null,
    };
    pending.desired = desired;
    this.refusals.delete(element);
    this.warnings.delete(element);
    const conflict = this.conflicts.get(element);
    if (conflict) {
      this.conflicts.set(element, { ...conflict, mine: desired });
    } else if (!this.isSent(element) && sameContent(desired, saved?.content ?? null)) {
      this.pending.delete(element);
      return;
    } else {
      pending.held = null;
    }
    this.pending.set(element, pending);
  }

  /** The batch to send: the frozen one, or a new one of everything that is not held. */
  nextBatch(): readonly Operation[] {
    if (this.batches.length === 0) {
      const due = [...this.pending.values()].filter((p) => p.held === null).slice(0, this.limit);
      if (due.length > 0) {
        this.batches.push(due.map((p) => this.freeze(p)));
      }
    }
    return (this.batches[0] ?? []).map((sent) => sent.operation);
  }

  private freeze({ element, base, desired, from }: Pending): Sent {
    return {
      operation: operationFor(this.newId(), element, base, desired, from),
      content: desired,
    };
  }

  /** The batch is stored; answers what the server holds now. */
  accept(results: readonly OperationResult[]): [string, Omit<Saved, 'facts'>][] {
    const batch = this.batches.shift() ?? [];
    const revisions = new Map(results.map((result) => [result.op_id, result]));
    this.limit = SaveQueue.BATCH;
    return batch.flatMap(({ operation, content }) => {
      const result = revisions.get(operation.op_id);
      if (!result) {
        // Kept: sent again under a new id, from the revision it started from.
        return [];
      }
      this.settle(operation.element, result, content);
      return [[operation.element, { revision: result.revision, content }]];
    });
  }

  private settle(element: string, result: OperationResult, content: Content | null): void {
    const pending = this.pending.get(element);
    if (pending && sameContent(pending.desired, content)) {
      this.pending.delete(element);
      if (result.warnings?.length) {
        this.warnings.set(element, result.warnings);
      }
    } else if (pending) {
      pending.base = result.revision;
      pending.from = content;
    }
  }

  /** Nothing of the batch is stored, because of these; the innocent ones go again without them. */
  refuse(violations: readonly Violation[], detail: string): void {
    const batch = this.batches.shift() ?? [];
    const errors = violations.filter((violation) => violation.severity === 'ERROR');
    const blamed = batch.filter((_, i) => errors.some((error) => this.blames(error, batch, i)));
    if (blamed.length === 0 && batch.length > 1) {
      // Nobody is named: alone, each will answer for itself.
      this.limit = 1;
      return;
    }
    const guilty = blamed.length === 0 ? batch : blamed;
    for (const sent of guilty) {
      if (this.pending.get(sent.operation.element)?.desired !== sent.content) {
        // Mended since it was sent: the newer shape deserves its own answer.
        continue;
      }
      const own = violations.filter((v) => this.blames(v, batch, batch.indexOf(sent)));
      const said: Violation[] = own.length
        ? own
        : [{ code: 'refused', severity: 'ERROR', message: detail }];
      this.hold(sent.operation.element, 'refused');
      this.refusals.set(sent.operation.element, said);
    }
  }

  private blames(violation: Violation, batch: readonly Sent[], index: number): boolean {
    return violation.op_id !== undefined
      ? violation.op_id === batch[index]!.operation.op_id
      : (violation.pointer ?? '').startsWith(`/operations/${index}/`);
  }

  /** Nothing of the batch is stored, because somebody changed these labels first. */
  clash(theirs: ReadonlyMap<string, Saved | null>): void {
    const batch = this.batches.shift() ?? [];
    for (const { operation } of batch) {
      const other = theirs.get(operation.op_id);
      const pending = this.pending.get(operation.element);
      if (other === undefined || !pending) {
        continue;
      }
      this.hold(operation.element, 'conflict');
      this.conflicts.set(operation.element, {
        element: operation.element,
        mine: pending.desired,
        theirs: other,
      });
    }
  }

  private hold(element: string, why: 'refused' | 'conflict'): void {
    const pending = this.pending.get(element);
    if (pending) {
      pending.held = why;
    }
  }

  /** Mine goes on top of theirs, as a further revision that says what it replaced. */
  keepMine(element: string, theirRevision: number): void {
    const pending = this.pending.get(element);
    if (pending) {
      pending.base = theirRevision;
      pending.from = null;
      pending.held = null;
    }
    this.conflicts.delete(element);
  }

  /** The edit is given up. */
  drop(element: string): void {
    this.pending.delete(element);
    this.refusals.delete(element);
    this.conflicts.delete(element);
  }

  private isSent(element: string): boolean {
    return this.batches.some((batch) => batch.some((s) => s.operation.element === element));
  }

  snapshot(): QueueSnapshot {
    const pending = [...this.pending.values()].map(({ element, base, desired }) => ({
      element,
      base,
      desired,
    }));
    const batches = this.batches.map((batch) =>
      batch.map(({ operation, content }) =>
        content === this.pending.get(operation.element)?.desired
          ? { operation }
          : { operation, content },
      ),
    );
    return { version: 1, pending, batches };
  }

  /**
   * Takes over what a tab that is gone had not saved; false, and nothing is taken, where both
   * changed the same label. What was held is tried again: the reason may be gone.
   */
  adopt(snapshot: QueueSnapshot): boolean {
    if (snapshot.pending.some(({ element }) => this.pending.has(element))) {
      return false;
    }
    for (const pending of snapshot.pending) {
      this.pending.set(pending.element, { ...pending, from: null, held: null });
    }
    for (const batch of snapshot.batches) {
      const content = ({ operation, content }: KeptSent) =>
        content === undefined ? (this.pending.get(operation.element)?.desired ?? null) : content;
      this.batches.push(batch.map((sent) => ({ ...sent, content: content(sent) })));
    }
    return true;
  }
}
