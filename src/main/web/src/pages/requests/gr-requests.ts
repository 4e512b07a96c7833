import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Project, Request, Session } from '../../api/types';
import { tellContext } from '../../ui/context';
import { instant } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';

const KINDS: Readonly<Record<Request['kind'], string>> = {
  'lower-mark': 'Lower the marking of a scene',
  release: 'Release a dataset',
};
const STATES: Readonly<Record<Request['state'], string>> = {
  open: 'Waits for a second person',
  approved: 'Approved',
  refused: 'Refused',
};

/** What takes two people: what was asked for, why, and the second person's word. */
@customElement('gr-requests')
export class GrRequests extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: 16px 24px 24px;
      }
      .panel {
        margin-top: 16px;
        overflow: hidden;
      }
      .reason {
        max-width: 420px;
        overflow-wrap: anywhere;
      }
      td small {
        display: block;
        color: var(--color-text-secondary);
      }
      gr-problem {
        margin-top: 16px;
      }
    `,
  ];

  @property({ attribute: false }) project!: Project;
  @property({ attribute: false }) session!: Session;
  @state() private error: ProblemError | undefined;
  private readonly requests = new Loader<readonly Request[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: `Requests of ${this.project.name}`, project: this.project });
    void this.reload();
  }

  override render() {
    const { value, error } = this.requests;
    return html`
      <h2>Requests</h2>
      <p class="muted">
        Lowering a marking and releasing a dataset take two people. Whoever asks cannot be the
        second one.
      </p>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${value ? this.list(value) : nothing}
    `;
  }

  private list(requests: readonly Request[]) {
    if (requests.length === 0) {
      return html`<div class="panel">
        <gr-empty heading="Nothing has been asked for">
          Requests appear here as soon as somebody asks for a lower marking or a release.
        </gr-empty>
      </div>`;
    }
    return html`<div class="panel">
      <table>
        <thead>
          <tr>
            <th>What</th>
            <th>Why</th>
            <th>Asked by</th>
            <th>State</th>
            <th><span class="hidden-label">Decide</span></th>
          </tr>
        </thead>
        <tbody>
          ${requests.map((request) => this.row(request))}
        </tbody>
      </table>
    </div>`;
  }

  private row(request: Request) {
    return html`<tr>
      <td>
        ${KINDS[request.kind]}
        <small>${request.name}</small>
        <small>${request.marking}${request.wanted ? ` → ${request.wanted}` : ''}</small>
      </td>
      <td class="reason">${request.reason}</td>
      <td>${request.asked_by}<small>${instant(request.asked)}</small></td>
      <td>
        ${STATES[request.state]}
        ${
          request.decided_by
            ? html`<small>${request.decided_by}, ${instant(request.decided)}</small>`
            : nothing
        }
      </td>
      <td class="number">${this.decision(request)}</td>
    </tr>`;
  }

  private decision(request: Request) {
    if (request.state !== 'open' || !this.project.actions.includes('REQUEST_DECIDE')) {
      return nothing;
    }
    if (request.asked_by === this.session.username) {
      return html`<span class="muted">Not by you</span>`;
    }
    return html`<button class="plain" @click=${() => this.decide(request, true)}>Approve</button>
      <button class="plain" @click=${() => this.decide(request, false)}>Refuse</button>`;
  }

  private async decide({ id }: Request, approve: boolean) {
    this.error = undefined;
    try {
      await client.post('/api/v1/requests/{request}/decision', {
        path: { request: id },
        body: { approve },
      });
    } catch (cause) {
      this.error = problemOf(cause);
    }
    await this.reload();
  }

  private readonly reload = () =>
    this.requests.load(async (signal) => {
      const path = { project: this.project.id };
      return (await client.get('/api/v1/projects/{project}/requests', { path, signal })).requests;
    });
}
