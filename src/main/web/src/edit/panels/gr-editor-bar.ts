import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hrefOf, type Parameters } from '../../app/route';
import { count, groundSample } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { OpenScene } from '../openScene';
import type { SavedState } from '../saver';
import { editStyles } from '../styles';
import type { Beside } from './gr-display-panel';
import '../../ui/gr-portion';
import './gr-save-state';

/**
 * What is open and whether it is saved. Fires `gr-help-saving`, `gr-import`, `gr-go-to`,
 * `gr-display`, `gr-compare` and `gr-panel`.
 */
@customElement('gr-editor-bar')
export class GrEditorBar extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 12px;
        min-width: 0;
        padding: 0 8px 0 4px;
        background: var(--color-background-surface-header);
        border-bottom: 1px solid var(--gr-line);
      }
      h1 {
        min-width: 0;
        font-size: 15px;
        line-height: 20px;
      }
      .facts {
        flex: 1;
        min-width: 0;
        color: var(--gr-muted);
        font-size: 12px;
      }
      a.tool {
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        color: var(--color-text-secondary);
      }
      .look {
        padding: 3px 13px;
        border: 1px solid var(--color-border-interactive-default);
        border-radius: var(--radius-base);
        font-size: 13px;
      }
      .look:hover {
        background: var(--color-background-surface-hover);
        text-decoration: none;
      }
      button.tool[aria-pressed='true'] {
        background: none;
        border-color: transparent;
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenScene;
  @property({ attribute: false }) saved!: SavedState;
  /** Changes whenever the saved state may have. */
  @property({ attribute: false }) tick = 0;
  /** How the image is drawn and what it is compared with, as the address says it. */
  @property({ attribute: false }) view: Parameters = {};
  /** Which panel is shown over the edge of the map. */
  @property({ attribute: false }) beside: Beside | null = null;
  /** The panel is shown. */
  @property({ type: Boolean }) panel = true;

  override render() {
    const { scene, project, readOnly } = this.open;
    const back = hrefOf({ page: 'project', project: project.id, tab: 'scenes' });
    return html`
      <a
        class="tool"
        href=${back}
        title="Back to ${project.name}"
        aria-label="Back to ${project.name}"
        >${icon('back')}</a
      >
      <h1 class="clip" data-testid="scene-name">${scene.name}</h1>
      <gr-portion .mark=${scene.mark}></gr-portion>
      <span class="facts clip"
        >${count(scene.width)} × ${count(scene.height)} px · ${groundSample(scene.gsd)} ·
        ${scene.crs ?? 'pixel space'}</span
      >
      ${
        readOnly
          ? html`<span class="muted">Read only</span>`
          : html`<gr-save-state .state=${this.saved}></gr-save-state>`
      }
      <a class="look" href=${hrefOf({ page: 'scene', scene: scene.id, view: this.view })}>Look</a>
      ${readOnly ? nothing : this.button('import', 'Import labels from a file', 'gr-import')}
      ${this.button('search', 'Go to a coordinate', 'gr-go-to')}
      ${this.button('display', 'How the image is drawn', 'gr-display', this.beside === 'display')}
      ${this.button('compare', 'Compare with another scene', 'gr-compare', this.beside === 'compare')}
      ${this.button('panel', 'Panel', 'gr-panel', this.panel)}
    `;
  }

  private button(
    name: 'import' | 'search' | 'display' | 'compare' | 'panel',
    title: string,
    event: string,
    pressed?: boolean,
  ) {
    return html`<button
      class="tool down right"
      data-testid=${name}
      data-tip=${title}
      aria-label=${title}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      @click=${() => this.dispatchEvent(new CustomEvent(event))}
    >
      ${icon(name)}
    </button>`;
  }
}
