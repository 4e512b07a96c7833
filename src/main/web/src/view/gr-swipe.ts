import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../edit/icons';
import { editStyles } from '../edit/styles';
import { shared } from '../ui/styles';

declare global {
  interface HTMLElementEventMap {
    /** Share of the width left of the line. */
    'gr-swipe': CustomEvent<number>;
  }
}

/** A line over two pictures that is moved by its knob or by keys. Fires `gr-swipe`. */
@customElement('gr-swipe')
export class GrSwipe extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 5;
        pointer-events: none;
      }
      div {
        position: absolute;
        top: 0;
        bottom: 0;
        width: 33px;
        margin-left: -16.5px;
        cursor: ew-resize;
        outline: none;
        touch-action: none;
        pointer-events: auto;
      }
      :host([knob]) div {
        pointer-events: none;
      }
      div::before {
        content: '';
        position: absolute;
        left: 15.5px;
        top: 0;
        bottom: 0;
        width: 2px;
        background: #fff;
        box-shadow: 0 0 6px rgb(0 0 0 / 80%);
      }
      i {
        position: absolute;
        top: 50%;
        left: 0;
        display: grid;
        place-items: center;
        width: 33px;
        height: 33px;
        margin-top: -16.5px;
        background: #101923;
        border: 2px solid #fff;
        border-radius: 50%;
        color: #fff;
        box-shadow: 0 2px 10px rgb(0 0 0 / 60%);
        pointer-events: auto;
      }
      div:hover i,
      div:focus-visible i {
        background: #1c3f5e;
        border-color: #4dacff;
      }
    `,
  ];

  /** Name of what is left of the line. */
  @property() name = '';
  @property({ attribute: false }) share = 0.5;
  /** Only the knob takes the pointer: what lies under the line can be worked on. */
  @property({ type: Boolean, reflect: true }) knob = false;

  override render() {
    return html`<div
      role="slider"
      tabindex="0"
      aria-label="Swipe: share of ${this.name}"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(this.share * 100)}
      data-testid="swipe"
      .style=${`left:${this.share * 100}%`}
      @pointerdown=${this.grab}
      @keydown=${this.pressed}
    >
      <i>${icon('compare')}</i>
    </div>`;
  }

  private grab(event: PointerEvent) {
    const handle = event.currentTarget as HTMLElement;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const box = this.getBoundingClientRect();
    const drag = (move: PointerEvent) => this.move((move.clientX - box.left) / box.width);
    handle.addEventListener('pointermove', drag);
    handle.addEventListener(
      'lostpointercapture',
      () => handle.removeEventListener('pointermove', drag),
      { once: true },
    );
  }

  private pressed(event: KeyboardEvent) {
    const step = event.shiftKey ? 0.1 : 0.01;
    const by = { ArrowLeft: -step, ArrowRight: step, Home: -1, End: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      // Arrow keys over the image mean something else.
      event.stopPropagation();
      this.move(this.share + by);
    }
  }

  private move(share: number) {
    const detail = Math.min(1, Math.max(0, share));
    this.dispatchEvent(new CustomEvent('gr-swipe', { detail }));
  }
}
