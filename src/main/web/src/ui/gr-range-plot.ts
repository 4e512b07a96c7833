import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from './styles';

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Steps of a handle from end to end by arrow keys. */
const STEPS = 256;
/** The drawing's own height; the element may be any. */
const HEIGHT = 56;

type Side = 'low' | 'high';

declare global {
  interface HTMLElementEventMap {
    'gr-range': CustomEvent<Range>;
    'gr-held': CustomEvent<boolean>;
  }
}

/**
 * A bar chart over an axis with a handle at each end of a range. Fires `gr-range` while a handle is
 * dragged or moved by keys, and `gr-held` when one is taken and let go.
 */
@customElement('gr-range-plot')
export class GrRangePlot extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        user-select: none;
      }
      .plot {
        position: relative;
        height: var(--plot-height, 56px);
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
        fill: var(--ink, #d4d8dd);
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
        width: 24px;
        margin-left: -12px;
        cursor: ew-resize;
        outline: none;
        touch-action: none;
      }
      .handle::before {
        content: '';
        position: absolute;
        left: 11px;
        top: 0;
        bottom: 6px;
        width: 2px;
        background: #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
      }
      .handle::after {
        content: '';
        position: absolute;
        left: 6.5px;
        bottom: 0;
        width: 11px;
        height: 11px;
        background: #fff;
        border: 1.5px solid #fff;
        border-radius: 50%;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
      }
      .ramped .handle.low::after {
        background: #000;
      }
      .handle:hover::after,
      .handle:focus-visible::after {
        box-shadow: 0 0 0 3px #4dacff;
      }
    `,
  ];

  /** From 0 to 1, as many as there are bars. */
  @property({ attribute: false }) heights: readonly number[] = [];
  @property({ attribute: false }) axis: Range = { low: 0, high: 1 };
  @property({ attribute: false }) range: Range = { low: 0, high: 1 };
  /** What the two handles are called. */
  @property({ attribute: false }) names: readonly [string, string] = ['From', 'To'];
  /** A value as text, for those who hear it. */
  @property({ attribute: false }) describe: (value: number) => string = String;
  /** Whether low is black and high is white. */
  @property({ type: Boolean }) ramp = false;
  @query('.plot') private plot!: HTMLElement;

  override render() {
    const { range, heights } = this;
    const [low, high] = [this.share(range.low), this.share(range.high)];
    const width = Math.max(1, heights.length);
    return html`<div class="plot ${this.ramp ? 'ramped' : ''}" @pointerdown=${this.grabNearest}>
      <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        <path class="bars" d=${bars(heights)} />
        ${svg`<rect class="shade" x="0" y="0" width=${low * width} height=${HEIGHT} />
        <rect class="shade" x=${high * width} y="0" width=${(1 - high) * width} height=${HEIGHT} />
        ${
          this.ramp
            ? svg`<line class="ramp" x1=${low * width} y1=${HEIGHT} x2=${high * width} y2="0" />`
            : nothing
        }`}
      </svg>
      ${this.handle('low', low)}${this.handle('high', high)}
    </div>`;
  }

  private handle(side: Side, share: number) {
    const { axis, range, names, describe } = this;
    return html`<div
      class="handle ${side}"
      role="slider"
      tabindex="0"
      data-testid="handle-${side}"
      aria-label=${names[side === 'low' ? 0 : 1]}
      aria-valuemin=${axis.low}
      aria-valuemax=${axis.high}
      aria-valuenow=${range[side]}
      aria-valuetext=${describe(range[side])}
      .style=${`left:${share * 100}%`}
      @keydown=${(event: KeyboardEvent) => this.key(event, side)}
    ></div>`;
  }

  private share(value: number): number {
    const { low, high } = this.axis;
    return Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  }

  private grabNearest(event: PointerEvent) {
    if (event.button !== 0) {
      return;
    }
    const { plot } = this;
    const box = plot.getBoundingClientRect();
    const shareOf = ({ clientX }: PointerEvent) =>
      Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    const { low, high } = this.range;
    const [toLow, toHigh] = [low, high].map((v) => Math.abs(shareOf(event) - this.share(v)));
    const side: Side = toLow! <= toHigh! ? 'low' : 'high';
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`.handle.${side}`)?.focus();
    plot.setPointerCapture(event.pointerId);
    this.held(true);
    const drag = (move: PointerEvent) => {
      const { axis } = this;
      this.move(side, axis.low + shareOf(move) * (axis.high - axis.low));
    };
    plot.addEventListener('pointermove', drag);
    plot.addEventListener(
      'lostpointercapture',
      () => {
        plot.removeEventListener('pointermove', drag);
        this.held(false);
      },
      { once: true },
    );
    drag(event);
  }

  private held(detail: boolean) {
    this.dispatchEvent(new CustomEvent('gr-held', { detail }));
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
  private move(side: Side, value: number) {
    const { axis, range } = this;
    const least = (axis.high - axis.low) / STEPS;
    const kept = Math.min(axis.high, Math.max(axis.low, value));
    const low = side === 'low' ? Math.min(kept, range.high - least) : range.low;
    const high = side === 'high' ? Math.max(kept, range.low + least) : range.high;
    if (low !== range.low || high !== range.high) {
      this.dispatchEvent(new CustomEvent('gr-range', { detail: { low, high } }));
    }
  }
}

function bars(heights: readonly number[]): string {
  const tops = heights.map((height, i) => `V${(HEIGHT * (1 - height)).toFixed(2)}H${i + 1}`);
  return `M0 ${HEIGHT}${tops.join('')}V${HEIGHT}Z`;
}
