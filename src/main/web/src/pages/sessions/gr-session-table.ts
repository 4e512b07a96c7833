import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionRow } from '../../api/types';
import { instant } from '../../ui/format';
import { shared } from '../../ui/styles';
import { browser } from './browser';

const WAYS: Readonly<Record<SessionRow['way'], string>> = {
  password: 'Password',
  oidc: 'Sign-in provider',
  certificate: 'Certificate',
};

/** Sessions as rows; fires `gr-end` with the one that somebody wants to end. */
@customElement('gr-session-table')
export class GrSessionTable extends LitElement {
  static override styles = [
    shared,
    css`
      .agent {
        max-width: 360px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) sessions: readonly SessionRow[] = [];
  @property({ type: Boolean }) endable = false;

  override render() {
    return html`<table>
      <thead>
        <tr>
          <th>Signed in with</th>
          <th>From</th>
          <th>Browser</th>
          <th>Since</th>
          <th>Last used</th>
          <th>Ends</th>
          <th><span class="hidden-label">End</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.sessions.map((session) => this.row(session))}
      </tbody>
    </table>`;
  }

  private row(session: SessionRow) {
    return html`<tr>
      <td>${WAYS[session.way]}</td>
      <td>${session.source}</td>
      <td class="agent" title=${session.agent}>${browser(session.agent)}</td>
      <td>${instant(session.created)}</td>
      <td>${instant(session.seen)}</td>
      <td>${instant(session.expires)}</td>
      <td class="number">${this.end(session)}</td>
    </tr>`;
  }

  private end(session: SessionRow) {
    if (session.current) {
      return 'This one';
    }
    return this.endable
      ? html`<button class="plain" @click=${() => this.wanted(session)}>End</button>`
      : nothing;
  }

  private wanted(session: SessionRow) {
    this.dispatchEvent(new CustomEvent('gr-end', { detail: session }));
  }
}
