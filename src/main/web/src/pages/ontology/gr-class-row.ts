import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OntologyClass } from '../../api/types';
import { count } from '../../ui/format';
import { shared } from '../../ui/styles';
import { parentsFor } from './draft';

const GEOMETRIES = { area: 'Area', line: 'Line', point: 'Point' } as const;

/**
 * One class, to read or to edit. Fires `gr-change` with what changed, `gr-drop`, `gr-attributes`
 * where its attributes are to be edited, and `gr-move` where its labels are to be moved.
 */
@customElement('gr-class-row')
export class GrClassRow extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        align-items: center;
        gap: 0 12px;
        min-height: 42px;
        padding: 3px 12px;
        border-bottom: 1px solid var(--gr-line);
        font-size: 14px;
      }
      :host(:last-child) {
        border-bottom: 0;
      }
      .swatch {
        display: block;
        width: 22px;
        height: 22px;
        border: 1px solid rgb(255 255 255 / 35%);
        border-radius: var(--radius-base);
      }
      span {
        min-width: 0;
      }
      .retired {
        color: var(--gr-muted);
        text-decoration: line-through;
      }
      kbd {
        display: inline-block;
        min-width: 22px;
        padding: 0 6px;
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
        font-family: var(--gr-mono);
        font-size: 12px;
        line-height: 20px;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) each!: OntologyClass;
  @property({ type: Number }) depth = 0;
  @property({ attribute: false }) all: readonly OntologyClass[] = [];
  @property({ type: Boolean }) editing = false;
  /** Not published yet, so it may still be taken back. */
  @property({ type: Boolean }) fresh = false;
  /** The person may move its labels. */
  @property({ type: Boolean }) movable = false;

  override render() {
    const indent = `padding-left:${this.depth * 20}px`;
    const cells = this.editing ? this.fields(indent) : this.words(indent);
    return cells.map((cell) => html`<span role="cell">${cell}</span>`);
  }

  private words(indent: string) {
    const { id, colour, name, parent, key, geometry, minimum_area_m2: area, retired } = this.each;
    return [
      html`<span class="muted">${id}</span>`,
      html`<span class="swatch" title=${colour} .style=${`background:${colour}`}></span>`,
      html`<span class=${retired ? 'retired' : ''} .style=${indent}>${name}</span>`,
      html`<span class="muted">${this.nameOf(parent)}</span>`,
      key ? html`<kbd>${key}</kbd>` : nothing,
      geometry ? GEOMETRIES[geometry] : html`<span class="muted">Any</span>`,
      this.attributeWords(),
      area ? count(area) : html`<span class="muted">–</span>`,
      retired ? html`<span class="muted">${this.whither()}</span>` : 'In use',
      this.movable
        ? html`<button class="plain" data-testid="move-class" @click=${() => this.tell('gr-move')}>
            Change…<span class="hidden-label"> ${name}</span>
          </button>`
        : nothing,
    ];
  }

  private attributeWords() {
    const names = (this.each.attributes ?? []).map(({ name }) => name).join(', ');
    return names
      ? html`<div class="clip" title=${names}>${names}</div>`
      : html`<span class="muted">–</span>`;
  }

  private whither(): string {
    const { merged_into: into } = this.each;
    return into ? `Merged into ${this.nameOf(into)}` : 'Retired';
  }

  private fields(indent: string) {
    const { id, colour, name, parent, key, geometry, minimum_area_m2: area, retired } = this.each;
    const attributes = this.each.attributes?.length ?? 0;
    return [
      html`<span class="muted">${id}</span>`,
      html`<input
        type="color"
        aria-label="Colour of class ${id}"
        .value=${colour}
        @input=${(e: Event) => this.change({ colour: text(e).toLowerCase() })}
      />`,
      html`<div .style=${indent}>
        <input
          aria-label="Name of class ${id}"
          maxlength="120"
          .value=${name}
          @input=${(e: Event) => this.change({ name: text(e) })}
        />
      </div>`,
      html`<select
        aria-label="Parent of class ${id}"
        @change=${(e: Event) => this.change({ parent: text(e) === '' ? null : Number(text(e)) })}
      >
        <option value="" ?selected=${!parent}>None</option>
        ${parentsFor(this.all, id).map(
          (each) =>
            html`<option value=${each.id} ?selected=${each.id === parent}>${each.name}</option>`,
        )}
      </select>`,
      html`<select
        aria-label="Key of class ${id}"
        @change=${(e: Event) => this.change({ key: text(e) || null })}
      >
        <option value="" ?selected=${!key}>–</option>
        ${[...'123456789'].map(
          (each) => html`<option value=${each} ?selected=${each === key}>${each}</option>`,
        )}
      </select>`,
      html`<select
        aria-label="Geometry of class ${id}"
        data-testid="geometry-${id}"
        @change=${(e: Event) =>
          this.change({ geometry: (text(e) || null) as keyof typeof GEOMETRIES | null })}
      >
        <option value="" ?selected=${!geometry}>Any</option>
        ${Object.entries(GEOMETRIES).map(
          ([each, word]) =>
            html`<option value=${each} ?selected=${each === geometry}>${word}</option>`,
        )}
      </select>`,
      html`<button
        class="plain"
        data-testid="attributes-${id}"
        @click=${() => this.tell('gr-attributes')}
      >
        ${attributes > 0 ? `${attributes} …` : 'Add…'}<span class="hidden-label">
          attributes of class ${id}</span
        >
      </button>`,
      html`<input
        type="number"
        min="0"
        step="any"
        aria-label="Least area of class ${id}, square metres"
        .value=${area ? String(area) : ''}
        @input=${(e: Event) => this.change({ minimum_area_m2: Number(text(e)) || null })}
      />`,
      this.fresh
        ? html`<button class="plain" @click=${() => this.tell('gr-drop')}>Take back</button>`
        : html`<label class="check">
            <input
              type="checkbox"
              .checked=${retired ?? false}
              @change=${() => this.change({ retired: !retired })}
            />Retired
          </label>`,
      nothing,
    ];
  }

  private nameOf(id: number | null | undefined): string {
    return this.all.find((each) => each.id === id)?.name ?? '–';
  }

  private change(detail: Partial<OntologyClass>) {
    this.dispatchEvent(new CustomEvent('gr-change', { detail }));
  }

  private tell(what: 'gr-drop' | 'gr-attributes' | 'gr-move') {
    this.dispatchEvent(new CustomEvent(what));
  }
}

function text(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
