import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { quietStyles, shared } from '../ui/styles';
import { adjustStyles } from './adjustStyles';
import { bandName, bandsOf, rangesOf, withBands, withRange } from './bands';
import {
  PLAIN,
  RESAMPLINGS,
  isPlain,
  shownBands,
  writeStretch,
  type Range,
  type Rendering,
  type Resampling,
  type Stretch,
} from './rendering';
import { NO_STYLES, gradient, looksLikeRadar, stylesFor, type Styles } from './styles';
import './gr-histogram';

const INKS = ['red', 'green', 'blue'] as const;

/** Stretches that are worked out from the statistics. */
const PRESETS: readonly {
  readonly name: string;
  readonly tip: string;
  readonly stretch: Stretch;
}[] = [
  {
    name: '2–98 %',
    tip: 'Cut 2 percent of the samples at both ends',
    stretch: { kind: 'percentile', low: 2, high: 98 },
  },
  {
    name: '0.5–99.5',
    tip: 'Cut half a percent of the samples at both ends',
    stretch: { kind: 'percentile', low: 0.5, high: 99.5 },
  },
  {
    name: '± 2σ',
    tip: 'Two standard deviations about the mean',
    stretch: { kind: 'stddev', times: 2 },
  },
  { name: 'Min–max', tip: 'Every sample within black and white', stretch: { kind: 'minmax' } },
];

/** Near infrared against red where the bands are in the usual order: what grows. */
const INDEX = { three: '(b2-b1)/(b2+b1)', four: '(b4-b1)/(b4+b1)' };
const INDEX_STRETCH: Stretch = { kind: 'range', ranges: [{ low: -1, high: 1 }] };

declare global {
  interface HTMLElementEventMap {
    'gr-rendering': CustomEvent<Rendering>;
  }
}

/** Bands, stretch, gamma, colours of one scene. Fires `gr-rendering` with every change. */
@customElement('gr-adjust')
export class GrAdjust extends LitElement {
  static override styles = [shared, quietStyles, adjustStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) rendering: Rendering = PLAIN;
  @property({ attribute: false }) styles: Styles = NO_STYLES;
  @state() private logarithmic = false;
  @state() private linked = true;

  override render() {
    const { scene, rendering } = this;
    const own = rendering.style === null;
    return html`
      ${this.styleChoice()} ${own ? this.combination() : nothing}
      ${own && rendering.expression === null ? this.stretch() : nothing}
      ${own ? this.tone() : nothing}
      <section aria-label="Drawing">
        ${this.slider('Opacity', rendering.opacity, 0, 1, 0.05, (opacity) => this.set({ opacity }))}
        <label class="line"
          >Resampling
          <select
            @change=${(e: Event) => this.set({ resampling: valueOf(e) as Resampling })}
            .value=${rendering.resampling}
          >
            ${RESAMPLINGS.map(
              (name) =>
                html`<option value=${name} ?selected=${name === rendering.resampling}>
                  ${name.charAt(0).toUpperCase() + name.slice(1)}
                </option>`,
            )}
          </select>
        </label>
      </section>
      <footer>
        <button
          class="quiet"
          data-testid="reset"
          ?disabled=${isPlain(rendering) && rendering.opacity === 1 && rendering.resampling === 'bilinear'}
          @click=${() => this.tell(PLAIN)}
        >
          Reset
        </button>
        <span class="muted"
          >${
            isPlain(rendering)
              ? 'As made at ingest'
              : `Rendered from ${scene.details && scene.details.lossless_bytes > 0 ? 'the full samples' : 'the display pyramid'}`
          }</span
        >
      </footer>
    `;
  }

  private styleChoice() {
    const { style } = this.rendering;
    const choices = stylesFor(this.scene, this.styles);
    const chosen = this.styles.styles.find(({ name }) => name === style);
    return choices.length === 0 && !style
      ? nothing
      : html`<section aria-label="Style">
          <label class="line"
            >Style
            <select
              data-testid="style"
              @change=${(e: Event) => this.tell({ ...PLAIN, style: valueOf(e) || null })}
            >
              <option value="" ?selected=${!style}>
                ${isPlain({ ...this.rendering, style: null }) ? 'As made at ingest' : 'My own'}
              </option>
              ${choices.map(
                ({ name, title }) =>
                  html`<option value=${name} ?selected=${name === style}>${title}</option>`,
              )}
            </select>
          </label>
          ${chosen ? html`<p class="about">${chosen.description}</p>` : nothing}
        </section>`;
  }

  private combination() {
    const { scene, rendering } = this;
    const bands = bandsOf(scene);
    const shown = shownBands(scene, rendering);
    const mode = rendering.expression !== null ? 'index' : shown.length === 3 ? 'rgb' : 'single';
    const choose = (next: readonly number[]) => this.tell(withBands(scene, rendering, next));
    return html`<section aria-label="Bands">
      <div class="switch" role="group" aria-label="What is shown">
        ${this.mode('Colour', mode === 'rgb', bands.length < 3, () => choose(threeOf(scene, bands)))}
        ${this.mode('Single band', mode === 'single', false, () => choose([shown[0] ?? 1]))}
        ${this.mode('Index', mode === 'index', bands.length < 2, () =>
          this.set({
            expression: bands.length > 3 ? INDEX.four : INDEX.three,
            bands: null,
            stretch: INDEX_STRETCH,
            colormap: 'rdylgn',
          }),
        )}
      </div>
      ${
        mode === 'index'
          ? html`<label class="field"
                >Expression
                <input
                  class="mono"
                  data-testid="expression"
                  spellcheck="false"
                  .value=${rendering.expression ?? ''}
                  @change=${(e: Event) => this.set({ expression: valueOf(e).trim() || INDEX.three })}
                />
                <small>Bands as b1 to b${bands.length}, or by name; + − * / and brackets.</small>
              </label>
              ${this.indexRange()}`
          : html`<div class="channels">
              ${shown.map((band, channel) => this.channel(band, channel, shown, choose))}
            </div>`
      }
    </section>`;
  }

  private indexRange() {
    const { stretch } = this.rendering;
    const [range = { low: -1, high: 1 }] = stretch?.kind === 'range' ? stretch.ranges : [];
    const field = (side: 'low' | 'high', name: string) =>
      html`<label class="channel">
        ${name}
        <input
          class="mono"
          inputmode="decimal"
          .value=${String(range[side])}
          @change=${(e: Event) => {
            const changed = { ...range, [side]: Number(valueOf(e)) };
            if (changed.low < changed.high) {
              this.set({ stretch: { kind: 'range', ranges: [changed] } });
            }
          }}
        />
      </label>`;
    return html`<div class="channels">${field('low', 'Lowest')}${field('high', 'Highest')}</div>`;
  }

  private mode(name: string, on: boolean, disabled: boolean, choose: () => void) {
    return html`<button
      aria-pressed=${String(on)}
      ?disabled=${disabled}
      @click=${() => (on ? undefined : choose())}
    >
      ${name}
    </button>`;
  }

  private channel(
    band: number,
    channel: number,
    shown: readonly number[],
    choose: (bands: readonly number[]) => void,
  ) {
    const name = shown.length === 3 ? ['Red', 'Green', 'Blue'][channel] : 'Band';
    return html`<label class="channel ${shown.length === 3 ? INKS[channel] : ''}">
      <span>${name}</span>
      <select
        data-testid="band-${channel}"
        @change=${(e: Event) => choose(shown.map((b, i) => (i === channel ? Number(valueOf(e)) : b)))}
      >
        ${bandsOf(this.scene).map(
          (each) =>
            html`<option value=${each} ?selected=${each === band}>
              ${bandName(this.scene, each)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private stretch() {
    const { scene, rendering } = this;
    const shown = shownBands(scene, rendering);
    const ranges = rangesOf(scene, rendering);
    const current = rendering.stretch && writeStretch(rendering.stretch);
    return html`<section aria-label="Stretch">
      <div class="spread">
        <h2 class="part">Stretch</h2>
        <div class="row small">
          ${
            shown.length > 1
              ? html`<label class="check">
                  <input
                    type="checkbox"
                    .checked=${this.linked}
                    @change=${() => (this.linked = !this.linked)}
                  />Linked
                </label>`
              : nothing
          }
          <label class="check">
            <input
              type="checkbox"
              .checked=${this.logarithmic}
              @change=${() => (this.logarithmic = !this.logarithmic)}
            />Log
          </label>
        </div>
      </div>
      <div class="presets" role="group" aria-label="Stretch from the statistics">
        ${PRESETS.map(
          ({ name, tip, stretch }) =>
            html`<button
              title=${tip}
              aria-pressed=${String(current === writeStretch(stretch))}
              @click=${() => this.set({ stretch })}
            >
              ${name}
            </button>`,
        )}
        <button
          title="Cut 2 percent of the samples on screen at both ends"
          data-testid="by-view"
          @click=${() => this.dispatchEvent(new CustomEvent('gr-by-view'))}
        >
          By view
        </button>
      </div>
      ${shown.map((band, channel) => {
        const statistics = scene.statistics?.[band - 1];
        return statistics
          ? html`<gr-histogram
              data-testid="histogram-${channel}"
              .statistics=${statistics}
              .range=${ranges[channel]!}
              name=${bandName(scene, band)}
              ink=${shown.length === 3 ? INKS[channel as 0 | 1 | 2] : ''}
              ?logarithmic=${this.logarithmic}
              @gr-range=${(e: CustomEvent<Range>) =>
                this.tell(withRange(scene, rendering, channel, e.detail, this.linked))}
            ></gr-histogram>`
          : nothing;
      })}
    </section>`;
  }

  private tone() {
    const { rendering, scene } = this;
    const map = this.styles.colormaps.find(({ name }) => name === rendering.colormap);
    const single = rendering.expression !== null || shownBands(scene, rendering).length === 1;
    return html`<section aria-label="Tone">
      ${this.slider('Gamma', rendering.gamma, 0.2, 3, 0.05, (gamma) => this.set({ gamma }))}
      ${
        single && this.styles.colormaps.length > 0
          ? html`<label class="line"
                >Colour map
                <select
                  data-testid="colormap"
                  @change=${(e: Event) => this.set({ colormap: valueOf(e) || null })}
                >
                  <option value="" ?selected=${!rendering.colormap}>Gray</option>
                  ${this.styles.colormaps.map(
                    ({ name, title }) =>
                      html`<option value=${name} ?selected=${name === rendering.colormap}>
                        ${title}
                      </option>`,
                  )}
                </select>
              </label>
              ${
                map
                  ? html`<div class="gradient" .style=${`background:${gradient(map)}`}></div>`
                  : nothing
              }`
          : nothing
      }
      ${
        looksLikeRadar(scene)
          ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${rendering.db}
                @change=${() => this.set({ db: !rendering.db })}
              />Decibels (radar)
            </label>`
          : nothing
      }
    </section>`;
  }

  private slider(
    name: string,
    value: number,
    least: number,
    most: number,
    step: number,
    tell: (value: number) => void,
  ) {
    return html`<label class="slide">
      <span>${name}</span>
      <input
        type="range"
        min=${least}
        max=${most}
        step=${step}
        .value=${String(value)}
        @input=${(e: Event) => tell(Number(valueOf(e)))}
      />
      <output>${name === 'Opacity' ? `${Math.round(value * 100)} %` : value.toFixed(2)}</output>
    </label>`;
  }

  private set(change: Partial<Rendering>) {
    this.tell({ ...this.rendering, ...change });
  }

  private tell(detail: Rendering) {
    this.dispatchEvent(new CustomEvent('gr-rendering', { detail }));
  }
}

/** The three bands the plain tiles show, or the first three. */
function threeOf(scene: Scene, bands: readonly number[]): readonly number[] {
  const plain = (scene.details?.display_bands ?? []).map((band) => band + 1);
  return plain.length === 3 ? plain : bands.slice(0, 3);
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
