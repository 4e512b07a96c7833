import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Account, Session } from '../../api/types';
import { tellContext } from '../../ui/context';
import { counted, instant, words } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import './gr-account';
import './gr-new-account';

/** Local accounts: who they are, what they are cleared for, and whether they may sign in. */
@customElement('gr-accounts')
export class GrAccounts extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      .spread {
        min-height: 36px;
        margin-bottom: 16px;
      }
      .panel {
        overflow: hidden;
      }
      .row input.filter {
        width: 320px;
        margin-bottom: 16px;
      }
      .foot {
        margin-top: 12px;
        font-size: 13px;
      }
      tr.off td {
        color: var(--gr-muted);
      }
      .light {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      gr-problem {
        margin-bottom: 16px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private creating = false;
  @state() private opened: Account | undefined;
  @state() private filter = '';
  @state() private error: ProblemError | undefined;
  private readonly accounts = new Loader<readonly Account[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Accounts' });
    void this.reload();
  }

  override render() {
    const { value, error } = this.accounts;
    const mayChange = this.session.actions.includes('ACCOUNT_CHANGE');
    const shown = (value ?? []).filter((account) => matches(account, this.filter));
    return html`
      <div class="spread">
        <h1>Accounts</h1>
        ${
          mayChange
            ? html`<rux-button @click=${() => (this.creating = true)}>New account</rux-button>`
            : nothing
        }
      </div>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${
        value
          ? html`
              <div class="row">
                <input
                  class="filter"
                  type="search"
                  placeholder="Filter by name or access"
                  aria-label="Filter accounts"
                  @input=${(e: InputEvent) => (this.filter = (e.target as HTMLInputElement).value)}
                />
              </div>
              ${this.table(shown, mayChange)}
              <p class="muted foot">${counted(shown.length, 'account')} of ${value.length}</p>
            `
          : nothing
      }
      ${
        this.creating
          ? html`<gr-new-account
              @gr-created=${this.reload}
              @gr-close=${() => (this.creating = false)}
            ></gr-new-account>`
          : nothing
      }
      ${
        this.opened
          ? html`<gr-account
              .account=${this.opened}
              ?changeable=${mayChange}
              @gr-close=${() => (this.opened = undefined)}
            ></gr-account>`
          : nothing
      }
    `;
  }

  private table(accounts: readonly Account[], mayChange: boolean) {
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>User name</th>
            <th>System role</th>
            <th>Level</th>
            <th>Accesses</th>
            <th>Last sign-in</th>
            <th>State</th>
            <th><span class="hidden-label">Change</span></th>
          </tr>
        </thead>
        <tbody>
          ${accounts.map(
            (account) =>
              html`<tr class=${account.active ? '' : 'off'}>
                <td>
                  <button class="plain" @click=${() => (this.opened = account)}>
                    ${account.display_name}
                  </button>
                </td>
                <td>${account.username}</td>
                <td>${account.system_role === 'none' ? '–' : words(account.system_role)}</td>
                <td>${account.level}</td>
                <td>${account.accesses.join(', ') || '–'}</td>
                <td>${account.last_sign_in ? instant(account.last_sign_in) : 'Never'}</td>
                <td>
                  <span class="light">
                    <rux-status status=${account.active ? 'normal' : 'off'}></rux-status>
                    ${account.active ? 'Active' : 'Disabled'}
                  </span>
                </td>
                <td class="number">
                  ${
                    mayChange && account.username !== this.session.username
                      ? html`<button class="plain" @click=${() => this.toggle(account)}>
                          ${account.active ? 'Disable' : 'Enable'}
                        </button>`
                      : nothing
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private async toggle({ username, active }: Account) {
    this.error = undefined;
    try {
      await client.patch('/api/v1/accounts/{username}', {
        path: { username },
        body: { active: !active },
      });
      await this.reload();
    } catch (cause) {
      this.error = problemOf(cause);
    }
  }

  private readonly reload = () =>
    this.accounts.load(
      async (signal) => (await client.get('/api/v1/accounts', { signal })).accounts,
    );
}

/** Whether every word of the filter occurs in the account's names, role or accesses. */
export function matches(account: Account, filter: string): boolean {
  const text = [
    account.display_name,
    account.username,
    account.system_role,
    account.level,
    ...account.accesses,
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
