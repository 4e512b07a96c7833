import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count, counted, instant } from '../../ui/format';
import { shared } from '../../ui/styles';
import type { Attributes, Content, Saved } from '../document';
import { areaOf, rings, vertexCount } from '../geometry';
import { formatArea } from '../ground';
import { icon } from '../icons';
import { editStyles } from '../styles';
import type { Workbench } from '../workbench';
import { swatch } from './swatch';
import './gr-attributes';
import './gr-label-history';

/** The selected object: class, measures, who and when, attributes, every revision. */
@customElement('gr-inspector')
export class GrInspector extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        border-top: 1px solid var(--gr-line);
        background: var(--color-background-surface-default);
        font-size: 13px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 4px 12px;
      }
      header select {
        flex: 1;
        height: 28px;
        font-size: 13px;
      }
      button.tool {
        width: 28px;
        height: 28px;
      }
      .facts {
        display: grid;
        gap: 2px;
        padding: 2px 12px 8px;
      }
      .facts b {
        font-weight: 500;
      }
      .facts .mono {
        font-size: 11px;
      }
      .locked {
        display: flex;
        gap: 8px;
        padding: 4px 12px;
        color: var(--gr-muted);
        font-size: 12px;
      }
      .locked .icon {
        flex: none;
        width: 16px;
        height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) selected: string | null = null;
  @property({ attribute: false }) pixelArea: number | null = null;
  @property({ attribute: false }) tick = 0;

  override render() {
    const { bench, selected } = this;
    const content = selected === null ? undefined : bench.session.doc.get(selected);
    if (selected === null || !content) {
      return nothing;
    }
    const saved = bench.session.doc.saved(selected);
    const locked = bench.readOnly ? null : bench.locked(selected);
    return html`
      <section aria-label="Selected object" data-testid="inspector" data-id=${selected}>
        ${this.heading(selected, content)}
        ${locked ? html`<p class="locked" data-testid="locked">${icon('lock')} ${locked}</p>` : nothing}
        ${this.facts(selected, content, saved)}
        <gr-attributes
          .values=${content.attributes}
          .types=${bench.classes.attributes(content.classId)}
          ?locked=${!bench.mayChange(selected)}
          @gr-attributes=${(e: CustomEvent<Attributes>) => this.setAttributes(selected, e.detail)}
        ></gr-attributes>
        ${
          saved
            ? html`<gr-label-history
                .bench=${bench}
                .label=${selected}
                .revision=${saved.revision}
              ></gr-label-history>`
            : nothing
        }
      </section>
    `;
  }

  private heading(id: string, { classId }: Content) {
    const { bench } = this;
    const known = bench.classes.open().some((each) => each.id === classId);
    return html`<header>
      ${swatch(bench.classes, classId)}
      <select
        aria-label="Class"
        data-testid="class-of-selected"
        ?disabled=${!bench.mayChange(id)}
        @change=${(e: Event) =>
          bench.session.perform('setClass', id, Number((e.target as HTMLSelectElement).value))}
      >
        ${known ? nothing : html`<option selected>${bench.classes.name(classId)}</option>`}
        ${bench.classes
          .open()
          .map(
            (each) =>
              html`<option value=${each.id} .selected=${each.id === classId}>${each.name}</option>`,
          )}
      </select>
      <button
        class="tool left small"
        data-tip="Go there"
        aria-label="Go there"
        @click=${() => void bench.viewport?.goTo(bench.session.boxOf(id))}
      >
        ${icon('target')}
      </button>
      <button
        class="tool left small"
        data-tip="Deselect  Esc"
        aria-label="Deselect"
        @click=${() => bench.select(null)}
      >
        ${icon('close')}
      </button>
    </header>`;
  }

  private facts(id: string, content: Content, saved: Saved | undefined) {
    const { geometry } = content;
    const holes = rings(geometry).length - geometry.parts.length;
    const shape = [counted(vertexCount(geometry), 'vertex', 'vertices')];
    if (holes > 0) {
      shape.push(counted(holes, 'hole'));
    }
    const facts = saved?.facts;
    return html`<div class="facts">
      <p class="spread">
        <b data-testid="area">${this.area(content, saved)}</b><span>${shape.join(', ')}</span>
      </p>
      <p class="muted">
        ${saved ? html`Revision <span data-testid="revision">${saved.revision}</span>` : 'Not saved yet'}
        ${facts ? html`· ${facts.actor} · ${instant(facts.at)}` : nothing}
      </p>
      <p class="mono muted clip" title=${id}>
        ${facts?.mark ? html`${facts.mark} · ` : nothing}${id}
      </p>
    </div>`;
  }

  /** The server's figure (ellipsoidal) while it is of this very shape, else an estimate. */
  private area({ geometry }: Content, saved: Saved | undefined): string {
    const exact = saved?.facts?.areaM2;
    if (exact != null && saved?.content?.geometry === geometry) {
      return formatArea(exact);
    }
    const pixels = areaOf(geometry);
    return this.pixelArea === null
      ? `${count(Math.round(pixels))} px²`
      : `≈ ${formatArea(pixels * this.pixelArea)}`;
  }

  private setAttributes(id: string, attributes: Attributes) {
    this.bench.session.perform('setAttributes', id, attributes);
  }
}
