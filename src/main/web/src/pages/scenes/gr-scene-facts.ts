import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Project, Scene } from '../../api/types';
import { hrefOf } from '../../app/route';
import { count, groundSample, instant, length, percent } from '../../ui/format';
import { shared } from '../../ui/styles';
import '../../ui/gr-portion';

/** What is known about the selected scene, and the way into it. */
@customElement('gr-scene-facts')
export class GrSceneFacts extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        padding: 12px 16px 16px;
        background: var(--color-background-surface-default);
        border-top: 1px solid var(--gr-line);
      }
      .spread {
        margin-bottom: 12px;
      }
      .spread > div {
        min-width: 0;
      }
      .open {
        flex: none;
        padding: 6px 16px;
        background: var(--color-background-interactive-default);
        border-radius: var(--radius-base);
        color: var(--gr-on-accent);
        font-weight: 500;
      }
      .open:hover {
        background: var(--color-background-interactive-hover);
        color: var(--gr-on-accent);
        text-decoration: none;
      }
      .ways {
        display: flex;
        flex: none;
        gap: 8px;
      }
      .open.second {
        background: none;
        border: 1px solid var(--color-border-interactive-default);
        color: var(--color-text-interactive-default);
      }
      .open.second:hover {
        background: var(--color-background-surface-hover);
        color: var(--color-text-interactive-hover);
      }
      .columns {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 16px;
      }
    `,
  ];

  @property({ attribute: false }) scene: Scene | undefined;
  @property({ attribute: false }) project!: Project;

  override render() {
    const scene = this.scene;
    if (!scene) {
      return nothing;
    }
    const verb = this.project.actions.includes('LABEL_WRITE') ? 'Label' : 'Labels';
    return html`<section aria-label="Selected scene">
      <div class="spread">
        <div>
          <h2 class="clip" title=${scene.name}>${scene.name}</h2>
          <gr-portion .mark=${scene.mark}></gr-portion>
        </div>
        <div class="ways">
          <a
            class="open"
            data-testid="look"
            href=${hrefOf({ page: 'scene', scene: scene.id, view: {} })}
            >Look</a
          >
          <a class="open second" href=${hrefOf({ page: 'label', scene: scene.id, view: {} })}
            >${verb}</a
          >
        </div>
      </div>
      <div class="columns">
        <dl class="facts">
          <dt>Reference</dt>
          <dd>${scene.crs ?? 'None (pixels only)'}</dd>
          <dt>Ground sample</dt>
          <dd>${groundSample(scene.gsd)}</dd>
          <dt>Size</dt>
          <dd>${count(scene.width)} × ${count(scene.height)} px${onGround(scene)}</dd>
          <dt>Bands</dt>
          <dd>${scene.bands} × ${scene.sample_type}</dd>
        </dl>
        <dl class="facts">
          <dt>Labels</dt>
          <dd>${count(scene.label_count)}</dd>
          <dt>Acquired</dt>
          <dd>${scene.acquired ? instant(scene.acquired) : 'Not recorded'}</dd>
          <dt>Added</dt>
          <dd>${instant(scene.created)} by ${scene.created_by}</dd>
          ${
            scene.valid_fraction === undefined
              ? nothing
              : html`<dt>Valid pixels</dt>
                  <dd>${percent(scene.valid_fraction)}</dd>`
          }
        </dl>
      </div>
    </section>`;
  }
}

function onGround({ gsd, width, height }: Scene): string {
  const [x, y] = gsd ?? [];
  return x === undefined || y === undefined ? '' : `, ${length(x * width)} × ${length(y * height)}`;
}
