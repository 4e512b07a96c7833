import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../api/types';
import type { PageContext } from '../ui/context';
import { words } from '../ui/format';
import { shared } from '../ui/styles';

/** One line at the foot: who, where, in which roles, and whether the network is there. */
@customElement('gr-status-line')
export class GrStatusLine extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 24px;
        height: 26px;
        padding: 0 16px;
        background: var(--color-background-surface-header);
        border-top: 1px solid var(--gr-line);
        color: var(--gr-muted);
        font-size: 12px;
        white-space: nowrap;
      }
      span > b {
        color: var(--color-text-primary);
        font-weight: 400;
      }
      .end {
        margin-left: auto;
      }
      .offline {
        color: var(--gr-bad);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) context: PageContext | undefined;
  @state() private online = navigator.onLine;
  private readonly network = () => (this.online = navigator.onLine);

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.network);
    addEventListener('offline', this.network);
  }

  override disconnectedCallback() {
    removeEventListener('online', this.network);
    removeEventListener('offline', this.network);
    super.disconnectedCallback();
  }

  override render() {
    const project = this.context?.project;
    const roles = this.session.roles.filter((r) => r.project === project?.id);
    return html`<div role="contentinfo">
      <span>Signed in as <b>${this.session.username}</b></span>
      ${project ? html`<span class="clip">Project <b>${project.name}</b></span>` : nothing}
      ${
        roles.length > 0
          ? html`<span>Roles <b>${roles.map((r) => words(r.role)).join(', ')}</b></span>`
          : nothing
      }
      <span class="end" role="status">${this.context?.status ?? nothing}</span>
      ${this.online ? html`<span>Online</span>` : html`<span class="offline">Offline</span>`}
    </div>`;
  }
}
