import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { count, day, groundSample } from '../../ui/format';
import { shared } from '../../ui/styles';
import '../../ui/gr-portion';

/** One scene as a picture with its name; fires `gr-point`, `gr-select` and `gr-open`. */
@customElement('gr-scene-card')
export class GrSceneCard extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        display: block;
        width: 100%;
        padding: 0;
        overflow: hidden;
        background: var(--color-background-surface-default);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        color: var(--color-text-primary);
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      :host([pointed]) button {
        background: var(--color-background-surface-hover);
        border-color: var(--color-border-interactive-hover);
      }
      :host([selected]) button {
        background: var(--color-background-surface-selected);
        border-color: var(--color-border-interactive-default);
        box-shadow: 0 0 0 1px var(--color-border-interactive-default);
      }
      .picture {
        display: grid;
        place-items: center;
        height: 150px;
        background: #05090d;
        color: #a4abb6;
        font-size: 12px;
      }
      img {
        display: block;
        width: 100%;
        height: 150px;
        object-fit: cover;
      }
      .text {
        padding: 8px 10px 10px;
      }
      .facts {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        color: var(--gr-muted);
        font-size: 12px;
      }
      .name {
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  @property({ type: Boolean, reflect: true }) pointed = false;
  @property({ type: Boolean, reflect: true }) selected = false;
  @state() private broken = false;

  override render() {
    const scene = this.scene;
    return html`<button
      aria-pressed=${this.selected}
      @click=${(e: MouseEvent) => this.pressed(e)}
      @dblclick=${() => this.fire('gr-open', scene.id)}
      @pointerenter=${() => this.fire('gr-point', scene.id)}
      @pointerleave=${() => this.fire('gr-point', undefined)}
      @focus=${() => this.fire('gr-point', scene.id)}
      @blur=${() => this.fire('gr-point', undefined)}
    >
      <div class="picture">
        ${
          this.broken || !scene.tiles.thumbnail
            ? 'No preview'
            : html`<img
                src=${scene.tiles.thumbnail}
                alt=""
                loading="lazy"
                @error=${() => (this.broken = true)}
              />`
        }
      </div>
      <div class="text">
        <div class="spread">
          <span class="name clip" title=${scene.name}>${scene.name}</span>
          <gr-portion .mark=${scene.mark}></gr-portion>
        </div>
        <div class="facts">
          <span>${groundSample(scene.gsd)}</span>
          <span>${scene.acquired ? day(scene.acquired) : `added ${day(scene.created)}`}</span>
          <span>${count(scene.label_count)} labels</span>
        </div>
      </div>
    </button>`;
  }

  /** By keys, what is selected already is opened, as by a double click. */
  private pressed({ detail }: MouseEvent) {
    const byKey = detail === 0;
    this.fire(byKey && this.selected ? 'gr-open' : 'gr-select', this.scene.id);
  }

  private fire(name: string, detail: string | undefined) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gr-scene-card': GrSceneCard;
  }
}
