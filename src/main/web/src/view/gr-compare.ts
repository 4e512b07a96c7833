import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { groundSample, instant } from '../ui/format';
import { shared } from '../ui/styles';
import '../ui/gr-portion';
import { adjustStyles } from './adjustStyles';
import type { CompareMode } from './gr-look-map';
import { lonLatBox } from './pictureLayer';

const MODES: readonly { readonly mode: CompareMode; readonly name: string }[] = [
  { mode: 'off', name: 'Off' },
  { mode: 'swipe', name: 'Swipe' },
  { mode: 'side', name: 'Side by side' },
];

declare global {
  interface HTMLElementEventMap {
    'gr-mode': CustomEvent<CompareMode>;
    'gr-other': CustomEvent<Scene>;
  }
}

/** Chooses what to compare a scene with, and how. Fires `gr-mode` and `gr-other`. */
@customElement('gr-compare')
export class GrCompare extends LitElement {
  static override styles = [
    shared,
    adjustStyles,
    css`
      p {
        color: var(--gr-muted);
        font-size: 12px;
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .scene {
        display: grid;
        grid-template-columns: 64px minmax(0, 1fr);
        gap: 10px;
        width: 100%;
        padding: 0;
        overflow: hidden;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: 3px;
        color: var(--color-text-primary);
        font: inherit;
        font-size: 13px;
        text-align: left;
        cursor: pointer;
      }
      .scene:hover {
        border-color: var(--color-border-interactive-hover);
      }
      .scene[aria-pressed='true'] {
        background: var(--color-background-surface-selected);
        border-color: var(--color-border-interactive-default);
      }
      img,
      .none {
        width: 64px;
        height: 52px;
        background: #05090d;
        object-fit: cover;
      }
      .text {
        display: grid;
        align-content: center;
        min-width: 0;
        padding-right: 8px;
      }
      small {
        color: var(--gr-muted);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) candidates: readonly Scene[] = [];
  @property() other = '';
  @property() mode: CompareMode = 'off';

  override render() {
    const { scene } = this;
    const others = sameGround(scene, this.candidates);
    return html`<section aria-label="Compare">
        <div class="switch" role="group" aria-label="How to compare">
          ${MODES.map(
            ({ mode, name }) =>
              html`<button
                data-testid="compare-${mode}"
                aria-pressed=${String(mode === this.mode)}
                ?disabled=${mode !== 'off' && this.other === ''}
                @click=${() => this.dispatchEvent(new CustomEvent('gr-mode', { detail: mode }))}
              >
                ${name}
              </button>`,
          )}
        </div>
        <p>${this.note()}</p>
      </section>
      <section aria-label="What to compare with">
        <h3>With</h3>
        <ul>
          <li>${this.item(scene, 'This scene, drawn another way')}</li>
          ${others.map((each) => html`<li>${this.item(each)}</li>`)}
        </ul>
        ${
          others.length === 0
            ? html`<p>No other scene of this project that you may see lies on the same ground.</p>`
            : nothing
        }
      </section>`;
  }

  private note() {
    if (this.other === '') {
      return 'Choose what to compare with. Bands and stretch of each picture are set under Display.';
    }
    return this.other === this.scene.id
      ? 'Both pictures are the same pixels in the native grid of the image.'
      : `Both scenes are reprojected to Web Mercator while they are compared: the native grid
         belongs to one image alone. Pixels are resampled; positions are within an eighth of a pixel.`;
  }

  private item(scene: Scene, name = scene.name) {
    const when = instant(scene.acquired ?? scene.created).slice(0, 10);
    return html`<button
      class="scene"
      data-testid="other-scene"
      aria-pressed=${String(scene.id === this.other)}
      @click=${() => this.dispatchEvent(new CustomEvent('gr-other', { detail: scene }))}
    >
      ${
        scene.tiles.thumbnail
          ? html`<img src=${scene.tiles.thumbnail} alt="" loading="lazy" />`
          : html`<span class="none"></span>`
      }
      <span class="text">
        <span class="clip" title=${name}>${name}</span>
        <small
          >${scene.acquired ? when : `added ${when}`} · ${groundSample(scene.gsd)}
          <gr-portion .mark=${scene.mark}></gr-portion
        ></small>
      </span>
    </button>`;
  }
}

/** Others that overlap the scene, as far as their boxes tell. */
export function sameGround(scene: Scene, candidates: readonly Scene[]): readonly Scene[] {
  if (!scene.footprint || !scene.tiles.map_url) {
    return [];
  }
  const [west = 0, south = 0, east = 0, north = 0] = lonLatBox(scene);
  return candidates.filter((each) => {
    if (each.id === scene.id || !each.footprint || !each.tiles.map_url) {
      return false;
    }
    const [w = 0, s = 0, e = 0, n = 0] = lonLatBox(each);
    return w < east && e > west && s < north && n > south;
  });
}
