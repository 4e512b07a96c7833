import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../../api/types';
import { shared } from '../../ui/styles';
import { FORMS, isForm, writePosition, type Form } from '../../ground/coordinates';
import { Placement } from '../../ground/placement';
import { toGround, type Affine } from '../ground';
import type { PenNews } from '../map/gr-scene-map';
import type { SavedState } from '../saver';
import type { Seat } from '../seat';
import { savedWord } from './gr-save-state';
import './gr-seat';

const KEPT = 'graticule.form';

function keptForm(): Form {
  const kept = localStorage.getItem(KEPT);
  return isForm(kept) ? kept : 'dd';
}

/** The one line under the map: what can be done, who is at work where, where the pen is, how far in. */
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
      b {
        color: var(--color-text-primary);
        font-weight: 400;
      }
      .where {
        max-width: 32ch;
      }
      .saved {
        min-width: 7ch;
        text-align: right;
      }
      .saved.offline,
      .saved.conflict {
        color: var(--gr-bad);
      }
      .saved.refused {
        color: var(--gr-warn);
      }
      .mono {
        color: var(--color-text-primary);
      }
      .pixel {
        min-width: 17ch;
        text-align: right;
      }
      .ground {
        min-width: 28ch;
      }
      button.ground {
        padding: 0 4px;
        background: none;
        border: 0;
        color: inherit;
        font-size: inherit;
        text-align: left;
        cursor: pointer;
      }
      button.ground:hover {
        color: var(--color-text-primary);
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  /** Who edits, in which project. */
  @property() who = '';
  @property() project = '';
  @property({ attribute: false }) saved!: SavedState;
  @property({ attribute: false }) pen: PenNews = { at: null, resolution: 1 };
  @property({ attribute: false }) seat!: Seat;
  /** Changes whenever the seat may have. */
  @property({ attribute: false }) tick = 0;
  @property() hint = '';
  /** Name of the area of work that is worked on. */
  @property() area = '';
  /** How positions are written; each browser keeps its own. */
  @state() private form: Form = keptForm();
  private placement: Placement | null = null;
  @property() message = '';

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('scene')) {
      this.placement = Placement.of(this.scene);
    }
  }

  override render() {
    const { at, resolution } = this.pen;
    return html`
      <span class="hint clip ${this.message ? 'message' : ''}" role="status" data-testid="hint"
        >${this.message || this.hint}</span
      >
      <span class="clip where" data-testid="who" title="Who edits, in which project"
        ><b>${this.who}</b> · ${this.project}</span
      >
      ${this.area ? html`<span data-testid="area-here">Area ${this.area}</span>` : nothing}
      <gr-seat .seat=${this.seat} .tick=${this.tick}></gr-seat>
      ${this.ground()}
      <span class="mono pixel" data-testid="pixel" title="Image pixel: x right, y down"
        >${at ? `${at[0].toFixed(1)}, ${at[1].toFixed(1)} px` : nothing}</span
      >
      <span title="Screen pixels per image pixel">${zoomText(resolution)}</span>
      <span class="saved ${this.saved.kind}" data-testid="saved-here"
        >${savedWord(this.saved)}</span
      >
    `;
  }

  private ground() {
    const { affine } = this.scene;
    const { at } = this.pen;
    if (this.placement) {
      const { name, title } = FORMS.find(({ form }) => form === this.form)!;
      return html`<button
        class="mono ground"
        data-testid="ground"
        title="${title}. Press for another form"
        @click=${this.turn}
      >
        ${at ? writePosition(this.placement.toLonLat(at), this.form) : name}
      </button>`;
    }
    if (!affine || !at) {
      return nothing;
    }
    const [x, y] = toGround(affine as unknown as Affine, at);
    return html`<span class="mono ground" data-testid="ground" title=${this.scene.crs ?? ''}
      >${x.toFixed(2)}, ${y.toFixed(2)}</span
    >`;
  }

  private turn() {
    const here = FORMS.findIndex(({ form }) => form === this.form);
    this.form = FORMS[(here + 1) % FORMS.length]!.form;
    localStorage.setItem(KEPT, this.form);
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
