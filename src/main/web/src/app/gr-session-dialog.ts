import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { About } from '../api/types';
import { shared } from '../ui/styles';
import '../ui/gr-dialog';
import './gr-sign-in-form';

/** Signing in again over the page as it is: nothing on it is lost. */
@customElement('gr-session-dialog')
export class GrSessionDialog extends LitElement {
  static override styles = [
    shared,
    css`
      gr-dialog {
        --gr-dialog-width: 440px;
      }
      p {
        margin-bottom: 16px;
      }
      .other {
        margin: 16px 0 0;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) about: About | undefined;
  @property() username = '';
  /** Nobody was there: the page is covered until the same person is back. */
  @property({ type: Boolean }) locked = false;
  /** They are signed in, but not strongly enough for what they asked. */
  @property({ type: Boolean }) stronger = false;

  override render() {
    return html`
      <gr-dialog heading=${this.locked ? 'Locked' : 'Sign in again'} ?locked=${this.locked}>
        <p class="muted">${this.why()}</p>
        <gr-sign-in-form
          .notice=${this.about?.notice ?? ''}
          .ways=${this.about?.ways}
          .username=${this.username}
        ></gr-sign-in-form>
        ${
          this.locked
            ? html`<p class="other">
                <button class="plain" @click=${this.signOut}>Sign out and discard the page</button>
              </p>`
            : nothing
        }
      </gr-dialog>
    `;
  }

  private why() {
    if (this.locked) {
      return 'Nobody was here for a while. Your work is kept and goes on once you are back.';
    }
    return this.stronger
      ? 'This needs a stronger way of signing in than you came by. The page is kept as it is.'
      : 'Your session has ended. The page is kept as you left it and goes on once you are back.';
  }

  private signOut() {
    this.dispatchEvent(new CustomEvent('gr-sign-out'));
  }
}
