import { LitElement, css, html, svg, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from '../ui/styles';
import { axisOf, columnsOf, readable } from './histogram';
import type { Range, Statistics } from './rendering';

const COLUMNS = 160;
const HEIGHT = 56;
/** Steps of a handle from end to end by arrow keys. */
const STEPS = 256;

type Side = 'low' | 'high';

declare global {
  interface HTMLElementEventMap {
    'gr-range': CustomEvent<Range>;
  }
}

/**
 * The histogram of one band with a handle for what becomes black and one for what becomes white.
 * Fires `gr-range` while a handle is dragged or moved by keys.
 */
@customElement('gr-histogram')
export class GrHistogram extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        --ink: #d4d8dd;
        user-select: none;
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
        border-radius: 50%;
      }
      .plot {
        position: relative;
        height: 56px;
        margin-bottom: 6px;
        background: #0a121a;
        border: 1px solid var(--gr-line);
        border-radius: 2px;
        touch-action: none;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }
      .bars {
        fill: var(--ink);
        opacity: 0.85;
      }
      .shade {
        fill: rgb(10 18 26 / 72%);
      }
      .ramp {
        stroke: #fff;
        stroke-width: 1;
        stroke-dasharray: 3 3;
        opacity: 0.55;
        vector-effect: non-scaling-stroke;
      }
      .handle {
        position: absolute;
        top: -1px;
        bottom: -6px;
        width: 17px;
        margin-left: -8.5px;
        cursor: ew-resize;
        outline: none;
        touch-action: none;
      }
      .handle::before {
        content: '';
        position: absolute;
        left: 7.5px;
        top: 0;
        bottom: 7px;
        width: 2px;
        background: #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
      }
      .handle::after {
        content: '';
        position: absolute;
        left: 3px;
        bottom: 0;
        width: 9px;
        height: 9px;
        background: #000;
        border: 1.5px solid #fff;
        border-radius: 50%;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
      }
      .handle.high::after {
        background: #fff;
      }
      .handle:hover::after,
      .handle:focus-visible::after {
        box-shadow: 0 0 0 3px #4dacff;
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
  @query('.plot') private plot!: HTMLElement;
  private dragged: Side | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    // Under a handle that is held the axis stands still.
    if (changed.has('statistics') || (changed.has('range') && !this.dragged && this.outgrown())) {
      this.axis = axisOf(this.statistics, this.range);
    }
  }

  private outgrown(): boolean {
    const { axis, range } = this;
    return range.low < axis.low || range.high > axis.high;
  }

  override render() {
    const { range, axis, statistics } = this;
    const [low, high] = [this.share(range.low), this.share(range.high)];
    return html`
      <header>
        <span class="name clip"><b></b>${this.name}</span>
        ${this.field('low')}<span class="dash">–</span>${this.field('high')}
      </header>
      <div class="plot" @pointerdown=${this.grabNearest}>
        <svg viewBox="0 0 ${COLUMNS} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          <path class="bars" d=${bars(columnsOf(statistics, axis, COLUMNS, this.logarithmic))} />
          ${svg`<rect class="shade" x="0" y="0" width=${low * COLUMNS} height=${HEIGHT} />
          <rect class="shade" x=${high * COLUMNS} y="0" width=${(1 - high) * COLUMNS} height=${HEIGHT} />
          <line class="ramp" x1=${low * COLUMNS} y1=${HEIGHT} x2=${high * COLUMNS} y2="0" />`}
        </svg>
        ${this.handle('low', low)}${this.handle('high', high)}
      </div>
    `;
  }

  private handle(side: Side, share: number) {
    const { axis, range } = this;
    const word = side === 'low' ? 'Black' : 'White';
    return html`<div
      class="handle ${side}"
      role="slider"
      tabindex="0"
      data-testid="handle-${side}"
      aria-label="${word} of ${this.name}"
      aria-valuemin=${readable(axis.low, axis)}
      aria-valuemax=${readable(axis.high, axis)}
      aria-valuenow=${readable(range[side], axis)}
      .style=${`left:${share * 100}%`}
      @keydown=${(event: KeyboardEvent) => this.key(event, side)}
    ></div>`;
  }

  private field(side: Side) {
    const word = side === 'low' ? 'Black' : 'White';
    return html`<input
      class=${side}
      inputmode="decimal"
      aria-label="${word} of ${this.name}, value"
      .value=${String(readable(this.range[side], this.axis))}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const value = Number(input.value);
        if (input.value.trim() === '' || !Number.isFinite(value)) {
          input.value = String(readable(this.range[side], this.axis));
        } else {
          this.move(side, value, false);
        }
      }}
    />`;
  }

  private share(value: number): number {
    const { low, high } = this.axis;
    return Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  }

  private grabNearest(event: PointerEvent) {
    if (event.button !== 0) {
      return;
    }
    const box = this.plot.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    const { low, high } = this.range;
    const side: Side =
      Math.abs(at - this.share(low)) <= Math.abs(at - this.share(high)) ? 'low' : 'high';
    event.preventDefault();
    this.dragged = side;
    this.renderRoot.querySelector<HTMLElement>(`.handle.${side}`)?.focus();
    this.plot.setPointerCapture(event.pointerId);
    const drag = (move: PointerEvent) => {
      const share = Math.min(1, Math.max(0, (move.clientX - box.left) / box.width));
      this.move(side, this.axis.low + share * (this.axis.high - this.axis.low));
    };
    const drop = () => {
      this.dragged = undefined;
      this.plot.removeEventListener('pointermove', drag);
    };
    this.plot.addEventListener('pointermove', drag);
    this.plot.addEventListener('lostpointercapture', drop, { once: true });
    drag(event);
  }

  private key(event: KeyboardEvent, side: Side) {
    const { axis, range } = this;
    const step = ((axis.high - axis.low) / STEPS) * (event.shiftKey ? 10 : 1);
    const moves: Record<string, number> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
      PageDown: -10 * step,
      PageUp: 10 * step,
      Home: axis.low - range[side],
      End: axis.high - range[side],
    };
    const by = moves[event.key];
    if (by !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.move(side, range[side] + by);
    }
  }

  /** The handles keep their order, a step apart. */
  private move(side: Side, value: number, onAxis = true) {
    const { axis, range } = this;
    const least = (axis.high - axis.low) / STEPS;
    const kept = onAxis ? Math.min(axis.high, Math.max(axis.low, value)) : value;
    const low = side === 'low' ? Math.min(kept, range.high - least) : range.low;
    const high = side === 'high' ? Math.max(kept, range.low + least) : range.high;
    const detail = { low: readable(low, axis), high: readable(high, axis) };
    if (detail.low !== range.low || detail.high !== range.high) {
      this.dispatchEvent(new CustomEvent('gr-range', { detail }));
    }
  }
}

function bars(heights: readonly number[]): string {
  const tops = heights.map((height, i) => `V${(HEIGHT * (1 - height)).toFixed(2)}H${i + 1}`);
  return `M0 ${HEIGHT}${tops.join('')}V${HEIGHT}Z`;
}
