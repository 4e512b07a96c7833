import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { icon } from '../edit/icons';
import { editStyles } from '../edit/styles';
import { FORMS, writePosition } from '../ground/coordinates';
import { Loader } from '../ui/loader';
import { shared } from '../ui/styles';
import { bandName } from './bands';
import type { Place } from './gr-look-map';
import { copyText } from './gr-look-status';
import { client } from '../api/client';
import type { PixelValues } from '../api/types';

/** What is at the pixel that was pressed: its value in every band and its position in every form. */
@customElement('gr-pixel-card')
export class GrPixelCard extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        position: absolute;
        left: 12px;
        bottom: 56px;
        z-index: 6;
        display: block;
        width: 324px;
        background: rgb(16 25 35 / 94%);
        border: 1px solid #2b4054;
        border-radius: 4px;
        box-shadow: 0 4px 16px rgb(0 0 0 / 50%);
        color: #fff;
        font-size: 12px;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 4px 4px 4px 12px;
        border-bottom: 1px solid #2b4054;
      }
      header button.tool {
        width: 26px;
        height: 26px;
        color: #b3bcc8;
      }
      table {
        font-size: 12px;
      }
      td,
      th {
        height: 24px;
        padding: 2px 12px;
        background: none;
        border-bottom: 1px solid #22313f;
        box-shadow: none;
        color: #fff;
      }
      th {
        color: #b3bcc8;
        font-weight: 400;
      }
      tbody tr:last-child > * {
        border-bottom: 0;
      }
      tbody tr:hover > td {
        background: none;
      }
      .values {
        max-height: 200px;
        overflow: auto;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 10px;
        margin: 0;
        padding: 8px 12px;
        border-top: 1px solid #2b4054;
      }
      dt {
        color: #b3bcc8;
        line-height: 22px;
      }
      dd {
        margin: 0;
        text-align: right;
      }
      dd button {
        padding: 0 4px;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
        color: #fff;
        font-family: var(--gr-mono);
        font-size: 11.5px;
        line-height: 20px;
        white-space: nowrap;
        cursor: copy;
      }
      dd button:hover {
        border-color: #4dacff;
      }
      p {
        padding: 6px 12px 8px;
        color: #b3bcc8;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) place!: Place;
  private readonly values = new Loader<PixelValues>(this);

  protected override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (changed.has('place') || changed.has('scene')) {
      this.values.clear();
      const [x, y] = this.place.pixel.map(Math.floor) as [number, number];
      if (x >= 0 && y >= 0 && x < this.scene.width && y < this.scene.height) {
        void this.identify(x, y);
      }
    }
  }

  override render() {
    const [x, y] = this.place.pixel;
    const { lonLat } = this.place;
    return html`
      <header>
        <span class="mono">Pixel ${Math.floor(x)}, ${Math.floor(y)}</span>
        <button class="tool small" aria-label="Close" @click=${this.close}>${icon('close')}</button>
      </header>
      ${this.table()}
      ${
        lonLat
          ? html`<dl>
              ${FORMS.map(({ form, name, title }) => {
                const text = writePosition(lonLat, form);
                return html`<dt title=${title}>${name}</dt>
                  <dd>
                    <button title="Copy" data-testid="pin-${form}" @click=${() => copyText(text)}>
                      ${text}
                    </button>
                  </dd>`;
              })}
            </dl>`
          : nothing
      }
    `;
  }

  private table() {
    const { value, error, loading } = this.values;
    if (error) {
      return html`<p role="status">No values: ${error.detail || error.title}</p>`;
    }
    if (!value) {
      return html`<p role="status">${loading ? 'Reading the pixel…' : 'Outside the image'}</p>`;
    }
    if (!value.valid) {
      return html`<p role="status">No data at this pixel</p>`;
    }
    return html`<div class="values" data-testid="values">
      <table>
        <tbody>
          ${value.bands.map(
            ({ band, value: sample }) =>
              html`<tr>
                <th scope="row">${bandName(this.scene, band)}</th>
                <td class="number mono">${sample ?? 'no data'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${value.exact ? nothing : html`<p class="muted">From the picture shown, within its JPEG error.</p>`}
    </div>`;
  }

  private identify(column: number, row: number) {
    return this.values.load((signal) =>
      client.get('/api/v1/scenes/{scene}/identify', {
        path: { scene: this.scene.id },
        query: { column, row },
        signal,
      }),
    );
  }

  private close() {
    this.dispatchEvent(new CustomEvent('gr-close'));
  }
}
