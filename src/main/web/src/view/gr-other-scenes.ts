import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { client } from '../api/client';
import type { Scene } from '../api/types';
import { groundSample, instant } from '../ui/format';
import { Loader } from '../ui/loader';
import { shared } from '../ui/styles';
import '../ui/gr-portion';
import '../ui/gr-problem';
import { lonLatBox } from './pictureLayer';

/** Others on the same ground that are asked for, the newest. */
const MOST = 200;

interface Others {
  readonly scenes: readonly Scene[];
  readonly more: boolean;
}

declare global {
  interface HTMLElementEventMap {
    'gr-other': CustomEvent<Scene>;
  }
}

/** The scenes of the project on the same ground, to choose one. Fires `gr-other`. */
@customElement('gr-other-scenes')
export class GrOtherScenes extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 10px;
        padding: 12px 14px;
      }
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
  /** Id of the chosen one. */
  @property() other = '';
  /** The scene itself, drawn another way, may be chosen too. */
  @property({ type: Boolean }) itself = false;
  private readonly others = new Loader<Others>(this);

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('scene') && changed.get('scene')?.id !== this.scene.id) {
      this.others.clear();
      void this.others.load((signal) => onSameGround(this.scene, signal));
    }
  }

  override render() {
    const { value, error } = this.others;
    return html`<section aria-label="What to compare with">
      <h2 class="part">With</h2>
      ${error ? html`<gr-problem .error=${error}></gr-problem>` : nothing}
      <ul>
        ${
          this.itself
            ? html`<li>${this.item(this.scene, 'This scene, drawn another way')}</li>`
            : nothing
        }
        ${value?.scenes.map((each) => html`<li>${this.item(each)}</li>`)}
      </ul>
      ${
        value?.scenes.length === 0
          ? html`<p>No other scene of this project that you may see lies on the same ground.</p>`
          : nothing
      }
      ${value?.more ? html`<p>Only the newest are listed.</p>` : nothing}
    </section>`;
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

/** Others whose footprint meets the box about the scene's, and which can be drawn in its place. */
async function onSameGround(scene: Scene, signal: AbortSignal): Promise<Others> {
  if (!scene.footprint || !scene.tiles.map_url) {
    return { scenes: [], more: false };
  }
  const answer = await client.get('/api/v1/projects/{project}/scenes', {
    path: { project: scene.project },
    query: { bbox: lonLatBox(scene).join(','), limit: MOST },
    signal,
  });
  return {
    scenes: answer.scenes.filter(({ id, tiles }) => id !== scene.id && tiles.map_url),
    more: answer.next !== undefined,
  };
}
