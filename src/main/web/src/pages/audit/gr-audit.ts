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
import './gr-audit-alerts';
import './gr-audit-filters';
import './gr-audit-looks';
import './gr-audit-saved';
import './gr-audit-sessions';
import type { Narrowing } from './gr-audit-sessions';
import './gr-audit-status';
import './gr-audit-table';
import {
  VIEWS,
  filtersFrom,
  mistakeIn,
  queryOf,
  setFilters,
  viewIn,
  type AuditView,
  type Filters,
} from './filters';

interface Found {
  readonly events: readonly AuditEvent[];
  readonly next: string | undefined;
}

const NAMES: Readonly<Record<AuditView, string>> = {
  events: 'Events',
  map: 'Who saw what',
  sessions: 'Sessions',
  alerts: 'Alerts',
};

/** The log, searched, in four ways: filters and way in the address. */
@customElement('gr-audit')
export class GrAudit extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid !important;
        grid-template-rows: auto auto auto auto minmax(0, 1fr);
        gap: 10px;
        height: 100%;
        padding: 12px 24px;
      }
      .panel {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: auto;
      }
      nav {
        display: flex;
        gap: 20px;
      }
      nav a[aria-current='page'] {
        color: inherit;
        border-bottom: 2px solid var(--color-border-interactive-default);
      }
      .foot {
        padding: 8px 12px;
        border-top: 1px solid var(--gr-line);
        font-size: 13px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Readonly<Record<string, string>> = {};
  /** The same object as long as nothing changes, so that the ways of looking ask once. */
  private narrowed = filtersFrom({});
  private readonly found = new Loader<Found>(this);

  override connectedCallback() {
    super.connectedCallback();
    tellContext(this, { title: 'Audit' });
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('filters');
    const same = JSON.stringify(before) === JSON.stringify(this.filters);
    if (changed.has('filters') && !same) {
      this.narrowed = filtersFrom(this.filters);
    }
    if (changed.has('filters') && !same && viewIn(this.filters) === 'events') {
      void this.search();
    }
  }

  override render() {
    const view = viewIn(this.filters);
    return html`
      <div class="spread">
        <h1>Audit</h1>
        <gr-audit-status></gr-audit-status>
      </div>
      <nav aria-label="Ways to look at the log">
        ${VIEWS.map(
          (each) =>
            html`<a href=${this.hrefTo(each)} aria-current=${each === view ? 'page' : nothing}>
              ${NAMES[each]}
            </a>`,
        )}
      </nav>
      <gr-audit-filters
        .filters=${this.narrowed}
        ?busy=${this.found.loading}
        @gr-filter=${this.filter}
        @gr-refresh=${this.refresh}
      ></gr-audit-filters>
      <gr-audit-saved .filters=${this.narrowed} @gr-filter=${this.filter}></gr-audit-saved>
      ${this.content(view)}
    `;
  }

  private content(view: AuditView) {
    const narrow = (e: CustomEvent<Partial<Filters>>) => this.narrow(e.detail, 'events');
    switch (view) {
      case 'events':
        return this.events();
      case 'map':
        return html`<gr-audit-looks
          .filters=${this.narrowed}
          @gr-narrow=${(e: CustomEvent<Partial<Filters>>) =>
            this.narrow(e.detail, 'session' in e.detail ? 'events' : 'map')}
        ></gr-audit-looks>`;
      case 'sessions':
        return html`<div class="panel">
          <gr-audit-sessions
            .filters=${this.narrowed}
            @gr-open=${({ detail: { to, view } }: CustomEvent<Narrowing>) => this.narrow(to, view)}
          ></gr-audit-sessions>
        </div>`;
      case 'alerts':
        return html`<div class="panel">
          <gr-audit-alerts .filters=${this.narrowed} @gr-narrow=${narrow}></gr-audit-alerts>
        </div>`;
    }
  }

  private events() {
    const { value, error, loading } = this.found;
    const events = value?.events ?? [];
    return html`<div class="panel" @scroll=${this.scrolled}>
      ${
        error
          ? html`<gr-problem .error=${error} retryable @retry=${this.search}></gr-problem>`
          : nothing
      }
      ${
        events.length > 0
          ? html`<gr-audit-table
              .events=${events}
              @gr-narrow=${(e: CustomEvent<Partial<Filters>>) => this.narrow(e.detail, 'events')}
            ></gr-audit-table>`
          : nothing
      }
      ${
        value && events.length === 0
          ? html`<gr-empty heading="Nothing on the log matches">
              Every sign-in, denial, tile, label, export and change of rights leaves an event here.
              Widen the time range, or give only the beginning of a type, such as “label.”.
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
    </div> `;
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

  private hrefTo(view: AuditView): string {
    const filters = { ...setFilters(this.narrowed), ...(view === 'events' ? {} : { view }) };
    return hrefOf({ page: 'audit', filters });
  }

  private readonly refresh = () => {
    this.narrowed = { ...this.narrowed };
    this.requestUpdate();
    void (viewIn(this.filters) === 'events' && this.search());
  };

  private filter(event: CustomEvent<Filters>) {
    this.narrowed = filtersFrom({ ...event.detail });
    location.hash = this.hrefTo(viewIn(this.filters));
  }

  private narrow(change: Partial<Filters>, view: AuditView) {
    this.narrowed = { ...this.narrowed, ...change };
    location.hash = this.hrefTo(view);
  }
}
