import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from './styles';

/** An empty place that says what belongs there and how it gets there. */
@customElement('gr-empty')
export class GrEmpty extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 8px;
        padding: 48px 24px;
        text-align: center;
      }
      svg {
        width: 56px;
        height: 56px;
        fill: none;
        stroke: var(--color-border-interactive-muted);
        stroke-width: 1.2;
      }
      p {
        max-width: 52ch;
        color: var(--gr-muted);
      }
      ::slotted(rux-button) {
        margin-top: 8px;
      }
    `,
  ];

  @property() heading = '';

  override render() {
    return html`
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="16" cy="16" r="13" />
        <path d="M3 16h26M16 3v26M16 3c-9 8-9 18 0 26M16 3c9 8 9 18 0 26M6 9h20M6 23h20" />
      </svg>
      <h2>${this.heading}</h2>
      <p><slot></slot></p>
      <slot name="action"></slot>
    `;
  }
}
