import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { operations } from '../../api/schema';
import { count, instant } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import { filtersFrom, narrowingOf, type AuditView, type Filters } from './filters';
import { newestOnly } from './newestOnly';

type Sessions = operations['auditSessions']['responses'][200]['content']['application/json'];

/** One session, as one of the ways to look at it. */
export interface Narrowing {
  readonly to: Partial<Filters>;
  readonly view: AuditView;
}

/** Sessions as rows; one opens as its events, or on the map (`gr-open`). */
@customElement('gr-audit-sessions')
export class GrAuditSessions extends LitElement {
  static override styles = [
    shared,
    css`
      p.muted {
        padding: 12px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  private readonly found = new Loader<Sessions>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('filters')) {
      void this.found.load((signal) =>
        client.get('/api/v1/audit/sessions', { query: narrowingOf(this.filters), signal }),
      );
    }
  }

  override render() {
    const { value, error } = this.found;
    return html`
      ${error ? html`<gr-problem .error=${error}></gr-problem>` : nothing}
      <table>
        <thead>
          <tr>
            <th>Person</th>
            <th>Session</th>
            <th>Source</th>
            <th>First, UTC</th>
            <th>Last, UTC</th>
            <th class="number">Events</th>
            <th class="number">Tiles</th>
            <th class="number">Scenes</th>
            <th class="number">Denied</th>
            <th><span class="hidden-label">Where</span></th>
          </tr>
        </thead>
        <tbody>
          ${value?.sessions.map(
            (each) =>
              html`<tr>
                <td>${each.actor_name}</td>
                <td class="mono">
                  <button
                    class="plain"
                    title="Show its events"
                    @click=${() => this.open(each.session)}
                  >
                    ${each.session.slice(0, 16)}
                  </button>
                </td>
                <td class="muted">${each.source}</td>
                <td class="mono">${instant(each.first)}</td>
                <td class="mono">${instant(each.last)}</td>
                <td class="number">${count(each.events)}</td>
                <td class="number">${count(each.tiles)}</td>
                <td class="number">${count(each.scenes)}</td>
                <td class="number">${count(each.denied)}</td>
                <td>
                  <button
                    class="plain"
                    data-testid="session-map"
                    title="What was seen in it, on the map"
                    @click=${() => this.open(each.session, 'map')}
                  >
                    On the map
                  </button>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${value && value.sessions.length === 0 ? html`<p class="muted">No session.</p>` : nothing}
      ${newestOnly(value?.since, 'events')}
    `;
  }

  private open(session: string, view: AuditView = 'events') {
    const detail: Narrowing = { to: { session }, view };
    this.dispatchEvent(new CustomEvent('gr-open', { detail }));
  }
}
