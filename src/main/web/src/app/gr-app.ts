import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The page's root. */
@customElement('gr-app')
export class GrApp extends LitElement {
  override render() {
    return html`<p>Graticule</p>`;
  }
}
