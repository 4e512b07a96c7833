import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { operations } from '../../api/schema';
import { count, instant } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-problem';
import { filtersFrom, narrowingOf, type Filters } from './filters';

type Alerts = operations['auditAlerts']['responses'][200]['content']['application/json'];

const HOUR = 3_600_000;

/** Hours to look into: runs of denials, and tiles far above what is usual for the person. */
@customElement('gr-audit-alerts')
export class GrAuditAlerts extends LitElement {
  static override styles = [
    shared,
    css`
      p.muted {
        padding: 12px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  private readonly found = new Loader<Alerts>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('filters')) {
      const { from, to } = narrowingOf(this.filters);
      const query = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      void this.found.load((signal) => client.get('/api/v1/audit/alerts', { query, signal }));
    }
  }

  override render() {
    const { value, error } = this.found;
    return html`
      ${error ? html`<gr-problem .error=${error}></gr-problem>` : nothing}
      <table>
        <thead>
          <tr>
            <th>Hour, UTC</th>
            <th>Person</th>
            <th>Why</th>
            <th class="number">Denied</th>
            <th class="number">Tiles</th>
            <th class="number">Usual hour</th>
          </tr>
        </thead>
        <tbody>
          ${value?.alerts.map(
            (alert) =>
              html`<tr>
                <td class="mono">
                  <button
                    class="plain"
                    title="Show the events of this hour"
                    @click=${() => this.open(alert.actor_name, alert.hour)}
                  >
                    ${instant(alert.hour)}
                  </button>
                </td>
                <td>${alert.actor_name}</td>
                <td>${alert.kind === 'denials' ? 'Denied again and again' : 'Unusual volume'}</td>
                <td class="number">${count(alert.denied)}</td>
                <td class="number">${count(alert.tiles)}</td>
                <td class="number">${alert.norm > 0 ? count(alert.norm) : 'None known'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        value && value.alerts.length === 0
          ? html`<p class="muted">Nothing unusual in the last seven days, or in the time given.</p>`
          : nothing
      }
    `;
  }

  private open(actor: string, hour: string) {
    const start = Date.parse(hour);
    const detail = {
      actor,
      from: new Date(start).toISOString().slice(0, 16),
      to: new Date(start + HOUR).toISOString().slice(0, 16),
    };
    this.dispatchEvent(new CustomEvent('gr-narrow', { detail }));
  }
}
