import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { LayerView } from '../layers';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';
import { foldStyles } from './panelStyles';

const KINDS: Record<LayerView['layer']['kind'], string> = {
  person: 'people',
  replica: 'replica',
  gold: 'gold',
  model: 'model',
  adjudicated: 'adjudicated',
};

/** The layers that labels lie in: shown or not, how strongly, locked, and the one drawn on. */
@customElement('gr-layers')
export class GrLayers extends LitElement {
  static override styles = [
    shared,
    editStyles,
    foldStyles,
    css`
      .layer {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) 64px 26px 26px;
        align-items: center;
        gap: 4px;
        padding: 2px 6px 2px 12px;
      }
      .layer label {
        display: block;
      }
      .off label {
        opacity: 0.5;
      }
      input[type='range'] {
        width: 100%;
        min-width: 0;
        height: 20px;
        margin: 0;
        padding: 0 4px;
        border: 0;
        background: none;
      }
      button.tool {
        width: 26px;
        height: 26px;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) tick = 0;

  override render() {
    const { layers, readOnly } = this.bench;
    if (layers.all.length === 0) {
      return nothing;
    }
    const active = layers.all.find(({ layer }) => layer.id === layers.active)?.layer;
    return html`<details ?open=${layers.all.length > 1}>
      <summary>
        Layers ${active && !readOnly ? html`<small>· drawing on ${active.name}</small>` : nothing}
      </summary>
      <div role="radiogroup" aria-label="Layer to draw on">
        ${layers.all.map((view) => this.line(view))}
      </div>
    </details>`;
  }

  private line({ layer, shown, opacity, locked }: LayerView) {
    const { layers, readOnly } = this.bench;
    const { id, name, kind, editable, model } = layer;
    return html`<div class="layer ${shown ? '' : 'off'}" data-testid="layer" data-id=${id}>
      <input
        type="radio"
        name="layer"
        id="layer-${id}"
        ?disabled=${!editable || readOnly}
        .checked=${layers.active === id}
        @change=${() => layers.draw(id)}
      />
      <label class="clip" for="layer-${id}" title=${model ?? name}
        >${name} <small>${KINDS[kind]}</small></label
      >
      <input
        type="range"
        min="0.1"
        max="1"
        step="0.05"
        aria-label="Opacity of ${name}"
        data-testid="layer-opacity"
        .value=${String(opacity)}
        @input=${(e: Event) =>
          layers.change(id, { opacity: Number((e.target as HTMLInputElement).value) })}
      />
      <button
        class="tool small"
        aria-label="${locked ? 'Open' : 'Lock'} ${name}"
        aria-pressed=${String(locked)}
        data-testid="layer-lock"
        @click=${() => layers.change(id, { locked: !locked })}
      >
        ${icon(locked || !editable ? 'lock' : 'unlock')}
      </button>
      <button
        class="tool small"
        aria-label="${shown ? 'Hide' : 'Show'} ${name}"
        aria-pressed=${String(!shown)}
        data-testid="layer-eye"
        @click=${() => layers.change(id, { shown: !shown })}
      >
        ${icon(shown ? 'eye' : 'hidden')}
      </button>
    </div>`;
  }
}
