import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { ClassNode } from '../ontology';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';
import { dotSign, swatch } from './swatch';

/** The project's classes as a tree: picks the class to draw with, and what is shown. */
@customElement('gr-class-picker')
export class GrClassPicker extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: block;
        padding: 4px 0;
        font-size: 13px;
      }
      .class {
        display: flex;
        align-items: center;
        height: 28px;
        padding-right: 6px;
        border-left: 3px solid transparent;
      }
      .class:hover {
        background: var(--color-background-surface-hover);
      }
      .class.picked {
        background: var(--color-background-surface-selected);
        border-left-color: var(--color-border-interactive-default);
      }
      .pick {
        flex: 1;
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        height: 100%;
        padding: 0 8px;
        background: none;
        border: 0;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .hidden .pick {
        opacity: 0.5;
      }
      .group {
        font-weight: 500;
      }
      .number {
        margin-left: auto;
        color: var(--gr-muted);
        font-size: 12px;
      }
      .eye {
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        padding: 0;
        background: none;
        border: 0;
        color: var(--gr-muted);
        cursor: pointer;
      }
      .class:not(.hidden, :hover) .eye:not(:focus-visible) {
        opacity: 0;
      }
      .pick:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) counts: ReadonlyMap<number, number> = new Map();
  @property({ attribute: false }) tick = 0;
  /** Labels may be shown as dots: what those look like is shown as well. */
  @property({ type: Boolean }) dots = false;
  @state() private unseen: ReadonlySet<number> = new Set();

  override render() {
    return html`<div role="group" aria-label="Class to draw with">
      ${this.bench.classes.roots.map((node) => this.node(node))}
    </div>`;
  }

  private node({ self, depth, children }: ClassNode): TemplateResult {
    const { bench } = this;
    const used = this.counts.get(self.id) ?? 0;
    if (self.retired && used === 0 && children.length === 0) {
      return html``;
    }
    const picked = bench.classId === self.id;
    const hidden = this.unseen.has(self.id);
    const key = bench.classes.keyOf(self.id);
    return html`
      <div class="class ${picked ? 'picked' : ''} ${hidden ? 'hidden' : ''}">
        <button
          class="pick ${children.length > 0 ? 'group' : ''}"
          data-testid="class-${self.id}"
          aria-pressed=${String(picked)}
          ?disabled=${self.retired === true}
          .style=${`padding-left:${8 + depth * 16}px`}
          @click=${() => bench.pickClass(self.id)}
        >
          ${swatch(bench.classes, self.id)}${this.dots ? dotSign(bench.classes, self.id) : nothing}
          <span class="clip">${self.name}</span>
          ${key ? html`<kbd aria-label="key ${key}">${key}</kbd>` : nothing}
          <span class="number">${used > 0 ? count(used) : ''}</span>
        </button>
        <button
          class="eye small"
          aria-label="${hidden ? 'Show' : 'Hide'} ${self.name}"
          aria-pressed=${String(hidden)}
          @click=${() => this.toggle(self.id)}
        >
          ${icon(hidden ? 'hidden' : 'eye')}
        </button>
      </div>
      ${children.map((child) => this.node(child))}
    `;
  }

  private toggle(id: number) {
    const hidden = new Set(this.unseen);
    if (!hidden.delete(id)) {
      hidden.add(id);
    }
    this.unseen = hidden;
    this.dispatchEvent(
      new CustomEvent<ReadonlySet<number>>('gr-hide', {
        detail: hidden,
        bubbles: true,
        composed: true,
      }),
    );
  }
}
