import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { client } from '../../api/client';
import { words } from '../../ui/format';
import { Loader } from '../../ui/loader';
import { shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import { NAMES, OUTCOMES, filtersFrom, groundOf, type Filters } from './filters';

interface EventType {
  readonly type: string;
  readonly rationale: string;
}

/** The form over the log; fires `gr-filter` with all filters, and `gr-refresh`. */
@customElement('gr-audit-filters')
export class GrAuditFilters extends LitElement {
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        align-items: end;
        gap: 6px 10px;
      }
      label.field {
        gap: 2px;
      }
      label.field input,
      label.field select {
        height: 30px;
      }
      .buttons {
        display: flex;
        grid-column: -3 / -1;
        gap: 8px;
      }
      @media (max-width: 1100px) {
        form {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      .buttons {
        justify-content: flex-end;
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = filtersFrom({});
  @property({ type: Boolean }) busy = false;
  @query('form') private form!: HTMLFormElement;
  private readonly types = new Loader<readonly EventType[]>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.types.load(
      async (signal) => (await client.get('/api/v1/audit/status', { signal })).types,
    );
  }

  override render() {
    const { filters } = this;
    return html`<form @submit=${this.submit} role="search" aria-label="Search the log">
      ${field('actor', 'Person', filters.actor, 'user name or part')}
      <label class="field">
        Action
        <input
          name="type"
          list="types"
          autocomplete="off"
          spellcheck="false"
          placeholder="label.created or label."
          .value=${filters.type}
        />
        <datalist id="types">
          ${this.types.value?.map(
            ({ type, rationale }) => html`<option value=${type}>${rationale}</option>`,
          )}
        </datalist>
      </label>
      <label class="field">
        Outcome
        <select name="outcome" @change=${() => this.form.requestSubmit()}>
          <option value="" ?selected=${filters.outcome === ''}>Any</option>
          ${OUTCOMES.map(
            (each) =>
              html`<option value=${each} ?selected=${each === filters.outcome}>
                ${words(each)}
              </option>`,
          )}
        </select>
      </label>
      ${field('project', 'Project', filters.project, 'project id')}
      ${field('scene', 'Scene', filters.scene, 'scene id')}
      ${field('session', 'Session', filters.session, 'as on the log')}
      ${field('mark', 'Marking', filters.mark, 'as shown, such as (O)')}
      ${field('bbox', 'Ground', filters.bbox, 'place, or w,s,e,n')}
      ${field('from', 'From, UTC', filters.from, '2026-11-22 08:00')}
      ${field('to', 'To, UTC', filters.to, '2026-11-22 18:00')}
      <div class="buttons">
        ${submitButton('Search', this.busy)}
        <rux-button secondary @click=${this.clear}>Clear</rux-button>
      </div>
    </form>`;
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(this.form);
    const values = Object.fromEntries(NAMES.map((name) => [name, String(data.get(name) ?? '')]));
    const typed = filtersFrom(values);
    const filters = { ...typed, bbox: groundOf(typed.bbox) };
    const same = NAMES.every((name) => filters[name] === this.filters[name]);
    this.dispatchEvent(new CustomEvent(same ? 'gr-refresh' : 'gr-filter', { detail: filters }));
  }

  private clear() {
    this.dispatchEvent(new CustomEvent('gr-filter', { detail: filtersFrom({}) }));
  }
}

function field(name: string, label: string, value: string, placeholder: string) {
  return html`<label class="field">
    ${label}
    <input
      name=${name}
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder}
      .value=${value}
    />
  </label>`;
}
