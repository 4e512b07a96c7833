import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Mark } from '../api/types';
import { bannerColours } from './colours';

/** A portion mark such as (F//CED) on a row or card. */
@customElement('gr-portion')
export class GrPortion extends LitElement {
  static override styles = css`
    span {
      display: inline-block;
      padding: 0 6px;
      border-radius: 2px;
      font-size: 11px;
      font-weight: 700;
      letter-spacing: 0.03em;
      line-height: 18px;
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) mark: Mark | undefined;

  override render() {
    if (!this.mark) {
      return nothing;
    }
    const { background, text } = bannerColours(this.mark);
    return html`<span title=${this.mark.banner} .style=${`background:${background};color:${text}`}
      >${this.mark.portion}</span
    >`;
  }
}
