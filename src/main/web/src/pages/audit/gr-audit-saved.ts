import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { operations } from '../../api/schema';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { filtersFrom, narrowingOf, setFilters, type Filters } from './filters';

type Saved = operations['listSavedSearches']['responses'][200]['content']['application/json'];

/** Searches kept under a name, and the way to take out what was found. */
@customElement('gr-audit-saved')
export class GrAuditSaved extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex !important;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
        font-size: 13px;
      }
      label.field {
        flex-direction: row;
        align-items: center;
        gap: 8px;
      }
      label.field select,
      label.field input {
        width: auto;
        height: 28px;
        font-size: 13px;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  @query('input') private name!: HTMLInputElement;
  private readonly saved = new Loader<Saved>(this);

  override connectedCallback() {
    super.connectedCallback();
    this.look();
  }

  override render() {
    const searches = this.saved.value?.searches ?? [];
    return html`
      <label class="field">
        Kept searches
        <select @change=${this.open}>
          <option value="">${searches.length === 0 ? 'None yet' : 'Choose one'}</option>
          ${searches.map((each) => html`<option value=${each.query}>${each.name}</option>`)}
        </select>
      </label>
      <label class="field">Name <input name="name" maxlength="120" autocomplete="off" /></label>
      <button class="plain" @click=${this.keep}>Keep this search</button>
      ${['jsonl', 'ocsf', 'ecs', 'rfc5424', 'cef'].map(
        (format) => html`<a href=${this.exportOf(format)} download>Export ${format}</a>`,
      )}
      ${this.saved.error ? html`<span role="alert">${this.saved.error.detail}</span>` : nothing}
    `;
  }

  private exportOf(format: string): string {
    const query = new URLSearchParams({ ...(narrowingOf(this.filters) as object), format });
    return `/api/v1/audit/export?${query.toString()}`;
  }

  private look() {
    void this.saved.load((signal) => client.get('/api/v1/audit/searches', { signal }));
  }

  private open(event: Event) {
    const query = (event.target as HTMLSelectElement).value;
    if (query !== '') {
      const detail = filtersFrom(Object.fromEntries(new URLSearchParams(query)));
      this.dispatchEvent(new CustomEvent('gr-filter', { detail }));
    }
  }

  private keep() {
    const name = this.name.value.trim();
    if (name === '') {
      this.name.focus();
      return;
    }
    const query = new URLSearchParams(setFilters(this.filters)).toString();
    void this.saved.load(async (signal) => {
      await client.post('/api/v1/audit/searches', { body: { name, query }, signal });
      return client.get('/api/v1/audit/searches', { signal });
    });
  }
}
