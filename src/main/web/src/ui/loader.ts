import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort } from '../api/client';
import { ProblemError } from '../api/problem';

/**
 * Something a component shows once it has arrived. A newer load wins over an older one still under
 * way, and a reload keeps showing the old value until the new one is there.
 */
export class Loader<T> implements ReactiveController {
  value: T | undefined;
  error: ProblemError | undefined;
  loading = false;
  private abort: AbortController | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.abort?.abort();
  }

  async load(ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const value = await ask(abort.signal);
      if (abort.signal.aborted) {
        return;
      }
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (abort.signal.aborted || isAbort(error)) {
        return;
      }
      this.error = problemOf(error);
    }
    this.loading = false;
    this.host.requestUpdate();
  }

  /** Forgets the value, when it belongs to something that is no longer shown. */
  clear(): void {
    this.abort?.abort();
    this.value = undefined;
    this.error = undefined;
    this.loading = false;
  }
}

/** Any error as something that can be shown with a code. */
export function problemOf(error: unknown): ProblemError {
  return error instanceof ProblemError
    ? error
    : new ProblemError({
        status: 0,
        code: 'page-error',
        title: 'The page failed',
        detail: error instanceof Error ? error.message : String(error),
      });
}
