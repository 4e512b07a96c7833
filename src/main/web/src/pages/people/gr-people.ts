import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Grant, Project, Role, Scene, Session } from '../../api/types';
import { tellContext } from '../../ui/context';
import { instant, words } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import type { Area } from './gr-area-dialog';
import './gr-area-dialog';
import '../../ui/gr-dialog';
import '../../ui/gr-empty';
import '../../ui/gr-problem';

/** Roles that are given within a project, with what they allow. */
const PROJECT_ROLES: readonly [Role, string][] = [
  ['viewer', 'sees scenes and labels'],
  ['annotator', 'draws and changes labels'],
  ['reviewer', 'judges the work of others'],
  ['exporter', 'builds and downloads datasets'],
  ['project-lead', 'runs the project, its classes and its people'],
];

/** Who has which role in the project; leads add and remove. */
@customElement('gr-people')
export class GrPeople extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 16px 24px 24px;
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: 12px;
        margin: 16px 0;
      }
      form label {
        width: 260px;
      }
      form label:nth-child(2) {
        width: 380px;
      }
      div.field {
        display: flex;
        flex-direction: column;
        gap: 4px;
        font-size: 13px;
        color: var(--color-text-secondary);
      }
      .where {
        height: 34px;
        white-space: nowrap;
      }
      .panel {
        overflow: hidden;
      }
      .confirm {
        display: flex;
        justify-content: flex-end;
        gap: 12px;
        margin-top: 16px;
      }
      gr-problem {
        margin-bottom: 16px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @property({ attribute: false }) session!: Session;
  @state() private error: ProblemError | undefined;
  @state() private leaving: Grant | undefined;
  /** The map that is open, and whose role it is about; nobody's yet where one is being given. */
  @state() private map: { grant: Grant | undefined } | undefined;
  @state() private chosen: Area | undefined;
  private scenes: readonly Scene[] = [];
  private readonly grants = new Loader<readonly Grant[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: `People of ${this.project.name}`, project: this.project });
    void this.reload();
  }

  override render() {
    const { value, error } = this.grants;
    const mayChange = this.project.actions.includes('GRANT_CHANGE');
    return html`
      <h2>People</h2>
      <p class="muted">A role takes effect, and ends, at once. Every change is on the log.</p>
      ${mayChange ? this.form() : html`<p>&nbsp;</p>`}
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${value && value.length > 0 ? this.table(value, mayChange) : nothing}
      ${
        value && value.length === 0
          ? html`<div class="panel">
              <gr-empty heading="Nobody works here yet">
                Give an account a role above. Annotators draw, reviewers judge, exporters take data
                out; one person may have several roles.
              </gr-empty>
            </div>`
          : nothing
      }
      ${this.map ? this.areaDialog(this.map.grant, mayChange) : nothing}
      ${this.leaving ? this.confirmation(this.leaving) : nothing}
    `;
  }

  private form() {
    return html`<form @submit=${this.add}>
      <label class="field">
        User name
        <input name="username" required maxlength="128" autocomplete="off" spellcheck="false" />
      </label>
      <label class="field">
        Role
        <select name="role">
          ${PROJECT_ROLES.map(
            ([role, may]) => html`<option value=${role}>${words(role)}: ${may}</option>`,
          )}
        </select>
      </label>
      <div class="field">
        Where
        <button
          type="button"
          class="plain where"
          data-testid="choose-area"
          @click=${() => this.placing(undefined)}
        >
          ${this.chosen ? 'In the area drawn…' : 'Everywhere…'}
        </button>
      </div>
      ${submitButton('Give role')}
    </form>`;
  }

  private table(grants: readonly Grant[], mayChange: boolean) {
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>Person</th>
            <th>User name</th>
            <th>Role</th>
            <th>Where</th>
            <th>Given by</th>
            <th>Since</th>
            <th><span class="hidden-label">Remove</span></th>
          </tr>
        </thead>
        <tbody>
          ${grants.map(
            (grant) =>
              html`<tr>
                <td>${grant.display_name}</td>
                <td>${grant.username}</td>
                <td>${words(grant.role)}</td>
                <td>${this.where(grant, mayChange)}</td>
                <td>${grant.granted_by}</td>
                <td>${instant(grant.at)}</td>
                <td class="number">
                  ${
                    mayChange
                      ? html`<button class="plain" @click=${() => (this.leaving = grant)}>
                          Remove
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

  private where(grant: Grant, mayChange: boolean) {
    return mayChange || grant.area
      ? html`<button class="plain" @click=${() => this.placing(grant)}>
          ${grant.area ? 'In an area' : 'Everywhere'}
        </button>`
      : 'Everywhere';
  }

  /** The map on which the area of a role is drawn: of one that is held, or of the next to give. */
  private areaDialog(grant: Grant | undefined, mayChange: boolean) {
    return html`<gr-area-dialog
      heading=${
        grant ? `${grant.display_name}, ${words(grant.role).toLowerCase()}` : 'Where the role holds'
      }
      .scenes=${this.scenes}
      .area=${(grant ? grant.area : this.chosen) ?? null}
      ?fixed=${!mayChange}
      @gr-close=${() => (this.map = undefined)}
      @gr-area=${(event: CustomEvent<Area | null>) => this.placed(grant, event.detail)}
    ></gr-area-dialog>`;
  }

  private async placing(grant: Grant | undefined) {
    try {
      const path = { project: this.project.id };
      const query = { limit: 200 };
      const found = await client.get('/api/v1/projects/{project}/scenes', { path, query });
      this.scenes = found.scenes;
    } catch {
      // Who may not see the scenes draws on an empty map.
      this.scenes = [];
    }
    this.map = { grant };
  }

  private async placed(grant: Grant | undefined, area: Area | null) {
    this.map = undefined;
    if (!grant) {
      this.chosen = area ?? undefined;
      return;
    }
    const { username, role } = grant;
    const path = { project: this.project.id };
    const body = { username, role, area };
    await this.change(() => client.post('/api/v1/projects/{project}/grants', { path, body }));
  }

  private confirmation(grant: Grant) {
    const own = grant.username === this.session.username;
    return html`<gr-dialog heading="Remove role" @gr-close=${() => (this.leaving = undefined)}>
      <p>
        ${grant.display_name} will no longer be ${words(grant.role).toLowerCase()} in
        ${this.project.name}.
      </p>
      ${own ? html`<p>This is your own role: you may not be able to give it back.</p>` : nothing}
      <div class="confirm">
        <rux-button secondary @click=${() => (this.leaving = undefined)}>Keep</rux-button>
        <rux-button @click=${() => this.withdraw(grant)}>Remove role</rux-button>
      </div>
    </gr-dialog>`;
  }

  private async add(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const body = {
      username: String(data.get('username')).trim(),
      role: data.get('role') as Role,
      ...(this.chosen ? { area: this.chosen } : {}),
    };
    const path = { project: this.project.id };
    await this.change(() => client.post('/api/v1/projects/{project}/grants', { path, body }));
    if (!this.error) {
      form.reset();
      this.chosen = undefined;
    }
  }

  private withdraw({ username, role }: Grant) {
    this.leaving = undefined;
    return this.change(() =>
      client.delete('/api/v1/projects/{project}/grants/{username}/{role}', {
        path: { project: this.project.id, username, role },
      }),
    );
  }

  private async change(request: () => Promise<unknown>) {
    this.error = undefined;
    try {
      await request();
      await this.reload();
    } catch (cause) {
      this.error = problemOf(cause);
    }
  }

  private readonly reload = () =>
    this.grants.load(async (signal) => {
      const path = { project: this.project.id };
      return (await client.get('/api/v1/projects/{project}/grants', { path, signal })).grants;
    });
}
