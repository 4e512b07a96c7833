import { client, isAbort } from './client';
import { ProblemError } from './problem';

/** One file on its way, in pieces that survive a lost connection and a closed page (tus 1.0.0). */
export interface Sending {
  readonly project: string;
  readonly file: File;
  /** What the server is told of it; part of what a file is recognised by when it comes again. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Aborting pauses: what has arrived stays, and sending the same file again goes on from there. */
  readonly signal: AbortSignal;
  /** Bytes that are on their way or there. */
  readonly progress: (sent: number) => void;
  /** Told when the connection is lost (true) and when it is back (false). */
  readonly waiting?: (lost: boolean) => void;
}

const VERSION = { 'Tus-Resumable': '1.0.0', 'X-Graticule': '1' };
/** Small enough to be digested in memory, large enough that requests cost nothing. */
const PIECE = 8 << 20;
const LONGEST_PAUSE = 10_000;
/** Attempts that the server may refuse for a reason that passes (offset, checksum) in a row. */
const PATIENCE = 5;

interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
}

/** Sends a file, or the rest of it; resolves to the job it became, if it is alone or the last of its bundle. */
export async function sendFile(sending: Sending): Promise<string | undefined> {
  let failures = 0;
  let pause = 500;
  for (;;) {
    try {
      const url = await place(sending);
      for (;;) {
        const at = await client.renewing(() => standing(url, sending.signal));
        sending.waiting?.(false);
        sending.progress(at.offset);
        if (at.offset >= sending.file.size) {
          return over(sending, at.job);
        }
        const job = await pieces(url, at.offset, sending, () => {
          failures = 0;
          pause = 500;
        });
        if (job !== 'again') {
          return over(sending, job);
        }
      }
    } catch (cause) {
      if (isAbort(cause) || sending.signal.aborted) {
        throw new DOMException('paused', 'AbortError');
      }
      const status = cause instanceof ProblemError ? cause.status : -1;
      if (status === 404) {
        // The server gave it up meanwhile: it begins anew.
        forget(sending);
      }
      const passes = status === 0 || [404, 409, 460, 502, 503, 504].includes(status);
      if (!passes || (status !== 0 && ++failures > PATIENCE)) {
        throw cause;
      }
      sending.waiting?.(status === 0);
      await rest(pause, sending.signal);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }
}

/** Gives a file up; what arrived of it is removed. */
export async function giveUp(
  sending: Pick<Sending, 'project' | 'file' | 'metadata'>,
): Promise<void> {
  const url = localStorage.getItem(key(sending));
  forget(sending);
  if (url) {
    await removeUpload(url);
  }
}

/** Removes an unfinished upload by its address. */
export async function removeUpload(url: string): Promise<void> {
  await client.renewing(() => ask('DELETE', url, {}).then(() => undefined));
}

/** Sends piece after piece; 'again' where the server is to be asked how far it is. */
async function pieces(
  url: string,
  from: number,
  sending: Sending,
  arrived: () => void,
): Promise<string | undefined | 'again'> {
  const { file, signal, progress } = sending;
  for (let at = from; at < file.size;) {
    const piece = file.slice(at, at + PIECE);
    const start = at;
    const headers = {
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(at),
      ...(await checksum(piece)),
    };
    const answer = await client.renewing(() =>
      ask('PATCH', url, headers, { body: piece, signal, progress: (n) => progress(start + n) }),
    );
    at = Number(answer.header('Upload-Offset') ?? NaN);
    if (!(at > start)) {
      return 'again';
    }
    arrived();
    progress(at);
    if (at >= file.size) {
      return answer.header('Graticule-Job') ?? undefined;
    }
  }
  return 'again';
}

/** Where the file is sent: the place remembered for it, or a new one. */
async function place(sending: Sending): Promise<string> {
  const known = localStorage.getItem(key(sending));
  if (known) {
    return known;
  }
  const { project, file, metadata, signal } = sending;
  const answer = await client.renewing(() =>
    ask(
      'POST',
      `/api/v1/projects/${encodeURIComponent(project)}/uploads`,
      { 'Upload-Length': String(file.size), 'Upload-Metadata': encoded(metadata) },
      { signal },
    ),
  );
  const url = answer.header('Location') ?? '';
  localStorage.setItem(key(sending), url);
  return url;
}

async function standing(url: string, signal: AbortSignal) {
  const answer = await ask('HEAD', url, {}, { signal });
  return {
    offset: Number(answer.header('Upload-Offset') ?? 0),
    job: answer.header('Graticule-Job') ?? undefined,
  };
}

/** A file whose bundle is not whole yet is remembered: it need not be sent again after a reload. */
function over(sending: Sending, job: string | undefined): string | undefined {
  if (job) {
    forget(sending);
  }
  return job;
}

/** The next time this file is chosen, it is sent anew. */
export function forget(sending: Pick<Sending, 'project' | 'file' | 'metadata'>) {
  localStorage.removeItem(key(sending));
}

/** The same file chosen again, for the same purpose, has the same key. */
function key({ project, file, metadata }: Pick<Sending, 'project' | 'file' | 'metadata'>): string {
  const said = Object.entries(metadata).sort().flat().join(' ');
  return `gr-upload ${project} ${file.size} ${file.lastModified} ${said}`;
}

function encoded(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .map(([name, value]) => {
      const text = String.fromCharCode(...new TextEncoder().encode(value));
      return `${name} ${btoa(text)}`;
    })
    .join(',');
}

/** Only pages that came over a safe way can digest; elsewhere TCP's own sum has to do. */
async function checksum(piece: Blob): Promise<Record<string, string>> {
  if (!globalThis.crypto?.subtle) {
    return {};
  }
  const digest = await crypto.subtle.digest('SHA-256', await piece.arrayBuffer());
  return { 'Upload-Checksum': `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}` };
}

interface Body {
  readonly body?: Blob;
  readonly signal?: AbortSignal;
  readonly progress?: (sent: number) => void;
}

/** One request; `fetch` cannot tell how much of a body has left. */
function ask(
  method: string,
  url: string,
  headers: Record<string, string>,
  { body, signal, progress }: Body = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    Object.entries({ ...VERSION, ...headers }).forEach(([name, value]) =>
      request.setRequestHeader(name, value),
    );
    request.upload.addEventListener('progress', (event) => progress?.(event.loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve({ status: request.status, header: (name) => request.getResponseHeader(name) });
      } else {
        const type = { 'content-type': request.getResponseHeader('content-type') ?? '' };
        const answer = new Response(request.responseText, {
          status: request.status,
          headers: type,
        });
        void ProblemError.of(answer).then(reject);
      }
    });
    request.addEventListener('error', () =>
      reject(ProblemError.unreachable('the connection broke during the upload')),
    );
    request.addEventListener('abort', () => reject(new DOMException('paused', 'AbortError')));
    if (signal?.aborted) {
      reject(new DOMException('paused', 'AbortError'));
      return;
    }
    signal?.addEventListener('abort', () => request.abort());
    request.send(body ?? null);
  });
}

/** Waits, or until the browser says that the network is back. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(over, milliseconds);
    function over() {
      clearTimeout(timer);
      removeEventListener('online', over);
      signal.removeEventListener('abort', stopped);
      resolve();
    }
    function stopped() {
      over();
      reject(new DOMException('paused', 'AbortError'));
    }
    addEventListener('online', over);
    signal.addEventListener('abort', stopped);
  });
}
