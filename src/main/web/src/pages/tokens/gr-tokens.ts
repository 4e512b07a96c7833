import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Project, Token } from '../../api/types';
import { tellContext } from '../../ui/context';
import { instant } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-dialog';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-new-token';

interface Kept {
  readonly tokens: readonly Token[];
  readonly projects: readonly Project[];
}

/** The person's own API tokens: what programs act with on their behalf. */
@customElement('gr-tokens')
export class GrTokens extends LitElement {
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
        margin-top: 16px;
        overflow: hidden;
      }
      tr.off td {
        color: var(--gr-muted);
      }
      .confirm {
        display: flex;
        justify-content: flex-end;
        gap: 12px;
        margin-top: 16px;
      }
    `,
  ];

  @state() private making = false;
  @state() private ending: Token | undefined;
  @state() private error: ProblemError | undefined;
  private readonly kept = new Loader<Kept>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'API tokens' });
    void this.reload();
  }

  override render() {
    const { value, error } = this.kept;
    return html`
      <div class="spread">
        <h1>API tokens</h1>
        <rux-button @click=${() => (this.making = true)}>New token</rux-button>
      </div>
      <p class="muted">
        A program with one of your tokens may do what you may do now, and of that only what the
        token is good for. Everything it does is on the log under your name.
      </p>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${value ? this.list(value) : nothing}
      ${
        this.making
          ? html`<gr-new-token
              .projects=${value?.projects ?? []}
              @gr-made=${this.reload}
              @gr-close=${() => (this.making = false)}
            ></gr-new-token>`
          : nothing
      }
      ${this.ending ? this.confirmation(this.ending) : nothing}
    `;
  }

  private list({ tokens, projects }: Kept) {
    if (tokens.length === 0) {
      return html`<div class="panel">
        <gr-empty heading="No program acts for you">
          Make a token to open your scenes in QGIS, GDAL or a script of your own.
        </gr-empty>
      </div>`;
    }
    const nameOf = (id: string | undefined) =>
      id === undefined ? 'All' : (projects.find((p) => p.id === id)?.name ?? id);
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Project</th>
            <th>Good for</th>
            <th>Made</th>
            <th>Expires</th>
            <th>Last used</th>
            <th><span class="hidden-label">Revoke</span></th>
          </tr>
        </thead>
        <tbody>
          ${tokens.map((token) => this.row(token, nameOf(token.project)))}
        </tbody>
      </table>
    </div>`;
  }

  private row(token: Token, project: string) {
    const over = Date.parse(token.expires) < Date.now();
    const off = over || token.revoked !== undefined;
    return html`<tr class=${off ? 'off' : ''}>
      <td>${token.name}</td>
      <td>${project}</td>
      <td title=${token.actions.join(', ')}>
        ${token.actions.includes('SCENE_EXPORT') ? 'Reading, taking pixels out' : 'Reading'}
      </td>
      <td>${instant(token.created)}</td>
      <td>${token.revoked ? `Revoked ${instant(token.revoked)}` : instant(token.expires)}</td>
      <td>${instant(token.used)}</td>
      <td class="number">
        ${
          off
            ? nothing
            : html`<button class="plain" @click=${() => (this.ending = token)}>Revoke</button>`
        }
      </td>
    </tr>`;
  }

  private confirmation(token: Token) {
    return html`<gr-dialog heading="Revoke token" @gr-close=${() => (this.ending = undefined)}>
      <p>Programs with the token ${token.name} will be refused from the next request on.</p>
      <div class="confirm">
        <rux-button secondary @click=${() => (this.ending = undefined)}>Keep</rux-button>
        <rux-button @click=${() => this.revoke(token)}>Revoke token</rux-button>
      </div>
    </gr-dialog>`;
  }

  private async revoke({ id }: Token) {
    this.ending = undefined;
    this.error = undefined;
    try {
      await client.delete('/api/v1/tokens/{token}', { path: { token: id } });
    } catch (cause) {
      this.error = problemOf(cause);
    }
    await this.reload();
  }

  private readonly reload = () =>
    this.kept.load(async (signal) => ({
      tokens: (await client.get('/api/v1/tokens', { signal })).tokens,
      projects: (await client.get('/api/v1/projects', { signal })).projects,
    }));
}
