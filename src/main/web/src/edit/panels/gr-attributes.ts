import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { Attributes } from '../document';
import { editStyles } from '../styles';

/** Attributes of one object as names and values. Fires `gr-attributes` with the changed set. */
@customElement('gr-attributes')
export class GrAttributes extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      section {
        padding: 0 12px 10px;
      }
      .line {
        display: grid;
        grid-template-columns: 92px minmax(0, 1fr) 24px;
        align-items: center;
        gap: 6px;
        margin-top: 4px;
      }
      input:not([type='checkbox']) {
        height: 26px;
        font-size: 13px;
      }
      button.tool {
        width: 24px;
        height: 24px;
      }
    `,
  ];

  @property({ attribute: false }) values: Attributes = {};
  @property({ type: Boolean }) locked = false;
  @state() private adding = false;

  protected override updated(changed: PropertyValues) {
    if (this.adding && changed.has('adding')) {
      this.renderRoot.querySelector<HTMLInputElement>('input[name=name]')?.focus();
    }
  }

  override render() {
    const entries = Object.entries(this.values);
    if (entries.length === 0 && this.locked) {
      return nothing;
    }
    return html`<section aria-label="Attributes">
      ${entries.map(([name, value]) => this.line(name, value))}
      ${this.adding ? this.blank() : nothing}
      ${
        this.locked || this.adding
          ? nothing
          : html`<button
              class="plain"
              data-testid="add-attribute"
              @click=${() => (this.adding = true)}
            >
              Add attribute
            </button>`
      }
    </section>`;
  }

  private line(name: string, value: unknown) {
    return html`<div class="line">
      <label class="clip" for="value-${name}" title=${name}>${name}</label>
      <input
        id="value-${name}"
        .value=${typeof value === 'string' ? value : JSON.stringify(value)}
        ?disabled=${this.locked}
        @change=${(e: Event) => this.set(name, valueOf((e.target as HTMLInputElement).value, value))}
      />
      <button
        class="tool small"
        aria-label="Remove ${name}"
        ?hidden=${this.locked}
        @click=${() => this.set(name, undefined)}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  private blank() {
    return html`<form class="line" @submit=${this.add}>
      <input name="name" aria-label="Name" placeholder="name" required maxlength="64" />
      <input name="value" aria-label="Value" placeholder="value" />
      <button class="tool small" aria-label="Add">${icon('check')}</button>
    </form>`;
  }

  private add(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.adding = false;
    this.set(String(form.get('name')).trim(), String(form.get('value')));
  }

  private set(name: string, value: unknown) {
    const { [name]: _, ...others } = this.values;
    const detail = value === undefined ? others : { ...others, [name]: value };
    this.dispatchEvent(new CustomEvent<Attributes>('gr-attributes', { detail }));
  }
}

/** What was typed, as the kind of value that was there before. */
function valueOf(typed: string, before: unknown): unknown {
  if (typeof before === 'number' && typed.trim() !== '' && Number.isFinite(Number(typed))) {
    return Number(typed);
  }
  if (typeof before === 'boolean' && (typed === 'true' || typed === 'false')) {
    return typed === 'true';
  }
  return typed;
}
