import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { Session, Ways } from '../api/types';
import { problemOf } from '../ui/loader';
import { shared } from '../ui/styles';
import { submitButton } from '../ui/submit';
import '../ui/gr-problem';
import { leaveForProvider, signInBeside, signInByCertificate } from './otherWays';

/** Every way of signing in, after the notice of use; fires `gr-signed-in` with the session. */
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
      .or {
        display: flex;
        align-items: center;
        gap: 12px;
        margin: 0;
        color: var(--color-text-secondary);
        font-size: 13px;
      }
      .or::before,
      .or::after {
        content: '';
        flex: 1;
        border-top: 1px solid var(--gr-line);
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
  @property({ attribute: false }) ways: Ways | undefined;
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
        ${submitButton(this.busy ? 'Signing in' : 'Sign in', this.busy)} ${this.others()}
      </form>
    `;
  }

  private others() {
    const { oidc, certificate } = this.ways ?? {};
    if (!oidc && !certificate) {
      return nothing;
    }
    return html`<p class="or">or</p>
      ${oidc ? this.other(`Sign in with ${oidc}`, () => this.byProvider()) : nothing}
      ${certificate ? this.other('Sign in with a certificate', signInByCertificate) : nothing}`;
  }

  private other(label: string, way: () => Promise<Session | undefined>) {
    return html`<rux-button
      secondary
      ?disabled=${this.busy}
      @click=${() => this.attempt(missingNotice(this.noticeField.checked), way)}
      >${label}</rux-button
    >`;
  }

  /** Over somebody's own work the page must stay: the provider gets a window of its own. */
  private async byProvider(): Promise<Session | undefined> {
    if (this.username) {
      return signInBeside();
    }
    await leaveForProvider();
    return undefined;
  }

  private async submit(event: Event) {
    event.preventDefault();
    const username = this.nameField.value.trim();
    const password = this.passwordField.value;
    await this.attempt(hintFor(username, password, this.noticeField.checked), () =>
      client.post('/api/v1/session', { body: { username, password, notice_acknowledged: true } }),
    );
    if (this.error) {
      this.passwordField.value = '';
      this.passwordField.focus();
    }
  }

  private async attempt(hint: string, way: () => Promise<Session | undefined>) {
    this.error = undefined;
    this.hint = hint;
    if (hint || this.busy) {
      return;
    }
    this.busy = true;
    try {
      const session = await way();
      if (session) {
        this.dispatchEvent(
          new CustomEvent('gr-signed-in', { detail: session, bubbles: true, composed: true }),
        );
      }
    } catch (cause) {
      this.error = problemOf(cause);
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
  return missingNotice(acknowledged);
}

function missingNotice(acknowledged: boolean): string {
  return acknowledged ? '' : 'Read the notice of use and tick the box below it to go on.';
}
