import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { Session } from '../api/types';
import { problemOf } from '../ui/loader';
import { shared } from '../ui/styles';
import { submitButton } from '../ui/submit';
import '../ui/gr-problem';

/** Name, password and the acknowledged notice of use; fires `gr-signed-in` with the session. */
@customElement('gr-sign-in-form')
export class GrSignInForm extends LitElement {
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      .notice {
        max-height: 190px;
        overflow: auto;
        padding: 12px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        color: var(--color-text-secondary);
        font-size: 13px;
        white-space: pre-line;
      }
      rux-button {
        width: 100%;
      }
      rux-button::part(container) {
        justify-content: center;
        width: 100%;
      }
      label.check {
        align-items: flex-start;
      }
      label.check input {
        flex: none;
        margin-top: 2px;
      }
    `,
  ];

  @property() notice = '';
  /** Set when somebody signs in again over their own work: the name is known. */
  @property() username = '';
  @state() private busy = false;
  @state() private error: ProblemError | undefined;
  @state() private hint = '';
  @query('[name=username]') private nameField!: HTMLInputElement;
  @query('[name=password]') private passwordField!: HTMLInputElement;
  @query('[name=notice]') private noticeField!: HTMLInputElement;

  protected override firstUpdated() {
    (this.username ? this.passwordField : this.nameField).focus();
  }

  override render() {
    return html`
      <form @submit=${this.submit} novalidate>
        <label class="field">
          User name
          <input
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="128"
            .value=${this.username}
          />
        </label>
        <label class="field">
          Password
          <input name="password" type="password" autocomplete="current-password" maxlength="1024" />
        </label>
        <div
          class="notice"
          tabindex="0"
          role="region"
          aria-label="Notice of use"
          .textContent=${this.notice}
        ></div>
        <label class="check">
          <input name="notice" type="checkbox" />
          <span>I have read the notice of use and agree to it</span>
        </label>
        ${this.hint ? html`<p role="alert">${this.hint}</p>` : nothing}
        ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
        ${submitButton(this.busy ? 'Signing in' : 'Sign in', this.busy)}
      </form>
    `;
  }

  private async submit(event: Event) {
    event.preventDefault();
    const username = this.nameField.value.trim();
    const password = this.passwordField.value;
    this.error = undefined;
    this.hint = hintFor(username, password, this.noticeField.checked);
    if (this.hint || this.busy) {
      return;
    }
    this.busy = true;
    try {
      const session: Session = await client.post('/api/v1/session', {
        body: { username, password, notice_acknowledged: true },
      });
      this.dispatchEvent(
        new CustomEvent('gr-signed-in', { detail: session, bubbles: true, composed: true }),
      );
    } catch (cause) {
      this.error = problemOf(cause);
      this.passwordField.value = '';
      this.passwordField.focus();
    }
    this.busy = false;
  }
}

/** What is still missing, or nothing. */
export function hintFor(username: string, password: string, acknowledged: boolean): string {
  if (username === '') {
    return 'Enter your user name.';
  }
  if (password === '') {
    return 'Enter your password.';
  }
  return acknowledged ? '' : 'Read the notice of use and tick the box below it to go on.';
}
