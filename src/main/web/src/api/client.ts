import { ProblemError } from './problem';
import type { paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Paths of the contract that have the method. */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, infer O> ? O : never;

type JsonOf<R> = R extends { content: infer C }
  ? C extends object
    ? C[keyof C]
    : never
  : undefined;

/** What a success of the operation carries; undefined where it has no body. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? JsonOf<R[Extract<keyof R, 200 | 201 | 202 | 204>]>
    : never;

type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: infer C } } ? C[keyof C] : undefined;

type QueryOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer Q } } ? Q : undefined;

export interface Ask<P extends keyof paths, M extends Method> {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: QueryOf<P, M> | undefined;
  readonly body?: BodyOf<P, M>;
  readonly signal?: AbortSignal;
}

/** Asks the person to sign in: their session ended, or is too weak for what they asked. */
export type SignInAgain = (why: 'ended' | 'weak') => Promise<void>;

export interface ClientOptions {
  /** Scheme and authority before the path; empty in the page. */
  readonly origin?: string;
  readonly fetch?: typeof fetch;
  /** Resolves once the person has signed in again; rejects when they gave up. */
  readonly signInAgain?: SignInAgain;
}

/**
 * The server as typed calls. A 401 in the middle of work, or a session too weak for it, asks
 * `signInAgain` once, however many requests met it, and repeats the request afterwards, so that no
 * caller loses its state.
 */
export class Client {
  private readonly origin: string;
  private readonly send: typeof fetch;
  private renewal: Promise<void> | undefined;
  private renewals = 0;
  signInAgain: SignInAgain | undefined;

  constructor(options: ClientOptions = {}) {
    this.origin = options.origin ?? '';
    this.send = options.fetch ?? ((input, init) => fetch(input, init));
    this.signInAgain = options.signInAgain;
  }

  get<P extends PathsWith<'get'>>(path: P, ask: Ask<P, 'get'> = {}): Promise<Answer<P, 'get'>> {
    return this.call('get', path, ask);
  }

  post<P extends PathsWith<'post'>>(path: P, ask: Ask<P, 'post'> = {}): Promise<Answer<P, 'post'>> {
    return this.call('post', path, ask);
  }

  put<P extends PathsWith<'put'>>(path: P, ask: Ask<P, 'put'> = {}): Promise<Answer<P, 'put'>> {
    return this.call('put', path, ask);
  }

  patch<P extends PathsWith<'patch'>>(
    path: P,
    ask: Ask<P, 'patch'> = {},
  ): Promise<Answer<P, 'patch'>> {
    return this.call('patch', path, ask);
  }

  delete<P extends PathsWith<'delete'>>(
    path: P,
    ask: Ask<P, 'delete'> = {},
  ): Promise<Answer<P, 'delete'>> {
    return this.call('delete', path, ask);
  }

  /** Runs a request that this class does not make itself (an upload), with the same renewal on 401. */
  async renewing<T>(request: () => Promise<T>): Promise<T> {
    const before = this.renewals;
    try {
      return await request();
    } catch (error) {
      const why = whyAgain(error);
      if (!why || !this.signInAgain) {
        throw error;
      }
      // A request that left before the person was back, and was refused after, only needs repeating.
      if (this.renewals === before) {
        await this.renew(this.signInAgain, why).catch(() => {
          throw error;
        });
      }
      return request();
    }
  }

  private renew(signInAgain: SignInAgain, why: 'ended' | 'weak'): Promise<void> {
    this.renewal ??= signInAgain(why)
      .then(() => void this.renewals++)
      .finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  private async call<P extends keyof paths, M extends Method>(
    method: M,
    path: P,
    ask: Ask<P, M>,
  ): Promise<Answer<P, M>> {
    const url = this.origin + urlOf(path, ask.path, ask.query as Query | undefined);
    const request = () => this.once(method, url, ask.body, ask.signal);
    // Asking for the session, or signing in, is how one finds out: it never opens the dialog.
    const answer = /^\/api\/v1\/session(\/|$)/.test(path) ? request() : this.renewing(request);
    return (await answer) as Answer<P, M>;
  }

  private async once(
    method: Method,
    url: string,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const headers: Record<string, string> = { Accept: 'application/json, application/*+json' };
    if (method !== 'get') {
      headers['X-Graticule'] = '1';
    }
    const file = body instanceof Blob ? body : undefined;
    if (body !== undefined) {
      headers['Content-Type'] = file ? file.type || 'application/octet-stream' : 'application/json';
    }
    const response = await this.send(url, {
      method: method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: file ?? JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((cause: unknown) => {
      throw isAbort(cause) ? cause : ProblemError.unreachable(cause);
    });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    return response.status === 204 ? undefined : response.json();
  }
}

function whyAgain(error: unknown): 'ended' | 'weak' | undefined {
  if (!(error instanceof ProblemError)) {
    return undefined;
  }
  return error.code === 'step-up-required' ? 'weak' : error.status === 401 ? 'ended' : undefined;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

/** Fills the `{names}` of a path template and appends the query; an empty value is left out. */
export function urlOf(
  template: string,
  path: Readonly<Record<string, string | number>> = {},
  query: Query = {},
): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name];
    if (value === undefined) {
      throw new Error(`${template} needs a value for ${name}`);
    }
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      search.append(name, String(value));
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** The page's own client. */
export const client = new Client();
