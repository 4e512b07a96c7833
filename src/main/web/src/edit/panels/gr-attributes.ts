import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { missing, valueOf, visibleTypes, type AttributeType } from '../attributeTypes';
import type { Attributes } from '../document';
import { icon } from '../icons';
import { editStyles } from '../styles';

/**
 * Attributes of one object: fields for those that its class has, and names with values for the rest.
 * Fires `gr-attributes` with the changed set.
 */
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
      .line.typed {
        grid-template-columns: 92px minmax(0, 1fr);
      }
      input:not([type='checkbox']),
      select {
        height: 26px;
        font-size: 13px;
      }
      input[type='checkbox'] {
        justify-self: start;
      }
      .lacking label::after {
        content: ' ●';
        color: var(--gr-warn);
      }
      button.tool {
        width: 24px;
        height: 24px;
      }
    `,
  ];

  @property({ attribute: false }) values: Attributes = {};
  /** What the class says there may be. */
  @property({ attribute: false }) types: readonly AttributeType[] = [];
  @property({ type: Boolean }) locked = false;
  @state() private adding = false;

  protected override updated(changed: PropertyValues) {
    if (this.adding && changed.has('adding')) {
      this.renderRoot.querySelector<HTMLInputElement>('input[name=name]')?.focus();
    }
  }

  override render() {
    const { types, values } = this;
    const known = new Set(types.map(({ name }) => name));
    const others = Object.entries(values).filter(([name]) => !known.has(name));
    if (known.size === 0 && others.length === 0 && this.locked) {
      return nothing;
    }
    const lacking = missing(types, values);
    return html`<section aria-label="Attributes">
      ${visibleTypes(types, values).map((type) => this.typed(type, lacking.includes(type.name)))}
      ${others.map(([name, value]) => this.line(name, value))}
      ${this.adding ? this.blank() : nothing}
      ${
        this.locked || this.adding || types.length > 0
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

  private typed(type: AttributeType, lacking: boolean) {
    const { name, required } = type;
    return html`<div class="line typed ${lacking ? 'lacking' : ''}" data-testid="typed-attribute">
      <label class="clip" for="typed-${name}" title=${required ? `${name}: required` : name}
        >${name}</label
      >
      ${this.field(type)}
    </div>`;
  }

  private field(type: AttributeType) {
    const { name, choices = [], minimum, maximum, required = false } = type;
    const value = this.values[name];
    const id = `typed-${name}`;
    const change = (text: string) => this.set(name, valueOf(type, text));
    switch (type.type) {
      case 'enum':
        return html`<select
          id=${id}
          ?disabled=${this.locked}
          aria-required=${String(required)}
          @change=${(e: Event) => change((e.target as HTMLSelectElement).value)}
        >
          <option value="" .selected=${value === undefined}></option>
          ${choices.map(
            (choice) =>
              html`<option value=${choice} .selected=${choice === value}>${choice}</option>`,
          )}
        </select>`;
      case 'flag':
        return html`<input
          id=${id}
          type="checkbox"
          ?disabled=${this.locked}
          .checked=${value === true}
          @change=${(e: Event) => change(String((e.target as HTMLInputElement).checked))}
        />`;
      case 'number':
      case 'text':
        return html`<input
          id=${id}
          type=${type.type}
          min=${minimum ?? nothing}
          max=${maximum ?? nothing}
          step=${type.type === 'number' ? 'any' : nothing}
          ?disabled=${this.locked}
          aria-required=${String(required)}
          .value=${value === undefined ? '' : String(value)}
          @change=${(e: Event) => change((e.target as HTMLInputElement).value)}
        />`;
    }
  }

  private line(name: string, value: unknown) {
    return html`<div class="line">
      <label class="clip" for="value-${name}" title=${name}>${name}</label>
      <input
        id="value-${name}"
        .value=${typeof value === 'string' ? value : JSON.stringify(value)}
        ?disabled=${this.locked}
        @change=${(e: Event) => this.set(name, likeBefore((e.target as HTMLInputElement).value, value))}
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
function likeBefore(typed: string, before: unknown): unknown {
  if (typeof before === 'number' && typed.trim() !== '' && Number.isFinite(Number(typed))) {
    return Number(typed);
  }
  if (typeof before === 'boolean' && (typed === 'true' || typed === 'false')) {
    return typed === 'true';
  }
  return typed;
}
