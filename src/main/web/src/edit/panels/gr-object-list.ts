import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { count } from '../../ui/format';
import { shared } from '../../ui/styles';
import { formatArea } from '../ground';
import { icon, type IconName } from '../icons';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';
import { rowStyles } from './panelStyles';
import { objectRows, type ObjectRow, type SortKey } from './objectRows';
import { swatch } from './swatch';

const ROW = 28;
/** Rows drawn above and below what can be seen. */
const SPARE = 8;
/** From so many rows on the list follows changes after a pause: making it takes longer than a frame. */
const MANY = 5000;
/** Milliseconds; longer where making the list would otherwise take more than this share. */
const PAUSE = 600;
const SHARE = 0.1;

const STATE_ICONS: Partial<Record<ObjectRow['state'], IconName>> = {
  unsaved: 'sync',
  refused: 'warning',
  conflict: 'compare',
};

/** Every object of the scene; only the rows in sight exist, however many there are. */
@customElement('gr-object-list')
export class GrObjectList extends LitElement {
  static override styles = [
    shared,
    editStyles,
    rowStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        font-size: 13px;
      }
      .filters {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 104px;
        gap: 6px;
        padding: 8px;
      }
      .filters input,
      .filters select {
        height: 28px;
        font-size: 13px;
      }
      .filters .which {
        grid-column: 1 / -1;
      }
      .rows {
        position: relative;
        min-height: 0;
        overflow: auto;
      }
      .row {
        position: absolute;
        left: 0;
        right: 0;
        gap: 8px;
        height: 28px;
        padding: 0 10px;
      }
      .row:focus-visible {
        outline-offset: -2px;
      }
      .row .number {
        margin-left: auto;
        color: var(--gr-muted);
        font-size: 12px;
        white-space: nowrap;
      }
      .refused .icon {
        color: var(--gr-warn);
      }
      .conflict .icon {
        color: var(--gr-bad);
      }
      .unsaved .icon {
        color: var(--color-text-interactive-default);
      }
      .empty {
        padding: 16px;
        color: var(--gr-muted);
      }
      .elsewhere {
        grid-column: 1 / -1;
        margin: 0;
        color: var(--gr-muted);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  /** Square metres of a square pixel; null without a ground. */
  @property({ attribute: false }) pixelArea: number | null = null;
  /** Changes whenever a label or its state does. */
  @property({ attribute: false }) tick = 0;
  @property({ attribute: false }) selected: string | null = null;
  /** Objects of the scene that are not here to be listed. */
  @property({ type: Number }) elsewhere = 0;
  @state() private text = '';
  @state() private classId: number | null = null;
  @state() private sort: SortKey = 'newest';
  @state() private top = 0;
  @state() private height = 400;
  @query('.rows') private box!: HTMLElement;
  private rows: readonly ObjectRow[] = [];
  private later: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that making the list took the last time. */
  private cost = 0;
  private readonly sized = new ResizeObserver(([entry]) => {
    this.height = entry?.contentRect.height ?? this.height;
  });

  protected override firstUpdated() {
    this.sized.observe(this.box);
  }

  override disconnectedCallback() {
    this.sized.disconnect();
    clearTimeout(this.later);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (['bench', 'text', 'classId', 'sort'].some((name) => changed.has(name))) {
      this.list();
    } else if (changed.has('tick') && this.rows.length < MANY) {
      this.list();
    } else if (changed.has('tick')) {
      this.later ??= setTimeout(
        () => {
          this.list();
          this.requestUpdate();
        },
        Math.max(PAUSE, this.cost / SHARE),
      );
    }
  }

  private list() {
    clearTimeout(this.later);
    this.later = undefined;
    const { bench, text, classId, sort } = this;
    const began = performance.now();
    this.rows = objectRows(bench.session, bench.classes, { text, classId, sort });
    this.cost = performance.now() - began;
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has('selected') && this.selected !== null) {
      this.reveal(this.rows.findIndex((row) => row.id === this.selected));
    }
  }

  private reveal(index: number) {
    const { box } = this;
    const at = index * ROW;
    if (index >= 0 && (at < box.scrollTop || at + ROW > box.scrollTop + box.clientHeight)) {
      box.scrollTop = at - box.clientHeight / 2;
    }
  }

  /** Ids in the order shown, for going from object to object. */
  get order(): readonly string[] {
    return this.rows.map((row) => row.id);
  }

  override render() {
    const first = Math.max(0, Math.floor(this.top / ROW) - SPARE);
    const last = Math.ceil((this.top + this.height) / ROW) + SPARE;
    return html`
      <div class="filters">
        <input
          type="search"
          placeholder="Find in ${count(this.rows.length)}"
          aria-label="Find objects by class, person, attribute or id"
          data-testid="object-filter"
          @input=${(e: InputEvent) => (this.text = (e.target as HTMLInputElement).value)}
        />
        <select aria-label="Sort by" @change=${this.sorted}>
          <option value="newest">Newest</option>
          <option value="class">By class</option>
          <option value="area">By size</option>
          <option value="state">By state</option>
        </select>
        <select
          class="which"
          aria-label="Only this class"
          data-testid="class-filter"
          @change=${this.classChosen}
        >
          <option value="">All classes</option>
          ${this.bench.classes
            .open()
            .map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
        ${
          this.elsewhere > 0 && this.rows.length > 0
            ? html`<p class="elsewhere" data-testid="elsewhere">
                ${count(this.elsewhere)} more are in the scene; they are listed as you go there.
              </p>`
            : nothing
        }
      </div>
      <div
        class="rows"
        role=${this.rows.length > 0 ? 'list' : nothing}
        aria-label=${this.rows.length > 0 ? 'Objects' : nothing}
        data-testid="object-list"
        data-count=${this.rows.length}
        @scroll=${() => (this.top = this.box.scrollTop)}
      >
        <div .style=${`height:${this.rows.length * ROW}px`}></div>
        ${this.rows.slice(first, last).map((row, i) => this.row(row, first + i))}
        ${this.rows.length === 0 ? html`<p class="empty">${this.nothingHere()}</p>` : nothing}
      </div>
    `;
  }

  private nothingHere(): string {
    const { elsewhere } = this;
    if (this.text || this.classId !== null) {
      return elsewhere > 0
        ? `Nothing here fits the filter; ${count(elsewhere)} objects are elsewhere in the scene.`
        : 'Nothing fits the filter.';
    }
    return elsewhere > 0
      ? `${count(elsewhere)} objects are in the scene. Come closer: those in view are listed here.`
      : 'No objects yet. Press P and click on the image to draw the first.';
  }

  private row(row: ObjectRow, index: number) {
    const locked = !this.bench.readOnly && this.bench.locked(row.id) !== null;
    const name = STATE_ICONS[row.state] ?? (locked ? 'lock' : undefined);
    const area = this.pixelArea === null ? null : row.area * this.pixelArea;
    return html`<div role="listitem">
      <button
        class="row small ${row.state}"
        .style=${`top:${index * ROW}px`}
        aria-current=${row.id === this.selected ? 'true' : nothing}
        data-testid="object-row"
        data-id=${row.id}
        data-state=${row.state}
        aria-description=${locked ? 'locked' : nothing}
        @click=${() => void this.bench.visit(row.id)}
      >
        ${swatch(this.bench.classes, row.classId)}
        <span class="clip">${row.className}</span>
        <span class="mono muted">${row.id.slice(0, 4)}</span>
        ${name ? icon(name) : nothing}
        <span class="number">
          ${area === null ? `${count(Math.round(row.area))} px²` : formatArea(area)}
        </span>
      </button>
    </div>`;
  }

  private sorted(event: Event) {
    this.sort = (event.target as HTMLSelectElement).value as SortKey;
  }

  private classChosen(event: Event) {
    const { value } = event.target as HTMLSelectElement;
    this.classId = value === '' ? null : Number(value);
  }
}
