import { client, urlOf } from './client';
import type { Job } from './types';

/** Pause before a broken stream is opened again, milliseconds. */
const PAUSE = 2000;

/** Whether nothing more will happen to the job. */
export function ended(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed';
}

/**
 * Follows a job by server-sent events until it ends; returns what stops following. When the stream
 * breaks, the job is asked for once (which also signs in again if need be) and followed anew.
 */
export function followJob(id: string, tell: (job: Job) => void): () => void {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const stop = () => {
    stopped = true;
    stream?.close();
    clearTimeout(timer);
  };
  const hear = (job: Job) => {
    if (stopped) {
      return;
    }
    if (ended(job)) {
      stop();
    }
    tell(job);
  };
  const open = () => {
    stream = new EventSource(urlOf('/api/v1/jobs/{job}/events', { job: id }));
    stream.addEventListener('job', (event: MessageEvent<string>) => hear(JSON.parse(event.data)));
    stream.addEventListener('error', () => {
      stream?.close();
      void client
        .get('/api/v1/jobs/{job}', { path: { job: id } })
        .then(hear, () => undefined)
        .finally(() => {
          if (!stopped) {
            timer = setTimeout(open, PAUSE);
          }
        });
    });
  };
  open();
  return stop;
}
