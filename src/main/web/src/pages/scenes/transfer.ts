import { ended } from '../../api/jobs';
import type { Job } from '../../api/types';
import { remaining } from '../../ui/format';
import type { ProgressState } from '../../ui/gr-progress';

/** One file on its way: first the upload, then the server's job. */
export interface Transfer {
  readonly key: number;
  readonly name: string;
  readonly state: ProgressState;
  /** 0 to 1 within the current step. */
  readonly fraction: number;
  readonly message: string;
  readonly cancel?: (() => void) | undefined;
  readonly pause?: (() => void) | undefined;
  /** Goes on after a pause or a failure. */
  readonly resume?: (() => void) | undefined;
  /** Begun at an earlier visit, whose file this page does not have. */
  readonly left?: boolean;
}

/** How long a failure is told to whoever opens the page, milliseconds. */
const TOLD = 3_600_000;

/** Jobs the page opens with: those under way, and what failed within the hour. */
export function worthShowing({ kind, state, created }: Job, now: number): boolean {
  return (
    kind === 'ingest' &&
    (!ended({ state }) || (state === 'failed' && now - Date.parse(created) < TOLD))
  );
}

/** A job of the server as a line of the list. */
export function transferOf(key: number, job: Job, name = job.name ?? 'Image'): Transfer {
  return { key, name, state: job.state, fraction: job.progress, message: jobMessage(job) };
}

/** What a job is doing, or why it failed with the code to ask about. */
export function jobMessage(job: Job): string {
  switch (job.state) {
    case 'queued':
      // A job behind another that makes the same scene says so.
      return job.message ?? 'Waiting for its turn';
    case 'running':
      return [job.message ?? 'Working', remaining(job.remaining_seconds)]
        .filter((part) => part !== '')
        .join(', ');
    case 'done':
      return 'Done';
    case 'failed':
      return `${job.message ?? 'Failed'}${job.code ? ` (${job.code})` : ''}`;
  }
}
