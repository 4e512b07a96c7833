import { LitElement, css, html } from 'lit';
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
    `,
  ];

  @property({ attribute: false }) about: About | undefined;
  @property() username = '';

  override render() {
    return html`
      <gr-dialog heading="Sign in again">
        <p class="muted">
          Your session has ended. The page is kept as you left it and goes on once you are back.
        </p>
        <gr-sign-in-form
          .notice=${this.about?.notice ?? ''}
          .username=${this.username}
        ></gr-sign-in-form>
      </gr-dialog>
    `;
  }
}
