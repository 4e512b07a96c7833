import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Ontology, OntologyClass, OntologyOutcome, OntologyStep } from '../../api/types';
import { Loader, problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import { consequences, stepOf, type Intention, type Kind } from './steps';

const KINDS: readonly { kind: Kind; name: string; verb: string }[] = [
  { kind: 'rename', name: 'Rename', verb: 'Rename the class' },
  { kind: 'merge', name: 'Merge', verb: 'Merge the classes' },
  { kind: 'split', name: 'Split', verb: 'Split the class' },
  { kind: 'retire', name: 'Retire', verb: 'Retire the class' },
  { kind: 'bring-back', name: 'Bring back', verb: 'Bring the class back' },
];

/** Milliseconds of quiet until what was filled in is tried. */
const QUIET = 350;

/**
 * Renames, merges, splits, retires or brings back one class with its labels; what would happen is
 * told before it does. Fires `gr-changed` once it is done.
 */
@customElement('gr-class-change')
export class GrClassChange extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      gr-dialog {
        --gr-dialog-width: 600px;
      }
      .kinds {
        display: flex;
        border: 1px solid var(--color-border-interactive-muted);
        border-radius: var(--radius-base);
        overflow: hidden;
      }
      .kinds button {
        flex: 1;
        height: 32px;
        background: none;
        border: 0;
        border-right: 1px solid var(--gr-line);
        color: var(--color-text-secondary);
        font: inherit;
        cursor: pointer;
      }
      .kinds button:last-child {
        border-right: 0;
      }
      .kinds button[aria-pressed='true'] {
        background: var(--color-background-surface-selected);
        color: var(--color-text-primary);
      }
      .part {
        display: grid;
        grid-template-columns: 1fr 1fr auto;
        gap: 8px 12px;
        margin-bottom: 8px;
      }
      .outcome {
        min-height: 64px;
        padding: 12px 16px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: var(--radius-base);
      }
      .outcome ul {
        margin: 4px 0 0;
        padding-left: 18px;
      }
    `,
  ];

  @property() project = '';
  @property({ attribute: false }) ontology!: Ontology;
  @property({ attribute: false }) each!: OntologyClass;
  @state() private intention!: Intention;
  @state() private busy = false;
  @state() private error: ProblemError | undefined;
  private readonly outcome = new Loader<{ step: OntologyStep; done: OntologyOutcome }>(this);
  private waiting: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    const { attributes, name, retired } = this.each;
    const enumerated = attributes?.find(({ type }) => type === 'enum');
    this.intention = {
      kind: retired ? 'bring-back' : 'rename',
      name,
      into: null,
      attribute: enumerated?.name ?? attributes?.[0]?.name ?? '',
      parts: (enumerated?.choices ?? ['']).map((value) => ({
        value,
        name: value && `${name}, ${value}`,
      })),
    };
    this.tryIt();
  }

  override disconnectedCallback() {
    clearTimeout(this.waiting);
    super.disconnectedCallback();
  }

  override render() {
    const { kind } = this.intention;
    const offered = KINDS.filter(
      (each) => (each.kind === 'bring-back') === (this.each.retired ?? false),
    );
    const ready = this.outcome.value && !this.outcome.loading && !this.outcome.error;
    const failed = this.error ?? this.outcome.error;
    return html`<gr-dialog heading="Change “${this.each.name}”" data-testid="class-change">
      <form @submit=${this.run}>
        <div class="kinds" role="group" aria-label="What to do">
          ${offered.map(
            (each) =>
              html`<button
                type="button"
                data-testid="kind-${each.kind}"
                aria-pressed=${String(each.kind === kind)}
                @click=${() => this.intend({ kind: each.kind })}
              >
                ${each.name}
              </button>`,
          )}
        </div>
        ${this.fields(kind)}
        <div class="outcome" role="status" data-testid="class-outcome">${this.told()}</div>
        ${failed ? html`<gr-problem .error=${failed}></gr-problem>` : nothing}
        <div class="actions">
          <button type="submit" hidden ?disabled=${!ready || this.busy}></button>
          <rux-button type="submit" data-testid="class-change-go" ?disabled=${!ready || this.busy}
            >${KINDS.find((each) => each.kind === kind)!.verb}</rux-button
          >
        </div>
      </form>
    </gr-dialog>`;
  }

  private fields(kind: Kind) {
    switch (kind) {
      case 'rename':
        return html`<label class="field">
          New name
          <input
            autofocus
            maxlength="80"
            data-testid="new-name"
            .value=${this.intention.name}
            @input=${(e: Event) => this.intend({ name: text(e) })}
          />
        </label>`;
      case 'merge':
        return html`<label class="field">
          Its labels go to
          <select
            data-testid="merge-into"
            @change=${(e: Event) => this.intend({ into: Number(text(e)) })}
          >
            <option value="" disabled .selected=${this.intention.into === null}>
              Choose a class
            </option>
            ${this.ontology.classes
              .filter(({ id, retired }) => id !== this.each.id && !retired)
              .map(
                ({ id, name }) =>
                  html`<option value=${id} .selected=${id === this.intention.into}>
                    ${name}
                  </option>`,
              )}
          </select>
        </label>`;
      case 'split':
        return this.splitFields();
      case 'retire':
      case 'bring-back':
        return nothing;
    }
  }

  private splitFields() {
    const { attribute, parts } = this.intention;
    return html`<label class="field">
        By the attribute
        <input
          list="attributes"
          autocomplete="off"
          data-testid="split-by"
          .value=${attribute}
          @input=${(e: Event) => this.intend({ attribute: text(e) })}
        />
      </label>
      <datalist id="attributes">
        ${(this.each.attributes ?? []).map(({ name }) => html`<option value=${name}></option>`)}
      </datalist>
      <fieldset>
        <legend>Labels with the value become a new class</legend>
        ${parts.map(
          (part, i) =>
            html`<div class="part">
              <input
                aria-label="Value"
                placeholder="value"
                data-testid="split-value"
                .value=${part.value}
                @input=${(e: Event) => this.changePart(i, { value: text(e) })}
              />
              <input
                aria-label="Name of the new class"
                placeholder="name of the new class"
                maxlength="80"
                data-testid="split-name"
                .value=${part.name}
                @input=${(e: Event) => this.changePart(i, { name: text(e) })}
              />
              <button
                type="button"
                class="plain"
                @click=${() => this.intend({ parts: parts.filter((_, at) => at !== i) })}
              >
                Take out
              </button>
            </div>`,
        )}
        <rux-button
          secondary
          size="small"
          type="button"
          @click=${() => this.intend({ parts: [...parts, { value: '', name: '' }] })}
          >Another value</rux-button
        >
      </fieldset>`;
  }

  private told() {
    const { value, loading, error } = this.outcome;
    if (error) {
      return html`<span class="muted">Nothing would change.</span>`;
    }
    if (!value || loading) {
      return html`<span class="muted"
        >${loading ? 'Trying…' : 'What would happen is told here before it does.'}</span
      >`;
    }
    return html`Version ${this.ontology.version + 1}, which can be undone:
      <ul>
        ${consequences(value.done, value.step).map((line) => html`<li>${line}</li>`)}
      </ul>`;
  }

  private changePart(i: number, change: Partial<Intention['parts'][number]>) {
    const parts = this.intention.parts.map((part, at) =>
      at === i ? { ...part, ...change } : part,
    );
    this.intend({ parts });
  }

  private intend(change: Partial<Intention>) {
    this.intention = { ...this.intention, ...change };
    this.outcome.clear();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tryIt(), QUIET);
  }

  private tryIt() {
    const step = stepOf(this.each, this.ontology, this.intention);
    this.error = undefined;
    if (step) {
      void this.outcome.load(async (signal) => ({
        step,
        done: await this.ask(step, true, signal),
      }));
    }
  }

  private ask(step: OntologyStep, dry: boolean, signal?: AbortSignal): Promise<OntologyOutcome> {
    return client.post('/api/v1/projects/{project}/ontology/changes', {
      path: { project: this.project },
      body: { version: this.ontology.version, steps: [step], dry_run: dry },
      ...(signal ? { signal } : {}),
    });
  }

  private async run(event: Event) {
    event.preventDefault();
    const tried = this.outcome.value;
    if (!tried || this.busy) {
      return;
    }
    this.busy = true;
    try {
      await this.ask(tried.step, false);
      this.dispatchEvent(new CustomEvent('gr-changed'));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }
}

function text(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
