import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { SessionRow } from '../../api/types';
import { tellContext } from '../../ui/context';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import './gr-session-table';

/** Where the person is signed in, and ending what should not be. */
@customElement('gr-sessions')
export class GrSessions extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 24px;
      }
      h1 {
        margin-bottom: 16px;
      }
      .panel {
        margin-top: 16px;
        overflow: hidden;
      }
    `,
  ];

  @state() private error: ProblemError | undefined;
  private readonly sessions = new Loader<readonly SessionRow[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Sessions' });
    void this.reload();
  }

  override render() {
    const { value, error } = this.sessions;
    return html`
      <h1>Sessions</h1>
      <p class="muted">
        Everywhere you are signed in. End what you do not know, and tell your security officer.
      </p>
      ${this.error ? html`<gr-problem .error=${this.error}></gr-problem>` : nothing}
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.reload}></gr-problem>`
          : nothing
      }
      ${
        value
          ? html`<div class="panel">
              <gr-session-table
                endable
                .sessions=${value}
                @gr-end=${(e: CustomEvent<SessionRow>) => this.end(e.detail)}
              ></gr-session-table>
            </div>`
          : nothing
      }
    `;
  }

  private async end({ id }: SessionRow) {
    this.error = undefined;
    try {
      await client.delete('/api/v1/sessions/{session}', { path: { session: id } });
    } catch (cause) {
      this.error = problemOf(cause);
    }
    await this.reload();
  }

  private readonly reload = () =>
    this.sessions.load(
      async (signal) => (await client.get('/api/v1/sessions', { signal })).sessions,
    );
}
