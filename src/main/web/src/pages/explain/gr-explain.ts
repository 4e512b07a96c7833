import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Explanation } from '../../api/types';
import { tellContext } from '../../ui/context';
import { words } from '../../ui/format';
import { problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-portion';
import '../../ui/gr-problem';
import { reason } from './reason';

/** Who may do what to a thing, and which rule is the first to say no: for security officers. */
@customElement('gr-explain')
export class GrExplain extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      form {
        display: grid;
        grid-template-columns: 220px 160px minmax(280px, 1fr) auto;
        align-items: end;
        gap: 12px;
        margin: 16px 0;
      }
      .panel {
        margin-bottom: 16px;
        overflow: hidden;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 8px 24px;
        margin: 0;
        padding: 16px;
      }
      dt {
        color: var(--color-text-secondary);
      }
      dd {
        margin: 0;
      }
      .light {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  @state() private error: ProblemError | undefined;
  @state() private found: Explanation | undefined;

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Explain access' });
  }

  override render() {
    return html`
      <h1>Explain access</h1>
      <p class="muted">
        What a person may do to a thing, and where not, the first rule that says so. They are only
        told that it does not exist, or that their roles do not include it. Your question is on the
        log.
      </p>
      <form @submit=${this.ask}>
        <label class="field">
          User name
          <input name="username" required autocomplete="off" spellcheck="false" />
        </label>
        <label class="field">
          Kind
          <select name="kind">
            <option value="scene">Scene</option>
            <option value="label">Label</option>
            <option value="dataset">Dataset</option>
            <option value="job">Job</option>
          </select>
        </label>
        <label class="field">
          Id
          <input
            name="id"
            required
            autocomplete="off"
            spellcheck="false"
            pattern="[0-9a-fA-F\\-]{36}"
            title="Such as 6f1f7a3e-0000-4000-8000-000000000001"
          />
        </label>
        ${submitButton('Explain')}
      </form>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${this.found ? this.explained(this.found) : nothing}
    `;
  }

  private explained(found: Explanation) {
    return html`<div class="panel">
        <dl>
          <dt>Person</dt>
          <dd>${found.username}${found.active ? '' : ', disabled'}</dd>
          <dt>May see up to</dt>
          <dd>${[found.level, ...found.accesses].join(', ')}</dd>
          <dt>Roles in the project</dt>
          <dd>${found.roles.map(words).join(', ') || 'None'}</dd>
          <dt>The thing is marked</dt>
          <dd><gr-portion .mark=${found.mark}></gr-portion> ${found.mark.banner}</dd>
        </dl>
      </div>
      <div class="panel">
        <table>
          <thead>
            <tr>
              <th>Action</th>
              <th>Answer</th>
              <th>Why not</th>
            </tr>
          </thead>
          <tbody>
            ${found.answers.map(
              ({ action, allowed, rule }) =>
                html`<tr>
                  <td>${words(action.toLowerCase().replaceAll('_', '-'))}</td>
                  <td>
                    <span class="light">
                      <rux-status status=${allowed ? 'normal' : 'off'}></rux-status>
                      ${allowed ? 'Allowed' : 'Denied'}
                    </span>
                  </td>
                  <td>${rule ? reason(rule) : ''}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  private async ask(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    this.error = undefined;
    this.found = undefined;
    try {
      this.found = await client.get('/api/v1/accounts/{username}/explain', {
        path: { username: text('username') },
        query: { kind: text('kind') as 'scene', id: text('id') },
      });
    } catch (cause) {
      this.error = problemOf(cause);
    }
  }
}
