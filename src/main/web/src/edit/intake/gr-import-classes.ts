import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ImportPreview } from '../../api/types';
import { count } from '../../ui/format';
import { shared } from '../../ui/styles';
import type { ClassNode, Classes } from '../ontology';
import { editStyles } from '../styles';
import { LEAVE_OUT } from './importAsk';
import { swatch } from '../panels/swatch';

type Found = ImportPreview['classes'][number];

/** The classes of a file and what each becomes here. Fires `gr-classes` with all that were chosen. */
@customElement('gr-import-classes')
export class GrImportClasses extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: block;
        max-height: 240px;
        overflow: auto;
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
      }
      td {
        padding: 3px 12px;
      }
      td select {
        max-width: 320px;
        height: 28px;
        font-size: 13px;
      }
      .open select {
        border-color: var(--gr-bad);
      }
      .row .swatch {
        visibility: hidden;
      }
      .row.known .swatch {
        visibility: visible;
      }
    `,
  ];

  @property({ attribute: false }) found: readonly Found[] = [];
  /** What the person chose, by what the file says. */
  @property({ attribute: false }) chosen: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) classes!: Classes;

  override render() {
    return html`<table>
      <thead>
        <tr>
          <th>Class in the file</th>
          <th class="number">Rows</th>
          <th>Becomes</th>
        </tr>
      </thead>
      <tbody>
        ${this.found.map((each) => this.line(each))}
      </tbody>
    </table>`;
  }

  private line(found: Found) {
    const { name } = found;
    const id = this.chosen.get(name) ?? found.class;
    const known = id !== null && id !== LEAVE_OUT;
    return html`<tr class=${id === null ? 'open' : ''} data-testid="import-class">
      <td>${name || html`<span class="muted">none said</span>`}</td>
      <td class="number">${count(found.count)}</td>
      <td>
        <div class="row ${known ? 'known' : ''}">
          ${swatch(this.classes, known ? id : NaN)}
          <select
            aria-label="What ${name || 'a row without a class'} becomes"
            @change=${(e: Event) => this.choose(name, (e.target as HTMLSelectElement).value)}
          >
            ${id === null ? html`<option value="" .selected=${true} disabled>Choose a class</option>` : ''}
            ${
              name === ''
                ? ''
                : html`<option value=${LEAVE_OUT} .selected=${id === LEAVE_OUT}>
                    Leave these rows out
                  </option>`
            }
            ${this.classes.roots.flatMap((node) => options(node, id))}
          </select>
        </div>
      </td>
    </tr>`;
  }

  private choose(name: string, value: string) {
    const detail = new Map(this.chosen).set(name, Number(value));
    this.dispatchEvent(new CustomEvent('gr-classes', { detail }));
  }
}

function options({ self, depth, children }: ClassNode, id: number | null): unknown[] {
  if (self.retired && self.id !== id && children.length === 0) {
    return [];
  }
  const indent = '\u2003'.repeat(depth);
  return [
    html`<option value=${self.id} ?disabled=${self.retired === true} .selected=${self.id === id}>
      ${indent}${self.name}
    </option>`,
    ...children.flatMap((child) => options(child, id)),
  ];
}
