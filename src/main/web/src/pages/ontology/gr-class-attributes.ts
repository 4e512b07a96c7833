import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AttributeType } from '../../api/types';
import { formStyles, shared } from '../../ui/styles';
import '../../ui/gr-dialog';

const TYPES = { enum: 'One of', number: 'Number', text: 'Text', flag: 'Yes or no' } as const;

/** What may be said of the objects of a class. Fires `gr-attributes` with the new list. */
@customElement('gr-class-attributes')
export class GrClassAttributes extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      gr-dialog {
        --gr-dialog-width: 860px;
      }
      .attribute {
        display: grid;
        grid-template-columns: minmax(0, 2fr) 120px minmax(0, 3fr) minmax(0, 1fr) auto;
        align-items: end;
        gap: 8px 12px;
        padding-bottom: 12px;
        border-bottom: 1px solid var(--gr-line);
      }
      .attribute .second {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: 12px;
        font-size: 13px;
      }
      .second select,
      .second input:not([type='checkbox']) {
        width: 180px;
      }
      .range {
        display: flex;
        gap: 8px;
      }
      button.plain {
        height: 34px;
      }
    `,
  ];

  /** Name of the class. */
  @property() name = '';
  @property({ attribute: false }) types: readonly AttributeType[] = [];
  @state() private list: readonly AttributeType[] = [];

  override connectedCallback() {
    super.connectedCallback();
    this.list = this.types;
  }

  override render() {
    return html`<gr-dialog heading="Attributes of ${this.name || 'the class'}">
      <form @submit=${this.done} data-testid="class-attributes">
        ${
          this.list.length === 0
            ? html`<p class="muted">
                Without attributes of its own anything may be said of an object of this class.
              </p>`
            : nothing
        }
        ${this.list.map((each, i) => this.line(each, i))}
        <div class="spread">
          <rux-button
            secondary
            size="small"
            type="button"
            data-testid="add-attribute"
            @click=${this.add}
            >Add attribute</rux-button
          >
          <rux-button type="submit" data-testid="attributes-done" @click=${this.done}
            >Into the draft</rux-button
          >
        </div>
      </form>
    </gr-dialog>`;
  }

  private line(each: AttributeType, i: number) {
    const { name, type, required, initial } = each;
    return html`<fieldset class="attribute">
      <label class="field"
        >Name
        <input
          maxlength="80"
          data-testid="attribute-name"
          .value=${name}
          @input=${(e: Event) => this.change(i, { name: text(e) })}
        />
      </label>
      <label class="field"
        >Kind
        <select
          data-testid="attribute-type"
          @change=${(e: Event) => this.retype(i, text(e) as AttributeType['type'])}
        >
          ${Object.entries(TYPES).map(
            ([value, word]) =>
              html`<option value=${value} .selected=${value === type}>${word}</option>`,
          )}
        </select>
      </label>
      ${this.values(each, i)}
      <label class="field"
        >Starts as
        <input
          .value=${initial ?? ''}
          @input=${(e: Event) => this.change(i, { initial: text(e) || undefined })}
        />
      </label>
      <button
        type="button"
        class="plain"
        @click=${() => (this.list = this.list.filter((_, at) => at !== i))}
      >
        Take out<span class="hidden-label"> ${name || 'the attribute'}</span>
      </button>
      <div class="second">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${required ?? false}
            @change=${() => this.change(i, { required: !required })}
          />Must be said</label
        >
        ${this.condition(each, i)}
      </div>
    </fieldset>`;
  }

  private values({ type, choices, minimum, maximum }: AttributeType, i: number) {
    switch (type) {
      case 'enum':
        return html`<label class="field"
          >Choices, between commas
          <input
            data-testid="attribute-choices"
            .value=${(choices ?? []).join(', ')}
            @change=${(e: Event) => this.change(i, { choices: listOf(text(e)) })}
          />
        </label>`;
      case 'number':
        return html`<div class="range">
          <label class="field"
            >Least
            <input
              type="number"
              step="any"
              .value=${String(minimum ?? '')}
              @input=${(e: Event) => this.change(i, { minimum: numberOf(e) })}
            />
          </label>
          <label class="field"
            >Most
            <input
              type="number"
              step="any"
              .value=${String(maximum ?? '')}
              @input=${(e: Event) => this.change(i, { maximum: numberOf(e) })}
            />
          </label>
        </div>`;
      case 'text':
      case 'flag':
        return html`<span></span>`;
    }
  }

  /** It may be asked only where another attribute has some value. */
  private condition({ name, visible_if: condition }: AttributeType, i: number) {
    const others = this.list.filter((each) => each.name !== name && each.name !== '');
    if (others.length === 0) {
      return nothing;
    }
    return html`<label class="row"
        >Asked
        <select
          @change=${(e: Event) =>
            this.change(i, {
              visible_if: text(e)
                ? { attribute: text(e), values: condition?.values ?? [] }
                : undefined,
            })}
        >
          <option value="" .selected=${!condition}>always</option>
          ${others.map(
            (each) =>
              html`<option value=${each.name} .selected=${condition?.attribute === each.name}>
                where ${each.name} is
              </option>`,
          )}
        </select>
      </label>
      ${
        condition
          ? html`<input
              aria-label="Values of ${condition.attribute}, between commas"
              placeholder="values, between commas"
              .value=${condition.values.join(', ')}
              @change=${(e: Event) =>
                this.change(i, { visible_if: { ...condition, values: listOf(text(e)) } })}
            />`
          : nothing
      }`;
  }

  private change(i: number, change: { [K in keyof AttributeType]?: AttributeType[K] | undefined }) {
    this.list = this.list.map((each, at) =>
      at === i ? (withoutNothing({ ...each, ...change }) as AttributeType) : each,
    );
  }

  /** Choices and limits belong to a kind: those of the old one go. */
  private retype(i: number, type: AttributeType['type']) {
    this.change(i, { type, choices: undefined, minimum: undefined, maximum: undefined });
  }

  private add() {
    this.list = [...this.list, { name: '', type: 'enum', choices: [] }];
  }

  private done(event: Event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('gr-attributes', { detail: this.list }));
  }
}

function withoutNothing(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function text(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

function numberOf(event: Event): number | undefined {
  return text(event) === '' ? undefined : Number(text(event));
}
