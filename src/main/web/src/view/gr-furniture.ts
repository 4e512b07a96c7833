import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { formatLength, scaleBar } from '../edit/ground';
import { shared } from '../ui/styles';

/** Widest scale bar, screen pixels. */
const BAR = 160;
const RADIUS = 34;

type Acquisition = NonNullable<Scene['acquisition']>;

/**
 * The compass rose with sun and sensor, and the scale bar. Fires `gr-north` when the rose is pressed,
 * unless the picture cannot be turned.
 */
@customElement('gr-furniture')
export class GrFurniture extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 4;
        pointer-events: none;
      }
      .rose {
        position: absolute;
        top: 12px;
        right: 12px;
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: 6px;
        background: rgb(16 25 35 / 82%);
        border: 1px solid rgb(255 255 255 / 10%);
        border-radius: 4px;
        color: #fff;
      }
      .compass {
        display: block;
        width: 92px;
        height: 92px;
        padding: 0;
        background: none;
        border: 0;
        border-radius: 50%;
        color: inherit;
      }
      button {
        cursor: pointer;
        pointer-events: auto;
      }
      button:hover .ring {
        stroke: #4dacff;
      }
      svg {
        display: block;
        width: 92px;
        height: 92px;
        overflow: visible;
      }
      .ring {
        fill: rgb(5 9 13 / 55%);
        stroke: rgb(255 255 255 / 35%);
      }
      .tick {
        stroke: rgb(255 255 255 / 55%);
      }
      .needle {
        fill: #fff;
      }
      .needle.half {
        fill: #5b6b7a;
      }
      .sun {
        fill: #fce83a;
        stroke: #fce83a;
      }
      .ray {
        stroke: #fce83a;
        stroke-width: 1.4;
      }
      .sensor {
        fill: #4dacff;
        stroke: #4dacff;
      }
      .line {
        stroke-dasharray: 2 2;
        opacity: 0.8;
      }
      text {
        fill: #fff;
        font-size: 11px;
        font-weight: 500;
        text-anchor: middle;
        dominant-baseline: central;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 0 8px;
        margin: 0;
        font-size: 11px;
        line-height: 15px;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 5px;
        color: #b3bcc8;
      }
      dt i {
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: #4dacff;
      }
      dt i.sun {
        background: #fce83a;
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .scale {
        position: absolute;
        left: 12px;
        bottom: 12px;
        padding: 2px 8px 6px;
        background: rgb(16 25 35 / 82%);
        border-radius: 3px;
        color: #fff;
        font-size: 12px;
      }
      .scale i {
        display: block;
        height: 5px;
        border: 1.5px solid #fff;
        border-top: 0;
      }
    `,
  ];

  /** Degrees that true north lies clockwise of up on the screen. */
  @property({ attribute: false }) north: number | null = null;
  /** Metres on the ground per screen pixel. */
  @property({ attribute: false }) metres: number | null = null;
  @property({ attribute: false }) acquisition: Acquisition | undefined;
  /** The picture cannot be turned. */
  @property({ type: Boolean }) still = false;

  override render() {
    const bar = this.metres === null ? null : scaleBar(this.metres, BAR);
    return html`
      ${this.north === null ? nothing : this.rose(this.north)}
      ${
        bar
          ? html`<div class="scale" data-testid="scale-bar" title="On the ground, at the middle">
              <span>${formatLength(bar.metres)}</span>
              <i .style=${`width:${bar.px}px`}></i>
            </div>`
          : nothing
      }
    `;
  }

  private rose(north: number) {
    const turn = (((north % 360) + 540) % 360) - 180;
    const said = `${Math.abs(turn).toFixed(1)} degrees ${turn < 0 ? 'left' : 'right'} of up`;
    return html`<div class="rose">
      ${
        this.still
          ? html`<div
              class="compass"
              role="img"
              data-testid="north"
              data-north=${turn.toFixed(2)}
              aria-label="True north is ${said}."
            >
              ${this.compass(turn)}
            </div>`
          : html`<button
              class="compass"
              data-testid="north"
              data-north=${turn.toFixed(2)}
              title="True north; press to turn it up, again to turn the image up"
              aria-label="True north is ${said}. Turn north up."
              @click=${() => this.dispatchEvent(new CustomEvent('gr-north'))}
            >
              ${this.compass(turn)}
            </button>`
      }
      ${this.angles()}
    </div>`;
  }

  private compass(turn: number) {
    return html`<svg viewBox="-46 -46 92 92" aria-hidden="true">
      <circle class="ring" r=${RADIUS} />
      <g transform="rotate(${turn})">
        ${[0, 45, 90, 135, 180, 225, 270, 315].map(
          (angle) =>
            svg`<line class="tick" y1=${-RADIUS} y2=${angle % 90 === 0 ? -RADIUS + 5 : -RADIUS + 3} transform="rotate(${angle})" />`,
        )}
        <path class="needle half" d="M0 -27 5 0 -5 0Z" transform="rotate(180)" />
        <path class="needle" d="M0 -27 5 0 -5 0Z" />
        ${this.sky()}
        <g transform="translate(0 -40) rotate(${-turn})"><text>N</text></g>
      </g>
    </svg>`;
  }

  /** Sun and sensor as on a sky chart: the zenith in the middle, the horizon on the ring. */
  private sky() {
    const { sun_azimuth, sun_elevation, look_azimuth, off_nadir } = this.acquisition ?? {};
    return svg`
      ${
        sun_azimuth === undefined
          ? nothing
          : this.body('sun', sun_azimuth, 1 - (sun_elevation ?? 45) / 90, 5)
      }
      ${
        look_azimuth === undefined
          ? nothing
          : this.body('sensor', look_azimuth, (off_nadir ?? 45) / 90, 4)
      }
    `;
  }

  private body(name: string, azimuth: number, share: number, size: number) {
    const at = -RADIUS * Math.min(1, Math.max(0.12, share));
    return svg`<g transform="rotate(${azimuth})">
      <line class="${name} line" y2=${at} />
      <g transform="translate(0 ${at})">
        <circle class=${name} r=${size - 1} />
      </g>
    </g>`;
  }

  private angles() {
    const { sun_azimuth, sun_elevation, look_azimuth, off_nadir } = this.acquisition ?? {};
    const degrees = (value: number | undefined) =>
      value === undefined ? '–' : `${Math.round(value)}°`;
    const sun = sun_azimuth !== undefined || sun_elevation !== undefined;
    const look = look_azimuth !== undefined || off_nadir !== undefined;
    return sun || look
      ? html`<dl data-testid="angles">
          ${
            sun
              ? html`<dt title="Sun: azimuth, elevation"><i class="sun"></i>Sun</dt>
                  <dd>${degrees(sun_azimuth)} / ${degrees(sun_elevation)}</dd>`
              : nothing
          }
          ${
            look
              ? html`<dt title="Sensor: azimuth, off nadir"><i></i>View</dt>
                  <dd>${degrees(look_azimuth)} / ${degrees(off_nadir)}</dd>`
              : nothing
          }
        </dl>`
      : nothing;
  }
}
