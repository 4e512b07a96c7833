import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OntologyClass } from '../../api/types';
import { quietStyles, shared } from '../../ui/styles';
import type { KeptApart } from './rules';

/** From which classes labels keep apart, and how. Fires `gr-apart` with all of them. */
@customElement('gr-apart')
export class GrApart extends LitElement {
  static override styles = [
    shared,
    quietStyles,
    css`
      td select,
      td input[type='number'] {
        width: 92px;
        height: 28px;
        font-size: 13px;
      }
      td select {
        width: 200px;
      }
      .below {
        padding: 8px 12px;
      }
      table {
        border-bottom: 1px solid var(--gr-line);
      }
    `,
  ];

  @property({ attribute: false }) pairs: readonly KeptApart[] = [];
  @property({ attribute: false }) classes: readonly OntologyClass[] = [];
  @property({ type: Boolean }) editing = false;

  override render() {
    const { pairs, editing } = this;
    return html`
      ${
        pairs.length > 0
          ? html`<table data-testid="pairs">
              <thead>
                <tr>
                  <th>Keeps apart from</th>
                  <th>May overlap, part of the smaller</th>
                  <th>Least gap, px</th>
                  <th>May share edges</th>
                  <th><span class="hidden-label">Remove</span></th>
                </tr>
              </thead>
              <tbody>
                ${pairs.map((pair, i) => this.line(pair, i))}
              </tbody>
            </table>`
          : nothing
      }
      ${
        editing
          ? html`<div class="below">
              <button
                class="quiet"
                data-testid="add-pair"
                @click=${() =>
                  this.tell([
                    ...pairs,
                    { other: null, most_overlap: 0, gap_px: 0, shared_edges: true },
                  ])}
              >
                Keep apart from a class…
              </button>
            </div>`
          : pairs.length === 0
            ? html`<p class="below muted">Labels may overlap those of any class.</p>`
            : nothing
      }
    `;
  }

  private line(pair: KeptApart, i: number) {
    const { classes, editing, pairs } = this;
    const { other = null, most_overlap = 0, gap_px = 0, shared_edges = true } = pair;
    const change = (now: Partial<KeptApart>) =>
      this.tell(pairs.map((each, at) => (at === i ? { ...each, ...now } : each)));
    const number = (name: string, value: number, most: number, set: (to: number) => void) =>
      html`<input
        type="number"
        aria-label=${name}
        min="0"
        max=${most}
        step="any"
        .value=${String(value)}
        ?disabled=${!editing}
        @change=${(e: Event) => set(Number((e.target as HTMLInputElement).value))}
      />`;
    return html`<tr data-testid="pair">
      <td>
        <select
          aria-label="Class it keeps apart from"
          ?disabled=${!editing}
          @change=${(e: Event) => {
            const { value } = e.target as HTMLSelectElement;
            change({ other: value === '' ? null : Number(value) });
          }}
        >
          <option value="" .selected=${other === null}>every class</option>
          ${classes.map(
            ({ id, name }) => html`<option value=${id} .selected=${id === other}>${name}</option>`,
          )}
        </select>
      </td>
      <td>
        ${number('May overlap, part of the smaller', most_overlap, 1, (v) => change({ most_overlap: v }))}
      </td>
      <td>${number('Least gap, px', gap_px, 64, (v) => change({ gap_px: v }))}</td>
      <td>
        <input
          type="checkbox"
          aria-label="May share edges"
          .checked=${shared_edges}
          ?disabled=${!editing}
          @change=${() => change({ shared_edges: !shared_edges })}
        />
      </td>
      <td>
        ${
          editing
            ? html`<button
                class="plain"
                @click=${() => this.tell(pairs.filter((_, at) => at !== i))}
              >
                Remove
              </button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  private tell(detail: readonly KeptApart[]) {
    this.dispatchEvent(new CustomEvent('gr-apart', { detail }));
  }
}
