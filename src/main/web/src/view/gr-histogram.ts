import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../ui/gr-range-plot';
import { shared } from '../ui/styles';
import { axisOf, columnsOf, readable } from './histogram';
import type { Range, Statistics } from './rendering';

const COLUMNS = 160;

type Side = 'low' | 'high';

/**
 * The histogram of one band with a handle for what becomes black and one for what becomes white.
 * Fires `gr-range` while a handle is dragged or moved by keys, and when a number is typed.
 */
@customElement('gr-histogram')
export class GrHistogram extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        --ink: #d4d8dd;
      }
      :host([ink='red']) {
        --ink: #ff6b6b;
      }
      :host([ink='green']) {
        --ink: #5ddb5d;
      }
      :host([ink='blue']) {
        --ink: #6aa9ff;
      }
      header {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-bottom: 4px;
        color: var(--color-text-secondary);
        font-size: 12px;
      }
      .name {
        flex: 1;
      }
      .dash {
        color: var(--gr-muted);
      }
      header b {
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 6px;
        background: var(--ink);
        border: 1px solid rgb(0 0 0 / 40%);
        border-radius: 50%;
      }
      header input {
        width: 68px !important;
        height: 24px !important;
        padding: 0 6px !important;
        font-family: var(--gr-mono) !important;
        font-size: 12px !important;
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) statistics!: Statistics;
  @property({ attribute: false }) range: Range = { low: 0, high: 1 };
  @property() name = '';
  @property({ reflect: true }) ink = '';
  @property({ type: Boolean }) logarithmic = false;
  @state() private axis: Range = { low: 0, high: 1 };
  private held = false;

  protected override willUpdate(changed: PropertyValues<this>) {
    // Under a handle that is held the axis stands still.
    if (changed.has('statistics') || (changed.has('range') && !this.held && this.outgrown())) {
      this.axis = axisOf(this.statistics, this.range);
    }
  }

  private outgrown(): boolean {
    const { axis, range } = this;
    return range.low < axis.low || range.high > axis.high;
  }

  override render() {
    const { axis, name } = this;
    return html`
      <header>
        <span class="name clip"><b></b>${name}</span>
        ${this.field('low')}<span class="dash">–</span>${this.field('high')}
      </header>
      <gr-range-plot
        ramp
        .heights=${columnsOf(this.statistics, axis, COLUMNS, this.logarithmic)}
        .axis=${axis}
        .range=${this.range}
        .names=${[`Black of ${name}`, `White of ${name}`]}
        .describe=${(value: number) => String(readable(value, axis))}
        @gr-held=${(event: CustomEvent<boolean>) => (this.held = event.detail)}
        @gr-range=${this.moved}
      ></gr-range-plot>
    `;
  }

  private field(side: Side) {
    const word = side === 'low' ? 'Black' : 'White';
    return html`<input
      inputmode="decimal"
      aria-label="${word} of ${this.name}, value"
      data-testid="value-${side}"
      .value=${String(readable(this.range[side], this.axis))}
      @change=${(event: Event) => this.typed(event.target as HTMLInputElement, side)}
    />`;
  }

  private typed(input: HTMLInputElement, side: Side) {
    const value = Number(input.value);
    const range = { ...this.range, [side]: value };
    if (input.value.trim() === '' || !Number.isFinite(value) || range.low >= range.high) {
      input.value = String(readable(this.range[side], this.axis));
    } else {
      this.tell(range);
    }
  }

  private moved({ detail }: CustomEvent<Range>) {
    const { axis } = this;
    this.tell({ low: readable(detail.low, axis), high: readable(detail.high, axis) });
  }

  private tell(detail: Range) {
    if (detail.low < detail.high) {
      this.dispatchEvent(new CustomEvent('gr-range', { detail }));
    }
  }
}
