import { client, urlOf } from './client';
import { ProblemError } from './problem';
import type { Job } from './types';

export interface Upload {
  readonly project: string;
  readonly file: File;
  /** Banner form; the server takes the lowest marking without it. */
  readonly mark?: string | undefined;
  readonly signal: AbortSignal;
  /** Part of the file that is on its way or there, 0 to 1. */
  readonly progress: (fraction: number) => void;
}

/** Sends a file as the body of one request; `fetch` cannot tell how much of it has left. */
export function uploadScene(upload: Upload): Promise<Job> {
  return client.renewing(() => send(upload));
}

function send({ project, file, mark, signal, progress }: Upload): Promise<Job> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const url = urlOf('/api/v1/projects/{project}/scenes', { project }, { name: file.name, mark });
    request.open('POST', url);
    request.setRequestHeader('X-Graticule', '1');
    request.setRequestHeader('Content-Type', contentType(file.name));
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      progress(event.total > 0 ? event.loaded / event.total : 0);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Job);
      } else {
        const headers = { 'content-type': request.getResponseHeader('content-type') ?? '' };
        const answer = new Response(request.responseText, { status: request.status, headers });
        void ProblemError.of(answer).then(reject);
      }
    });
    request.addEventListener('error', () =>
      reject(ProblemError.unreachable('the connection broke during the upload')),
    );
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export function contentType(name: string): 'image/tiff' | 'application/octet-stream' {
  return /\.tiff?$/i.test(name) ? 'image/tiff' : 'application/octet-stream';
}
