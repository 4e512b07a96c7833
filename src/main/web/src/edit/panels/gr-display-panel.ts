import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Scene } from '../../api/types';
import { Loader, problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import '../../view/gr-adjust';
import { PLAIN, type Rendering } from '../../view/rendering';
import { stretchOfWindow, type PixelWindow } from '../../view/stretchOfWindow';
import { NO_STYLES, type Styles } from '../../view/styles';
import '../../ui/gr-problem';
import { icon } from '../icons';
import type { Compared } from '../map/comparison';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';
import './gr-compare-panel';

/** What the panel may be about, and its heading. */
export const BESIDE = { display: 'Display', compare: 'Compare' } as const;
export type Beside = keyof typeof BESIDE;

/**
 * How the image is drawn under the labels or what it is compared with, over the edge of the map so
 * that drawing goes on beside it. Fires `gr-rendering`, `gr-compared` and `gr-close`.
 */
@customElement('gr-display-panel')
export class GrDisplayPanel extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        width: 308px;
        background: var(--color-background-surface-default);
        border: 1px solid var(--gr-line);
        border-radius: 3px;
        box-shadow: 0 6px 24px rgb(0 0 0 / 45%);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 2px 2px 2px 14px;
        background: var(--color-background-surface-header);
        border-bottom: 1px solid var(--gr-line);
      }
      h2 {
        font-size: 14px;
        line-height: 20px;
      }
      header button.tool {
        width: 30px;
        height: 30px;
      }
      .body {
        overflow: auto;
      }
    `,
  ];

  @property() about: Beside = 'display';
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) rendering: Rendering = PLAIN;
  /** What of the image is on screen. */
  @property({ attribute: false }) shown: () => PixelWindow | null = () => null;
  @property({ attribute: false }) compared: Compared | null = null;
  @property({ attribute: false }) bench!: Workbench;
  /** Changes whenever the bench does. */
  @property({ attribute: false }) tick = 0;
  /** Why the image cannot be drawn so. */
  @property({ attribute: false }) problem: ProblemError | undefined;
  @state() private own: ProblemError | undefined;
  private readonly styleList = new Loader<Styles>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.styleList.load((signal) => client.get('/api/v1/styles', { signal }));
  }

  override render() {
    const problem = this.own ?? this.problem;
    return html`
      <header>
        <h2>${BESIDE[this.about]}</h2>
        <button
          class="tool small"
          title="Close"
          aria-label="Close ${BESIDE[this.about].toLowerCase()}"
          @click=${() => this.dispatchEvent(new CustomEvent('gr-close'))}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        ${problem ? html`<gr-problem .error=${problem}></gr-problem>` : nothing}
        ${this.about === 'display' ? this.adjust() : this.compare()}
      </div>
    `;
  }

  private adjust() {
    return html`<gr-adjust
      .scene=${this.scene}
      .rendering=${this.rendering}
      .styles=${this.styleList.value ?? NO_STYLES}
      @gr-rendering=${(e: CustomEvent<Rendering>) => this.tell(e.detail)}
      @gr-by-view=${() => void this.stretchByView()}
    ></gr-adjust>`;
  }

  private compare() {
    return html`<gr-compare-panel
      .scene=${this.scene}
      .compared=${this.compared}
      .bench=${this.bench}
      .tick=${this.tick}
      @gr-compared=${({ detail }: CustomEvent<Compared | null>) =>
        this.dispatchEvent(new CustomEvent('gr-compared', { detail }))}
    ></gr-compare-panel>`;
  }

  private async stretchByView() {
    const window = this.shown();
    if (window) {
      try {
        const stretched = await stretchOfWindow(this.scene, this.rendering, window);
        if (stretched) {
          this.tell(stretched);
        }
      } catch (cause) {
        this.own = problemOf(cause);
      }
    }
  }

  private tell(detail: Rendering) {
    this.own = undefined;
    this.dispatchEvent(new CustomEvent('gr-rendering', { detail }));
  }
}
