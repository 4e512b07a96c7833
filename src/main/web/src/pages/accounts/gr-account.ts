import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Account, Identity, SessionRow } from '../../api/types';
import { instant } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import '../sessions/gr-session-table';

interface Kept {
  readonly identities: readonly Identity[];
  readonly sessions: readonly SessionRow[];
}

/** One account from the outside: as whom it is known elsewhere, and where it is signed in. */
@customElement('gr-account')
export class GrAccount extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      gr-dialog {
        --gr-dialog-width: 960px;
      }
      h3 {
        margin: 16px 0 8px;
      }
      .panel {
        overflow: auto;
      }
      form {
        display: grid;
        grid-template-columns: 180px 1fr 1fr auto;
        align-items: end;
        gap: 12px;
        margin-top: 12px;
      }
      .name {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) account!: Account;
  @property({ type: Boolean }) changeable = false;
  @state() private way: Identity['way'] = 'certificate';
  @state() private error: ProblemError | undefined;
  private readonly kept = new Loader<Kept>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.reload();
  }

  override render() {
    const { value, error } = this.kept;
    return html`<gr-dialog heading=${this.account.display_name}>
      <gr-problem .error=${this.error ?? error}></gr-problem>
      ${value ? html`${this.identities(value.identities)} ${this.sessions(value.sessions)}` : nothing}
    </gr-dialog>`;
  }

  private identities(identities: readonly Identity[]) {
    return html`<h3>Known elsewhere as</h3>
      ${
        identities.length === 0
          ? html`<p class="muted">Nobody: the account opens with its password only.</p>`
          : html`<div class="panel">
              <table>
                <thead>
                  <tr>
                    <th>With</th>
                    <th>As</th>
                    <th>Bound by</th>
                    <th>Since</th>
                    <th><span class="hidden-label">Remove</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${identities.map((identity) => this.identity(identity))}
                </tbody>
              </table>
            </div>`
      }
      ${this.changeable ? this.form() : nothing}`;
  }

  private identity(identity: Identity) {
    return html`<tr>
      <td class="name">${identity.way === 'oidc' ? identity.issuer : 'A certificate'}</td>
      <td class="name">${identity.name}</td>
      <td>${identity.bound_by}</td>
      <td>${instant(identity.bound_at)}</td>
      <td class="number">
        ${
          this.changeable
            ? html`<button class="plain" @click=${() => this.unbind(identity)}>Remove</button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  private form() {
    const oidc = this.way === 'oidc';
    return html`<form @submit=${this.add}>
      <label class="field">
        Signs in with
        <select
          name="way"
          @change=${(e: Event) =>
            (this.way = (e.target as HTMLSelectElement).value as Identity['way'])}
        >
          <option value="certificate">A certificate</option>
          <option value="oidc">The sign-in provider</option>
        </select>
      </label>
      <label class="field">
        Issuer
        <input name="issuer" ?disabled=${!oidc} ?required=${oidc} autocomplete="off" />
      </label>
      <label class="field">
        ${oidc ? 'Subject (sub)' : 'upn:NAME, mail:ADDRESS or uri:URI'}
        <input name="name" required maxlength="512" autocomplete="off" spellcheck="false" />
      </label>
      ${submitButton('Add')}
    </form>`;
  }

  private sessions(sessions: readonly SessionRow[]) {
    return html`<h3>Signed in</h3>
      ${
        sessions.length === 0
          ? html`<p class="muted">Nowhere.</p>`
          : html`<div class="panel">
              <gr-session-table
                ?endable=${this.changeable}
                .sessions=${sessions}
                @gr-end=${(e: CustomEvent<SessionRow>) => this.end(e.detail)}
              ></gr-session-table>
            </div>`
      }`;
  }

  private add(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    return this.change(async () => {
      await client.post('/api/v1/accounts/{username}/identities', {
        path: { username: this.account.username },
        body: { way: this.way, issuer: text('issuer'), name: text('name') },
      });
      form.reset();
      this.way = 'certificate';
    });
  }

  private unbind({ id }: Identity) {
    return this.change(() =>
      client.delete('/api/v1/accounts/{username}/identities/{identity}', {
        path: { username: this.account.username, identity: id },
      }),
    );
  }

  private end({ id }: SessionRow) {
    return this.change(() =>
      client.delete('/api/v1/accounts/{username}/sessions/{session}', {
        path: { username: this.account.username, session: id },
      }),
    );
  }

  private async change(request: () => Promise<unknown>) {
    this.error = undefined;
    try {
      await request();
    } catch (cause) {
      this.error = problemOf(cause);
    }
    await this.reload();
  }

  private readonly reload = () =>
    this.kept.load(async (signal) => {
      const path = { username: this.account.username };
      return {
        identities: (await client.get('/api/v1/accounts/{username}/identities', { path, signal }))
          .identities,
        sessions: (await client.get('/api/v1/accounts/{username}/sessions', { path, signal }))
          .sessions,
      };
    });
}
