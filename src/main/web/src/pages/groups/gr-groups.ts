import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Group, Session } from '../../api/types';
import { tellContext } from '../../ui/context';
import { counted } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-empty';
import '../../ui/gr-problem';

/** Groups of accounts, which hold roles in projects as one person does. */
@customElement('gr-groups')
export class GrGroups extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: 12px;
      }
      .new {
        max-width: 520px;
        margin: 16px 0;
      }
      .new label {
        flex: 1;
      }
      .panel {
        margin-bottom: 16px;
        padding: 16px;
      }
      .spread {
        margin-bottom: 12px;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0 0 12px;
        padding: 0;
        list-style: none;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        padding: 2px 4px 2px 10px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: 12px;
        font-size: 13px;
      }
      .confirm {
        display: flex;
        justify-content: flex-end;
        gap: 12px;
        margin-top: 16px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private error: ProblemError | undefined;
  @state() private leaving: Group | undefined;
  private readonly groups = new Loader<readonly Group[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Groups' });
    void this.reload();
  }

  override render() {
    const { value, error } = this.groups;
    const mayChange = this.session.actions.includes('ACCOUNT_CHANGE');
    return html`
      <h1>Groups</h1>
      <p class="muted">
        A group holds roles in projects by its name, as a person does. Who is put into one, or taken
        out, gains or loses its roles at once.
      </p>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${mayChange ? this.form() : nothing} ${value?.map((group) => this.group(group, mayChange))}
      ${
        value?.length === 0
          ? html`<div class="panel">
              <gr-empty heading="There are no groups yet">
                Make one for people who work in the same projects in the same roles.
              </gr-empty>
            </div>`
          : nothing
      }
      ${this.leaving ? this.confirmation(this.leaving) : nothing}
    `;
  }

  private form() {
    return html`<form
      class="new"
      @submit=${(e: SubmitEvent) =>
        this.sent(e, 'name', (name) => client.post('/api/v1/groups', { body: { name } }))}
    >
      <label class="field">
        Name of a new group
        <input
          name="name"
          required
          autocomplete="off"
          spellcheck="false"
          placeholder="@harbour"
          pattern="@[a-z0-9][a-z0-9._\\-]{0,62}(@[a-z0-9][a-z0-9\\-]{0,31})?"
          title="@, then lower-case letters, digits, dots, underscores and hyphens"
        />
      </label>
      ${submitButton('Make group')}
    </form>`;
  }

  private group(group: Group, mayChange: boolean) {
    const member = (username: string) => ({ path: { group: group.name, username } });
    return html`<section class="panel" aria-label=${group.name}>
      <div class="spread">
        <h2>${group.name}</h2>
        ${
          mayChange
            ? html`<button class="plain" @click=${() => (this.leaving = group)}>
                Remove group
              </button>`
            : html`<span class="muted">${counted(group.members.length, 'member')}</span>`
        }
      </div>
      ${
        group.members.length === 0
          ? html`<p class="muted">Nobody is in it.</p>`
          : html`<ul>
              ${group.members.map(
                (username) =>
                  html`<li>
                    ${username}
                    ${
                      mayChange
                        ? html`<button
                            class="plain"
                            aria-label=${`Take ${username} out of ${group.name}`}
                            @click=${() =>
                              this.change(() =>
                                client.delete(
                                  '/api/v1/groups/{group}/members/{username}',
                                  member(username),
                                ),
                              )}
                          >
                            ×
                          </button>`
                        : nothing
                    }
                  </li>`,
              )}
            </ul>`
      }
      ${
        mayChange
          ? html`<form
              @submit=${(e: SubmitEvent) =>
                this.sent(e, 'username', (username) =>
                  client.put('/api/v1/groups/{group}/members/{username}', member(username)),
                )}
            >
              <label class="field">
                User name
                <input name="username" required autocomplete="off" spellcheck="false" />
              </label>
              ${submitButton('Put in')}
            </form>`
          : nothing
      }
    </section>`;
  }

  private confirmation(group: Group) {
    return html`<gr-dialog heading="Remove group" @gr-close=${() => (this.leaving = undefined)}>
      <p>
        ${counted(group.members.length, 'member')} of ${group.name} will lose the roles that it
        holds.
      </p>
      <div class="confirm">
        <rux-button secondary @click=${() => (this.leaving = undefined)}>Keep</rux-button>
        <rux-button
          @click=${() => {
            this.leaving = undefined;
            return this.change(() =>
              client.delete('/api/v1/groups/{group}', { path: { group: group.name } }),
            );
          }}
          >Remove group</rux-button
        >
      </div>
    </gr-dialog>`;
  }

  private async sent(event: SubmitEvent, field: string, send: (text: string) => Promise<unknown>) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = new FormData(form).get(field);
    await this.change(() => send(String(text).trim()));
    if (!this.error) {
      form.reset();
    }
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
    this.groups.load(async (signal) => (await client.get('/api/v1/groups', { signal })).groups);
}
