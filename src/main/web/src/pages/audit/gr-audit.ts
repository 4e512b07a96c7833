import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../../api/client';
import { ProblemError } from '../../api/problem';
import type { AuditEvent } from '../../api/types';
import { hrefOf } from '../../app/route';
import { tellContext } from '../../ui/context';
import { counted } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../ui/gr-empty';
import '../../ui/gr-problem';
import './gr-audit-filters';
import './gr-audit-status';
import './gr-audit-table';
import { filtersFrom, mistakeIn, queryOf, setFilters, type Filters } from './filters';

interface Found {
  readonly events: readonly AuditEvent[];
  readonly next: string | undefined;
}

/** The log, searched: filters in the address, newest events first, older ones as one scrolls. */
@customElement('gr-audit')
export class GrAudit extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid !important;
        grid-template-rows: auto auto minmax(0, 1fr);
        gap: 12px;
        height: 100%;
        padding: 16px 24px;
      }
      .panel {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: auto;
      }
      .foot {
        padding: 8px 12px;
        border-top: 1px solid var(--gr-line);
        font-size: 13px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Readonly<Record<string, string>> = {};
  private readonly found = new Loader<Found>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Audit' });
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('filters');
    if (changed.has('filters') && JSON.stringify(before) !== JSON.stringify(this.filters)) {
      void this.search();
    }
  }

  override render() {
    const { value, error, loading } = this.found;
    const filters = filtersFrom(this.filters);
    const events = value?.events ?? [];
    return html`
      <div class="spread">
        <h1>Audit</h1>
        <gr-audit-status></gr-audit-status>
      </div>
      <gr-audit-filters
        .filters=${filters}
        ?busy=${loading}
        @gr-filter=${this.filter}
        @gr-refresh=${() => this.search()}
      ></gr-audit-filters>
      <div class="panel" @scroll=${this.scrolled}>
        ${
          error
            ? html`<gr-problem .error=${error} retryable @retry=${this.search}></gr-problem>`
            : nothing
        }
        ${
          events.length > 0
            ? html`<gr-audit-table
                .events=${events}
                @gr-narrow=${(e: CustomEvent<Partial<Filters>>) => this.narrow(e.detail)}
              ></gr-audit-table>`
            : nothing
        }
        ${
          value && events.length === 0
            ? html`<gr-empty heading="Nothing on the log matches">
                Every sign-in, denial, tile, label, export and change of rights leaves an event
                here. Widen the time range, or give only the beginning of a type, such as “label.”.
              </gr-empty>`
            : nothing
        }
        ${
          events.length > 0
            ? html`<div class="foot muted" role="status">
                ${counted(events.length, 'event')} shown.
                ${
                  value?.next
                    ? html`<button class="plain" ?disabled=${loading} @click=${this.older}>
                        ${loading ? 'Loading older events' : 'Show older events'}
                      </button>`
                    : 'These are all.'
                }
              </div>`
            : nothing
        }
      </div>
    `;
  }

  private readonly search = () => {
    const filters = filtersFrom(this.filters);
    return this.found.load(async (signal) => {
      const mistake = mistakeIn(filters);
      if (mistake) {
        const title = 'This cannot be searched for';
        throw new ProblemError({ status: 0, code: 'form', title, detail: mistake });
      }
      const page = await client.get('/api/v1/audit/events', { query: queryOf(filters), signal });
      return { events: page.events, next: page.next };
    });
  };

  private readonly older = () => {
    const { events = [], next } = this.found.value ?? {};
    if (!next || this.found.loading) {
      return;
    }
    const query = queryOf(filtersFrom(this.filters), next);
    void this.found.load(async (signal) => {
      const page = await client.get('/api/v1/audit/events', { query, signal });
      return { events: [...events, ...page.events], next: page.next };
    });
  };

  private scrolled(event: Event) {
    const { scrollTop, scrollHeight, clientHeight } = event.target as HTMLElement;
    if (scrollHeight - scrollTop - clientHeight < 400) {
      this.older();
    }
  }

  private filter(event: CustomEvent<Filters>) {
    location.hash = hrefOf({ page: 'audit', filters: setFilters(event.detail) });
  }

  private narrow(change: Partial<Filters>) {
    const filters = setFilters({ ...filtersFrom(this.filters), ...change });
    location.hash = hrefOf({ page: 'audit', filters });
  }
}
