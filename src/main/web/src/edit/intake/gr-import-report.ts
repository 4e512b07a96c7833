import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Violation } from '../../api/types';
import { count, counted } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import { editStyles } from '../styles';
import { whereWords } from './importAsk';

/** The server tells no more than this. */
const MOST_TOLD = 1000;

/** What is wrong with the rows of a file, or should be known of them: a line each. */
@customElement('gr-import-report')
export class GrImportReport extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: block;
        font-size: 13px;
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-bottom: 6px;
      }
      .kinds button {
        padding: 1px 10px;
        background: none;
        border: 1px solid var(--gr-line);
        border-radius: 11px;
        color: var(--color-text-secondary);
        font: inherit;
        font-size: 12px;
        cursor: pointer;
      }
      .kinds button[aria-pressed='true'] {
        background: var(--color-background-surface-selected);
        border-color: var(--color-border-interactive-default);
        color: var(--color-text-primary);
      }
      .rows {
        max-height: 190px;
        overflow: auto;
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
      }
      td {
        height: 28px;
        padding: 3px 10px;
        vertical-align: top;
      }
      td:first-child {
        width: 16px;
        padding-right: 0;
      }
      .where {
        white-space: nowrap;
      }
      .icon {
        margin-top: 2px;
        color: var(--gr-bad);
      }
      .warning .icon {
        color: var(--gr-warn);
      }
    `,
  ];

  @property({ attribute: false }) violations: readonly Violation[] = [];
  /** Only findings of this code are shown; empty for all. */
  @state() private code = '';

  override render() {
    const { violations } = this;
    const kinds = new Map<string, number>();
    violations.forEach(({ code }) => kinds.set(code, (kinds.get(code) ?? 0) + 1));
    const code = kinds.has(this.code) ? this.code : '';
    const shown = violations.filter((each) => code === '' || each.code === code);
    return html`
      <div class="kinds" role="group" aria-label="Kinds of findings">
        ${this.kind('', counted(violations.length, 'finding'), code)}
        ${[...kinds].map(([each, how]) => this.kind(each, `${each} ${count(how)}`, code))}
      </div>
      <div class="rows" tabindex="0" role="region" aria-label="Findings by row">
        <table>
          <tbody>
            ${shown.map(line)}
          </tbody>
        </table>
      </div>
      ${
        violations.length >= MOST_TOLD
          ? html`<p class="muted">Only the first ${count(MOST_TOLD)} are listed.</p>`
          : nothing
      }
    `;
  }

  private kind(code: string, words: string, now: string) {
    return html`<button aria-pressed=${String(code === now)} @click=${() => (this.code = code)}>
      ${words}
    </button>`;
  }
}

function line({ severity, pointer, message, code }: Violation) {
  const warning = severity === 'WARNING';
  return html`<tr class=${warning ? 'warning' : 'error'} data-testid="import-finding">
    <td>
      <span class="small">${icon('warning')}</span
      ><span class="hidden-label">${warning ? 'Warning' : 'Error'}</span>
    </td>
    <td class="mono where">${whereWords(pointer)}</td>
    <td>${message} <span class="muted mono">${code}</span></td>
  </tr>`;
}
