import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import type { Seat } from '../seat';

/** Who else edits the scene, and how long this tab's seat lasts without a sign of life. */
@customElement('gr-seat')
export class GrSeat extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        gap: 20px;
      }
      .others {
        max-width: 30ch;
        color: var(--gr-warn);
      }
      .over {
        color: var(--gr-bad);
      }
      .time {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) seat!: Seat;
  /** Changes whenever the seat may have. */
  @property({ attribute: false }) tick = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  override render() {
    const { others, until } = this.seat;
    return html`
      <span class="others clip" role="status" data-testid="others"
        >${others.length > 0 ? `${others.join(', ')} ${others.length > 1 ? 'edit' : 'edits'} here too` : nothing}</span
      >
      ${until === null ? nothing : this.left(Math.ceil((until - Date.now()) / 1000))}
    `;
  }

  private left(seconds: number) {
    return seconds > 0
      ? html`<span
          class="time"
          data-testid="seat"
          title="Your seat at this scene ends in so long unless this tab shows signs of life, which it does by itself"
          >Seat ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}</span
        >`
      : html`<span class="over" data-testid="seat" title="The server heard nothing of this tab"
          >Seat ended</span
        >`;
  }
}
