import { applyDelta } from './applyDelta';
import { ProblemError } from '../../src/api/problem';
import type { LabelFeature, Operation, OperationResult, Violation } from '../../src/api/types';

interface Stored {
  revision: number;
  /** Null once deleted. */
  operation: Operation | null;
}

/** The class that this server's rules refuse. */
export const REFUSED_CLASS = 666;

/**
 * The contract of `saveLabels` in memory: all or nothing, idempotent on op_id, 409 on a stale
 * revision, 422 on a rule. It counts what it applied, so that a test can tell twice from once.
 */
export class LabelServer {
  readonly labels = new Map<string, Stored>();
  readonly applied: Operation[] = [];
  readonly requests: (readonly Operation[])[] = [];
  private readonly answers = new Map<string, OperationResult>();

  save(operations: readonly Operation[]): OperationResult[] {
    this.requests.push(operations);
    const repeated = operations.filter((op) => this.answers.has(op.op_id));
    if (repeated.length === operations.length) {
      return operations.map((op) => this.answers.get(op.op_id)!);
    }
    if (repeated.length > 0) {
      throw new ProblemError({ status: 400, code: 'mixed', detail: 'a batch was sent by halves' });
    }
    this.checkRules(operations);
    this.checkRevisions(operations);
    return operations.map((op) => this.apply(op));
  }

  private checkRules(operations: readonly Operation[]): void {
    const violations: Violation[] = operations
      .filter((op) => op.class === REFUSED_CLASS)
      .map((op) => ({
        op_id: op.op_id,
        code: 'self-intersection',
        severity: 'ERROR',
        message: 'the ring crosses itself',
        place: [1, 2],
      }));
    if (violations.length > 0) {
      throw new ProblemError({ status: 422, code: 'label-refused', violations });
    }
  }

  private checkRevisions(operations: readonly Operation[]): void {
    const conflicts = operations
      .filter((op) => (this.labels.get(op.element)?.revision ?? 0) !== (op.base_rev ?? 0))
      .map((mine) => ({ op_id: mine.op_id, mine, theirs: this.feature(mine.element) }));
    if (conflicts.length > 0) {
      throw new ProblemError({ status: 409, code: 'stale', conflicts: conflicts as never });
    }
  }

  private apply(op: Operation): OperationResult {
    const revision = (this.labels.get(op.element)?.revision ?? 0) + 1;
    const geometry = op.geometry ?? this.changed(op);
    const stored = geometry ? { ...op, geometry } : op;
    this.labels.set(op.element, { revision, operation: op.kind === 'delete' ? null : stored });
    this.applied.push(op);
    const result = { op_id: op.op_id, element: op.element, revision };
    this.answers.set(op.op_id, result);
    return result;
  }

  /** The shape that stands here, as the operation's delta changes it. */
  private changed({ element, delta = [] }: Operation): Operation['geometry'] {
    const shape = this.labels.get(element)?.operation?.geometry as unknown as
      { type: string; coordinates: number[][][] } | undefined;
    return shape?.type === 'Polygon'
      ? ({ ...shape, coordinates: applyDelta([shape.coordinates], delta)[0] } as never)
      : (shape as never);
  }

  /** A change by somebody else. */
  change(element: string, operation: Operation | null): void {
    const revision = (this.labels.get(element)?.revision ?? 0) + 1;
    this.labels.set(element, { revision, operation });
  }

  feature(element: string): LabelFeature | null {
    const stored = this.labels.get(element);
    return stored?.operation
      ? {
          type: 'Feature',
          id: element,
          geometry: stored.operation.geometry!,
          properties: {
            class: stored.operation.class!,
            class_name: 'x',
            revision: stored.revision,
            attributes: stored.operation.attributes ?? {},
            actor: 'somebody',
            at: '2026-01-01T00:00:00Z',
            layer: 'main',
            mark: 'F',
          },
        }
      : null;
  }

  features(): LabelFeature[] {
    return [...this.labels.keys()].map((id) => this.feature(id)).filter((f) => f !== null);
  }
}
