import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent } from './format';
import { shared } from './styles';

export type ProgressState = 'sending' | 'paused' | 'queued' | 'running' | 'done' | 'failed';

const LIGHTS = {
  sending: 'standby',
  paused: 'caution',
  queued: 'off',
  running: 'standby',
  done: 'normal',
  failed: 'critical',
} as const;

/** One line of progress: light, name, bar, and what is happening. */
@customElement('gr-progress')
export class GrProgress extends LitElement {
  static override styles = [
    shared,
    css`
      .line {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr) auto auto 20px;
        align-items: center;
        gap: 4px 10px;
        padding: 8px 12px;
        background: var(--color-background-surface-default);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        font-size: 13px;
      }
      .track {
        grid-column: 2 / 5;
        height: 4px;
        overflow: hidden;
        background: var(--gr-inset);
        border-radius: 2px;
      }
      .track div {
        height: 100%;
        background: var(--color-background-interactive-default);
        transition: width 200ms;
      }
      .message {
        grid-column: 2 / 5;
        color: var(--gr-muted);
        font-size: 12px;
        overflow-wrap: anywhere;
      }
      .failed .message {
        color: var(--gr-bad);
      }
      button {
        grid-row: 1;
        padding: 0;
        background: none;
        border: 0;
        cursor: pointer;
      }
      .action {
        grid-column: 4;
        color: var(--color-text-interactive-default);
        font: inherit;
      }
      .dismiss {
        grid-column: 5;
        color: var(--gr-muted);
        font-size: 18px;
        line-height: 1;
      }
    `,
  ];

  @property() name = '';
  @property() state: ProgressState = 'queued';
  @property({ type: Number }) fraction = 0;
  @property() message = '';
  @property({ type: Boolean }) dismissable = false;
  /** What else can be done, as one word; fires `gr-action`. */
  @property() action = '';

  override render() {
    const going = this.state !== 'done' && this.state !== 'failed';
    return html`<div class="line ${this.state}">
      <rux-status status=${LIGHTS[this.state]}></rux-status>
      <span class="clip" title=${this.name}>${this.name}</span>
      <span class="muted number">${going ? percent(this.fraction) : nothing}</span>
      ${
        this.action === ''
          ? nothing
          : html`<button
              class="action"
              aria-label=${`${this.action} ${this.name}`}
              @click=${() => this.dispatchEvent(new CustomEvent('gr-action'))}
            >
              ${this.action}
            </button>`
      }
      ${
        this.dismissable
          ? html`<button
              class="dismiss"
              aria-label=${`${
                this.state === 'sending' || this.state === 'paused' ? 'Cancel' : 'Dismiss'
              } ${this.name}`}
              @click=${() => this.dispatchEvent(new CustomEvent('gr-dismiss'))}
            >
              ×
            </button>`
          : nothing
      }
      ${
        going
          ? html`<div
              class="track"
              role="progressbar"
              aria-label=${this.name}
              aria-valuemin="0"
              aria-valuemax="100"
              aria-valuenow=${Math.round(this.fraction * 100)}
            >
              <div .style=${`width:${this.fraction * 100}%`}></div>
            </div>`
          : nothing
      }
      <span class="message">${this.message}</span>
    </div>`;
  }
}
