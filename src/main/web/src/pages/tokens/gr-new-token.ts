import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Project, Token } from '../../api/types';
import { instant } from '../../ui/format';
import { problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';

/** What a token is most often wanted for; each is as much as the person's own roles allow. */
const PURPOSES: readonly [name: string, actions: readonly string[], may: string][] = [
  ['read', [], 'Read: scenes, tiles and labels, for QGIS and GDAL'],
  [
    'export',
    [
      'PROJECT_READ',
      'SCENE_READ',
      'JOB_READ',
      'TILE_READ',
      'LABEL_READ',
      'SCENE_EXPORT',
      'ORIGINAL_READ',
    ],
    'Read and take pixels out in source radiometry',
  ],
];

/** Makes an API token and shows its secret, once. Fires `gr-made`. */
@customElement('gr-new-token')
export class GrNewToken extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      .secret {
        padding: 12px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        font-family: var(--gr-mono);
        overflow-wrap: anywhere;
        user-select: all;
      }
      .done {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  @property({ attribute: false }) projects: readonly Project[] = [];
  @state() private error: ProblemError | undefined;
  @state() private busy = false;
  @state() private copied = false;
  @state() private made: Token | undefined;

  override render() {
    return html`<gr-dialog heading=${this.made ? 'Token made' : 'New token'}>
      ${this.made ? this.handover(this.made) : this.form()}
    </gr-dialog>`;
  }

  private form() {
    return html`<form @submit=${this.submit}>
      <label class="field">
        Name
        <input
          name="name"
          required
          autofocus
          maxlength="80"
          autocomplete="off"
          placeholder="QGIS on my desk"
        />
      </label>
      <label class="field">
        Good for
        <select name="purpose">
          ${PURPOSES.map(([name, , may]) => html`<option value=${name}>${may}</option>`)}
        </select>
      </label>
      <div class="pair">
        <label class="field">
          Project
          <select name="project">
            <option value="">All of yours</option>
            ${this.projects.map((p) => html`<option value=${p.id}>${p.name}</option>`)}
          </select>
        </label>
        <label class="field">
          Days
          <input name="days" type="number" required min="1" max="90" value="30" />
        </label>
      </div>
      <gr-problem .error=${this.error}></gr-problem>
      <div class="actions">${submitButton('Make token', this.busy)}</div>
    </form>`;
  }

  private handover(token: Token) {
    return html`<div class="done">
      <p>
        Copy it now: it is shown once and stored only as a hash. It acts for you until
        ${instant(token.expires)}.
      </p>
      <div class="secret">${token.secret}</div>
      <p class="muted">
        Programs send it as <code>Authorization: Bearer</code>, or as the password under any user
        name.
      </p>
      <div class="actions">
        ${this.copied ? html`<span role="status" class="muted">Copied</span>` : nothing}
        <rux-button secondary @click=${() => this.copy(token.secret ?? '')}>Copy</rux-button>
        <rux-button @click=${this.close}>Done</rux-button>
      </div>
    </div>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const project = text('project');
    const actions = PURPOSES.find(([name]) => name === text('purpose'))?.[1] ?? [];
    this.busy = true;
    this.error = undefined;
    try {
      this.made = await client.post('/api/v1/tokens', {
        body: {
          name: text('name'),
          days: Number(text('days')),
          ...(project ? { project } : {}),
          ...(actions.length > 0 ? { actions: [...actions] } : {}),
        },
      });
      this.dispatchEvent(new CustomEvent('gr-made'));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }

  private async copy(secret: string) {
    await navigator.clipboard.writeText(secret);
    this.copied = true;
  }

  private close() {
    this.dispatchEvent(new CustomEvent('gr-close'));
  }
}
