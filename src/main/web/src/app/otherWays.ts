import { client } from '../api/client';
import type { Session } from '../api/types';

/** Where a browser that is back from the sign-in provider ends up. */
export const BACK = '#/signed-in';
/** And where, if it was not let in. */
export const REFUSED = '#/sign-in-failed';

const CHANNEL = 'graticule.sign-in';
const PLACE = 'graticule.place';
const ready = { notice_acknowledged: true };

/** Goes to the provider in this window; `returned` leads back to where the person was. */
export async function leaveForProvider(): Promise<void> {
  const { location: there } = await client.post('/api/v1/session/oidc', { body: ready });
  sessionStorage.setItem(PLACE, location.hash);
  location.assign(there);
}

/**
 * Signs in with the provider in a window of its own, so that this page stays as it is. Must be
 * called from a click, or the browser keeps the window shut.
 */
export async function signInBeside(): Promise<Session> {
  const beside = window.open('', '_blank', 'width=520,height=720');
  if (!beside) {
    throw new Error('The browser did not open the window for signing in.');
  }
  const channel = new BroadcastChannel(CHANNEL);
  try {
    const { location: there } = await client.post('/api/v1/session/oidc', {
      body: { ...ready, again: true },
    });
    const back = new Promise<void>((done) => {
      channel.onmessage = (message) => {
        if (message.data === 'back') {
          channel.postMessage('taken');
          done();
        }
      };
    });
    beside.location.replace(there);
    await back;
    return await client.get('/api/v1/session');
  } catch (cause) {
    beside.close();
    throw cause;
  } finally {
    channel.close();
  }
}

/** Whether another window of ours waits for this one; then this one's work is done. */
export function handedOver(patience = 400): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<boolean>((done) => {
    channel.onmessage = (message) => done(message.data === 'taken');
    setTimeout(() => done(false), patience);
    channel.postMessage('back');
  }).finally(() => channel.close());
}

/** Leads back to where the person was when they left. */
export function returned(): void {
  const place = sessionStorage.getItem(PLACE) ?? '';
  sessionStorage.removeItem(PLACE);
  history.replaceState(undefined, '', `/${place}`);
}

export function signInByCertificate(): Promise<Session> {
  return client.post('/api/v1/session/certificate', { body: ready });
}
