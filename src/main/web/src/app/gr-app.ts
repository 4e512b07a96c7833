import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { About, Session } from '../api/types';
import { problemOf } from '../ui/loader';
import { IdleWatch } from './idle';
import { BACK, REFUSED, handedOver, returned } from './otherWays';
import '../ui/gr-empty';
import './gr-session-dialog';
import './gr-shell';
import './gr-sign-in-page';

/** Kept while somebody may be signed in here; the session itself is out of the page's reach. */
const SIGNED_IN = 'graticule.signed-in';

/** A request that waits for the person to sign in again. */
interface Waiter {
  readonly done: () => void;
  readonly give: (why: Error) => void;
}

/** The page's root: finds out who is there, and shows the sign-in page or the application. */
@customElement('gr-app')
export class GrApp extends LitElement {
  @state() private about: About | undefined;
  @state() private session: Session | undefined;
  @state() private error: ProblemError | undefined;
  @state() private asked = false;
  @state() private fresh = false;
  /** Why the person has to sign in again, if so: it ended, nobody was there, or it was too weak. */
  @state() private again: 'ended' | 'idle' | 'weak' | undefined;
  @state() private refused = false;
  @state() private handed = false;
  private waiters: Waiter[] = [];
  private readonly watch = new IdleWatch(window, () => void this.lock());

  override connectedCallback() {
    super.connectedCallback();
    client.signInAgain = (why) => this.signInAgain(why);
    void this.start();
  }

  override disconnectedCallback() {
    this.watch.stop();
    super.disconnectedCallback();
  }

  protected override createRenderRoot() {
    return this;
  }

  override render() {
    if (this.handed) {
      return html`<gr-empty heading="You are signed in">You can close this window.</gr-empty>`;
    }
    if (!this.session) {
      return html`<gr-sign-in-page
        .about=${this.about}
        .error=${this.error}
        ?ready=${this.asked}
        ?refused=${this.refused}
        @gr-signed-in=${this.signedIn}
        @gr-retry=${this.start}
      ></gr-sign-in-page>`;
    }
    return html`
      <gr-shell
        .about=${this.about}
        .session=${this.session}
        ?fresh=${this.fresh}
        @gr-sign-out=${this.signOut}
      ></gr-shell>
      ${
        this.again
          ? html`<gr-session-dialog
              .about=${this.about}
              .username=${this.session.username}
              ?locked=${this.again === 'idle'}
              ?stronger=${this.again === 'weak'}
              @gr-signed-in=${this.signedInAgain}
              @gr-close=${this.gaveUp}
              @gr-sign-out=${this.signOut}
            ></gr-session-dialog>`
          : nothing
      }
    `;
  }

  private async start() {
    this.error = undefined;
    try {
      if (location.hash === BACK && (await handedOver())) {
        // Where the browser does not let a page close its window, it says that it can be closed.
        this.handed = true;
        window.close();
        return;
      }
      this.about = await client.get('/api/v1/about');
      this.refused = location.hash === REFUSED;
      if (location.hash === BACK || this.refused) {
        returned();
        if (!this.refused) {
          localStorage.setItem(SIGNED_IN, 'true');
          this.fresh = true;
        }
      }
      // Asking without a session is a denial on the log: not for everyone who opens the page.
      if (localStorage.getItem(SIGNED_IN)) {
        await this.resume();
      }
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.asked = true;
  }

  private async resume() {
    try {
      this.enter(await client.get('/api/v1/session'));
    } catch (cause) {
      const problem = problemOf(cause);
      if (problem.status !== 401) {
        throw problem;
      }
      localStorage.removeItem(SIGNED_IN);
    }
  }

  private enter(session: Session) {
    localStorage.setItem(SIGNED_IN, 'true');
    this.session = session;
    this.watch.start(session.idle_seconds);
  }

  private signedIn(event: CustomEvent<Session>) {
    this.fresh = true;
    this.enter(event.detail);
  }

  private signInAgain(why: 'ended' | 'weak'): Promise<void> {
    if (!this.session) {
      return Promise.reject(new Error('nobody is signed in'));
    }
    this.again ??= why;
    return new Promise((done, give) => this.waiters.push({ done, give }));
  }

  /** Ends the session and covers the page, which stays as it is underneath. */
  private async lock() {
    this.again = 'idle';
    await client.delete('/api/v1/session').catch(() => undefined);
  }

  private signedInAgain(event: CustomEvent<Session>) {
    if (event.detail.username !== this.session?.username) {
      // Another person must not inherit what the first one left on screen.
      location.reload();
      return;
    }
    this.again = undefined;
    this.enter(event.detail);
    this.waiters.splice(0).forEach(({ done }) => done());
  }

  private gaveUp() {
    this.again = undefined;
    this.waiters.splice(0).forEach(({ give }) => give(new Error('not signed in again')));
  }

  private async signOut() {
    const elsewhere = this.session?.sign_out;
    await client.delete('/api/v1/session').catch(() => undefined);
    localStorage.removeItem(SIGNED_IN);
    // What this tab kept is of who leaves.
    sessionStorage.clear();
    location.hash = '';
    if (elsewhere) {
      location.assign(elsewhere);
    } else {
      location.reload();
    }
  }
}
