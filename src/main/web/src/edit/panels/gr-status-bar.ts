import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { formatLonLat, toGround, toLonLat, type Affine } from '../ground';
import type { PenNews } from '../map/gr-scene-map';
import type { Seat } from '../seat';
import './gr-seat';

/** One line under the map: what can be done, where the pen is, how far in. */
@customElement('gr-edit-status')
export class GrEditStatus extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 20px;
        height: 28px;
        padding: 0 12px;
        background: var(--color-background-surface-default);
        border-top: 1px solid var(--gr-line);
        color: var(--gr-muted);
        font-size: 12px;
        white-space: nowrap;
      }
      .hint {
        flex: 1;
        color: var(--color-text-secondary);
      }
      .hint.message {
        color: var(--color-text-primary);
      }
      .mono {
        color: var(--color-text-primary);
      }
      .pixel {
        min-width: 17ch;
        text-align: right;
      }
      .ground {
        min-width: 26ch;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) pen: PenNews = { at: null, resolution: 1 };
  @property({ attribute: false }) seat!: Seat;
  /** Changes whenever the seat may have. */
  @property({ attribute: false }) tick = 0;
  @property() hint = '';
  @property() message = '';

  override render() {
    const { at, resolution } = this.pen;
    return html`
      <span class="hint clip ${this.message ? 'message' : ''}" role="status" data-testid="hint"
        >${this.message || this.hint}</span
      >
      <gr-seat .seat=${this.seat} .tick=${this.tick}></gr-seat>
      ${this.ground()}
      <span class="mono pixel" data-testid="pixel" title="Image pixel: x right, y down"
        >${at ? `${at[0].toFixed(1)}, ${at[1].toFixed(1)} px` : nothing}</span
      >
      <span title="Screen pixels per image pixel">${zoomText(resolution)}</span>
    `;
  }

  private ground() {
    const { affine, crs } = this.scene;
    const { at } = this.pen;
    if (!affine || !at) {
      return nothing;
    }
    const ground = toGround(affine as unknown as Affine, at);
    const lonLat = toLonLat(crs, ground);
    return html`<span class="mono ground" data-testid="ground" title=${crs ?? ''}
      >${lonLat ? formatLonLat(lonLat) : `${ground[0].toFixed(2)}, ${ground[1].toFixed(2)}`}</span
    >`;
  }
}

/** "1:1", "4×" when image pixels are larger than the screen's, "1/8" when they are smaller. */
export function zoomText(resolution: number): string {
  const scale = 1 / resolution;
  if (Math.abs(scale - 1) < 0.005) {
    return '1:1';
  }
  return scale > 1 ? `${Number(scale.toPrecision(2))}×` : `1/${Number(resolution.toPrecision(2))}`;
}
