import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { SystemRole } from '../../api/types';
import { problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';

interface Made {
  readonly username: string;
  readonly password: string | undefined;
}

/** Creates an account and shows its one-time password, once. Fires `gr-created`. */
@customElement('gr-new-account')
export class GrNewAccount extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      .password {
        padding: 12px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        font-family: var(--gr-mono);
        font-size: 16px;
        text-align: center;
        user-select: all;
      }
      .done {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  @state() private made: Made | undefined;

  override render() {
    return html`<gr-dialog heading=${this.made ? 'Account created' : 'New account'}>
      ${this.made ? this.handover(this.made) : this.form()}
    </gr-dialog>`;
  }

  private form() {
    return html`<form @submit=${this.submit}>
      <div class="pair">
        <label class="field">
          User name
          <input
            name="username"
            required
            autofocus
            autocomplete="off"
            spellcheck="false"
            pattern="[a-z0-9][a-z0-9._\\-]{0,63}(@[a-z0-9][a-z0-9\\-]{0,31})?"
            title="Lower-case letters, digits, dots, underscores and hyphens"
          />
        </label>
        <label class="field">
          Full name
          <input name="display_name" required maxlength="120" autocomplete="off" />
        </label>
      </div>
      <label class="field">
        System role
        <select name="system_role">
          <option value="none">None: roles come from projects</option>
          <option value="system-admin">System admin: accounts and projects, no content</option>
          <option value="security-officer">Security officer: markings and accesses</option>
          <option value="auditor">Auditor: the log, and nothing else</option>
        </select>
      </label>
      <div class="pair">
        <label class="field">
          Level
          <input name="level" autocomplete="off" />
          <small>Empty: the lowest</small>
        </label>
        <label class="field">
          Accesses
          <input name="accesses" autocomplete="off" />
          <small>Separated by commas</small>
        </label>
      </div>
      <label class="check">
        <input name="elsewhere" type="checkbox" />
        <span>Without a password: signs in with a certificate or the sign-in provider</span>
      </label>
      <gr-problem .error=${this.error}></gr-problem>
      <div class="actions">${submitButton('Create account', this.busy)}</div>
    </form>`;
  }

  private handover({ username, password }: Made) {
    return html`<div class="done">
      ${
        password
          ? html`<p>
                Give <b>${username}</b> this password in person. It is shown once and stored only as
                a hash.
              </p>
              <div class="password">${password}</div>`
          : html`<p>
              <b>${username}</b> has no password. Open the account in the list to say as whom it is
              known elsewhere.
            </p>`
      }
      <div class="actions">
        <rux-button @click=${this.close}>Done</rux-button>
      </div>
    </div>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const accesses = text('accesses')
      .split(/[\s,]+/)
      .filter((each) => each !== '');
    this.busy = true;
    this.error = undefined;
    try {
      const account = await client.post('/api/v1/accounts', {
        body: {
          username: text('username'),
          display_name: text('display_name'),
          system_role: text('system_role') as SystemRole,
          accesses,
          password: !form.has('elsewhere'),
          ...(text('level') ? { level: text('level') } : {}),
        },
      });
      this.made = { username: account.username, password: account.password };
      this.dispatchEvent(new CustomEvent('gr-created'));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }

  private close() {
    this.dispatchEvent(new CustomEvent('gr-close'));
  }
}
