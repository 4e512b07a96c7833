import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The globe with its graticule. */
@customElement('gr-logo')
export class GrLogo extends LitElement {
  static override styles = css`
    :host {
      display: block;
      width: 28px;
      height: 28px;
    }
    svg {
      display: block;
      fill: none;
      stroke: var(--gr-logo, var(--color-background-interactive-default));
      stroke-width: 1.8;
    }
  `;

  override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="13" />
      <path d="M3 16h26M16 3v26M16 3c-9 8-9 18 0 26M16 3c9 8 9 18 0 26" />
    </svg>`;
  }
}
