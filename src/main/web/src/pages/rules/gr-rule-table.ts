import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import {
  numberOf,
  RULES,
  severityOf,
  withNumber,
  withSeverity,
  type Held,
  type Measure,
  type Rule,
  type Severity,
} from './rules';

const WORDS: Record<Severity, string> = {
  off: 'not looked at',
  warning: 'a warning',
  error: 'refused',
};

/**
 * All rules with what one class, or the whole project, says of them; what is left empty is as the
 * level above has it. Fires `gr-held`.
 */
@customElement('gr-rule-table')
export class GrRuleTable extends LitElement {
  static override styles = [
    shared,
    css`
      thead th {
        top: 52px;
      }
      tbody.group th {
        position: static;
        padding-top: 14px;
        background: none;
        color: var(--color-text-primary);
        font-size: 14px;
      }
      td:first-child {
        width: 36%;
      }
      small {
        display: block;
        color: var(--gr-muted);
        font-size: 12px;
      }
      td select {
        width: 208px;
        height: 28px;
        font-size: 13px;
      }
      /* Names, fields and units each below one another, in every row of the table. */
      .measures {
        display: grid;
        grid-template-columns: repeat(2, 244px);
        gap: 4px 20px;
      }
      @media (max-width: 1500px) {
        .measures {
          grid-template-columns: 244px;
        }
      }
      label.measure {
        display: grid;
        grid-template-columns: 108px 104px 20px;
        align-items: center;
        gap: 6px;
        color: var(--color-text-secondary);
        white-space: nowrap;
      }
      label.measure input {
        height: 28px;
        font-size: 13px;
        text-align: right;
      }
      .own {
        border-color: var(--color-border-interactive-default) !important;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) held: Held = {};
  /** What counts where `held` says nothing; undefined for the usual. */
  @property({ attribute: false }) above: Held | undefined;
  @property({ type: Boolean }) editing = false;

  override render() {
    return html`<table>
      <thead>
        <tr>
          <th>Rule</th>
          <th>What breaks it is</th>
          <th>Held to</th>
        </tr>
      </thead>
      ${RULES.map(
        ([heading, rules]) =>
          html`<tbody class="group">
            <tr>
              <th colspan="3" scope="rowgroup">${heading}</th>
            </tr>
            ${rules.map((rule) => this.line(rule))}
          </tbody>`,
      )}
    </table>`;
  }

  private line(rule: Rule) {
    return html`<tr data-testid="rule-${rule.code}">
      <td>${rule.title}<small>${rule.says}</small></td>
      <td>${rule.fixed ? html`<span class="muted">always refused</span>` : this.severity(rule)}</td>
      <td>
        <div class="measures">${rule.measures.map((measure) => this.measure(measure))}</div>
      </td>
    </tr>`;
  }

  private severity({ code, title, usual }: Rule) {
    const own = severityOf(this.held, code);
    const inherited = (this.above && severityOf(this.above, code)) ?? usual;
    const from = this.above ? 'as in the project' : 'as usual';
    return html`<select
      class=${own ? 'own' : ''}
      aria-label="What breaks “${title}” is"
      data-testid="severity-${code}"
      ?disabled=${!this.editing}
      @change=${(e: Event) => {
        const value = (e.target as HTMLSelectElement).value as Severity | '';
        this.tell(withSeverity(this.held, code, value === '' ? null : value));
      }}
    >
      <option value="" .selected=${own === null}>${WORDS[inherited]}, ${from}</option>
      ${(Object.keys(WORDS) as Severity[]).map(
        (each) => html`<option value=${each} .selected=${own === each}>${WORDS[each]}</option>`,
      )}
    </select>`;
  }

  private measure({ field, name, unit, usual, least, most }: Measure) {
    const own = numberOf(this.held, field);
    const inherited = (this.above && numberOf(this.above, field)) ?? usual;
    return html`<label class="measure">
      ${name}
      <input
        type="number"
        class=${own === null ? '' : 'own'}
        data-testid="number-${field}"
        min=${least}
        max=${most}
        step=${field === 'most_vertices' ? 1 : 'any'}
        placeholder=${inherited ?? 'none'}
        .value=${own === null ? '' : String(own)}
        ?disabled=${!this.editing}
        @change=${(e: Event) => {
          const { value } = e.target as HTMLInputElement;
          this.tell(withNumber(this.held, field, value === '' ? null : Number(value)));
        }}
      />
      ${unit ? html`<span class="muted">${unit}</span>` : nothing}
    </label>`;
  }

  private tell(detail: Held) {
    this.dispatchEvent(new CustomEvent('gr-held', { detail }));
  }
}
