import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { About, Session } from '../api/types';
import { problemOf } from '../ui/loader';
import './gr-session-dialog';
import './gr-shell';
import './gr-sign-in-page';

/** The page's root: finds out who is there, and shows the sign-in page or the application. */
@customElement('gr-app')
export class GrApp extends LitElement {
  @state() private about: About | undefined;
  @state() private session: Session | undefined;
  @state() private error: ProblemError | undefined;
  @state() private asked = false;
  @state() private fresh = false;
  /** Set while a request waits for the person to sign in again. */
  @state() private waiting: { done: () => void; give: (why: Error) => void } | undefined;

  override connectedCallback() {
    super.connectedCallback();
    client.signInAgain = () => this.signInAgain();
    void this.start();
  }

  protected override createRenderRoot() {
    return this;
  }

  override render() {
    if (!this.session) {
      return html`<gr-sign-in-page
        .about=${this.about}
        .error=${this.error}
        ?ready=${this.asked}
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
        this.waiting
          ? html`<gr-session-dialog
              .about=${this.about}
              .username=${this.session.username}
              @gr-signed-in=${this.signedInAgain}
              @gr-close=${this.gaveUp}
            ></gr-session-dialog>`
          : nothing
      }
    `;
  }

  private async start() {
    this.error = undefined;
    try {
      this.about = await client.get('/api/v1/about');
      this.session = await client.get('/api/v1/session').catch((cause: unknown) => {
        const problem = problemOf(cause);
        if (problem.status !== 401) {
          throw problem;
        }
        return undefined;
      });
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.asked = true;
  }

  private signedIn(event: CustomEvent<Session>) {
    this.fresh = true;
    this.session = event.detail;
  }

  private signInAgain(): Promise<void> {
    if (!this.session) {
      return Promise.reject(new Error('nobody is signed in'));
    }
    return new Promise((done, give) => {
      this.waiting = { done, give };
    });
  }

  private signedInAgain(event: CustomEvent<Session>) {
    const waiting = this.waiting;
    const same = event.detail.username === this.session?.username;
    this.waiting = undefined;
    if (!same) {
      // Another person must not inherit what the first one left on screen.
      location.reload();
      return;
    }
    this.session = event.detail;
    waiting?.done();
  }

  private gaveUp() {
    this.waiting?.give(new Error('not signed in again'));
    this.waiting = undefined;
  }

  private async signOut() {
    await client.delete('/api/v1/session').catch(() => undefined);
    location.hash = '';
    location.reload();
  }
}
