import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Mark } from '../api/types';
import { bannerColours } from './colours';
import { shared } from './styles';

/** The marking of what is on screen, in its banner form and colours; top and bottom of every page. */
@customElement('gr-banner')
export class GrBanner extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-height: 24px;
        background: #51555b;
      }
      div {
        min-height: 24px;
        padding: 0 16px;
        font-size: 13px;
        font-weight: 700;
        letter-spacing: 0.06em;
        line-height: 24px;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) mark: Mark | undefined;
  @property() where: 'top' | 'bottom' | 'sample' = 'top';

  override render() {
    if (!this.mark) {
      return nothing;
    }
    const { background, text } = bannerColours(this.mark);
    // A property, not an attribute: the content security policy forbids style attributes.
    const page = this.where !== 'sample';
    return html`<div
      role=${page ? 'region' : nothing}
      aria-label=${page ? `Marking, ${this.where} of the page` : nothing}
      .style=${`background:${background};color:${text}`}
    >
      ${this.mark.banner}
    </div>`;
  }
}
