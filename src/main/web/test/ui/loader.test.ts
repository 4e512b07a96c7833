import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../src/api/problem';
import { Loader } from '../../src/ui/loader';

class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  updates = 0;
  addController(_: ReactiveController) {}
  removeController(_: ReactiveController) {}
  requestUpdate() {
    this.updates++;
  }
}

describe('loader', () => {
  it('shows what was asked for last, not what arrives last', async () => {
    const loader = new Loader<string>(new Host());
    let release = () => {};
    const slow = loader.load(() => new Promise((done) => (release = () => done('old'))));
    await loader.load(() => Promise.resolve('new'));
    release();
    await slow;
    expect(loader.value).toBe('new');
    expect(loader.loading).toBe(false);
  });

  it('keeps the old value beside the error of a reload', async () => {
    const loader = new Loader<string>(new Host());
    await loader.load(() => Promise.resolve('there'));
    await loader.load(() =>
      Promise.reject(new ProblemError({ status: 503, code: 'audit-closed' })),
    );
    expect(loader.value).toBe('there');
    expect(loader.error?.code).toBe('audit-closed');
  });

  it('gives a mistake of the page itself a code too', async () => {
    const loader = new Loader<string>(new Host());
    await loader.load(() => Promise.reject(new TypeError('x is undefined')));
    expect(loader.error).toMatchObject({ code: 'page-error', detail: 'x is undefined' });
  });

  it('stops when the component leaves', async () => {
    const host = new Host();
    const loader = new Loader<string>(host);
    let seen: AbortSignal | undefined;
    const pending = loader.load((signal) => {
      seen = signal;
      return new Promise((_, fail) =>
        signal.addEventListener('abort', () => fail(new DOMException('gone', 'AbortError'))),
      );
    });
    loader.hostDisconnected();
    await pending;
    expect(seen?.aborted).toBe(true);
    expect(loader.error).toBeUndefined();
  });
});
