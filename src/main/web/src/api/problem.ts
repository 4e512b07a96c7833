import type { Problem, Violation } from './types';

/** A refusal by the server (RFC 9457), or by the way there; `code` is stable and meant for programs. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly violations: readonly Violation[];
  readonly conflicts: readonly Record<string, unknown>[];
  /** The tab that holds what was asked for. */
  readonly tab: string | undefined;

  constructor(problem: Partial<Problem> & { status: number; tab?: unknown }) {
    const title = problem.title ?? `HTTP ${problem.status}`;
    super(problem.detail ?? title);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code ?? `http-${problem.status}`;
    this.title = title;
    this.detail = problem.detail ?? '';
    this.violations = problem.violations ?? [];
    this.tab = typeof problem.tab === 'string' ? problem.tab : undefined;
    this.conflicts = (problem.conflicts ?? []) as readonly Record<string, unknown>[];
  }

  /** The request never reached the server, or its answer never came back. */
  static unreachable(cause: unknown): ProblemError {
    return new ProblemError({
      status: 0,
      code: 'unreachable',
      title: 'The server cannot be reached',
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  }

  static async of(response: Response): Promise<ProblemError> {
    const status = response.status;
    const body = await response.text().catch(() => '');
    if (/^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')) {
      try {
        return new ProblemError({ ...(JSON.parse(body) as Partial<Problem>), status });
      } catch {
        // A truncated body still has a status worth showing.
      }
    }
    return new ProblemError({ status, detail: body.slice(0, 300) || response.statusText });
  }
}
