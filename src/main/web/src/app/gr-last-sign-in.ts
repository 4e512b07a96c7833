import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../api/types';
import { counted, instant } from '../ui/format';
import { shared } from '../ui/styles';

/** When the account was last used and how often somebody failed to: shown once after signing in. */
@customElement('gr-last-sign-in')
export class GrLastSignIn extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 6px 16px;
        background: var(--color-background-surface-selected);
        border-bottom: 1px solid var(--gr-line);
        font-size: 13px;
      }
      .failures {
        color: var(--gr-warn);
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private dismissed = false;

  override render() {
    if (this.dismissed) {
      return nothing;
    }
    return html`<div role="region" aria-label="Last sign-in">
      <span>${lastSignIn(this.session)} ${this.failures()}</span>
      <button class="plain" @click=${() => (this.dismissed = true)}>Dismiss</button>
    </div>`;
  }

  private failures() {
    const failures = this.session.failures_since ?? 0;
    const since = this.session.last_sign_in ? 'since' : 'so far';
    return failures === 0
      ? `No failed attempts ${since}.`
      : html`<span class="failures"
          >${counted(failures, 'failed attempt')} ${since}. If that was not you, tell your security
          officer.</span
        >`;
  }
}

export function lastSignIn(session: Pick<Session, 'last_sign_in'>): string {
  return session.last_sign_in
    ? `You last signed in on ${instant(session.last_sign_in)}.`
    : 'This is your first sign-in.';
}
