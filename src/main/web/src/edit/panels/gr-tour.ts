import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import type { Profile } from '../keys/bindings';
import type { Keymap } from '../keys/keymap';
import { editStyles } from '../styles';

interface Step {
  readonly heading: string;
  readonly text: string;
}

const STEPS: readonly Step[] = [
  {
    heading: 'Which hands do you bring?',
    text: 'The keys follow one of two habits. They can be changed one by one on the sheet that ? shows.',
  },
  {
    heading: 'Draw',
    text: 'Pick a class by its digit, press P and click around an object. Enter, a double click or the first vertex finishes it. Backspace takes a vertex back, Esc leaves the tool and keeps what you drew.',
  },
  {
    heading: 'Reshape',
    text: 'Click an object, then drag a vertex, or a midpoint to insert one; Alt+click deletes a vertex. G redraws a stretch of the outline by a stroke across it, X cuts, and Shift+click chooses further objects to merge or subtract.',
  },
  {
    heading: 'Nothing is lost',
    text: 'Every change is saved by itself, within a second; the pill in the bar says so. Without a network it waits in this browser. Ctrl+Z takes steps back, and every earlier state of an object stays in its history.',
  },
  {
    heading: 'From scene to scene',
    text: 'J accepts the selected prediction of a model and K rejects it; both go on to the next. F and D lead to the next scene and the one before, Ctrl+Enter sees first that all is saved. B pins “bad imagery” at the cursor.',
  },
  {
    heading: 'By keyboard alone',
    text: 'Arrow keys move a cursor over the image, Space places a vertex, Enter finishes, Tab goes from object to object. ? shows every key.',
  },
];

/**
 * What to know before the first object, on a card that is in nobody's way. Fires `gr-keymap` with
 * the profile chosen and `gr-close` at the end.
 */
@customElement('gr-tour')
export class GrTour extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        position: absolute;
        left: 12px;
        bottom: 56px;
        z-index: 6;
        display: block;
        width: 340px;
        padding: 16px;
        background: var(--color-background-surface-default);
        border: 1px solid var(--color-border-interactive-default);
        border-radius: 4px;
        box-shadow: 0 6px 24px rgb(0 0 0 / 55%);
        font-size: 13px;
      }
      h2 {
        margin-bottom: 6px;
        font-size: 15px;
      }
      p {
        margin-bottom: 12px;
      }
      .choices {
        display: grid;
        gap: 8px;
        margin-bottom: 12px;
      }
      .choices button {
        padding: 8px 12px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: 3px;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .choices button:hover,
      .choices button[aria-pressed='true'] {
        border-color: var(--color-border-interactive-default);
      }
      .choices small {
        display: block;
        color: var(--gr-muted);
      }
      footer {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      footer span {
        flex: 1;
        color: var(--gr-muted);
      }
    `,
  ];

  @property({ attribute: false }) keymap!: Keymap;
  @state() private step = 0;

  override render() {
    const { heading, text } = STEPS[this.step]!;
    const last = this.step === STEPS.length - 1;
    return html`<section aria-label="First steps" data-testid="tour">
      <h2>${heading}</h2>
      <p>${text}</p>
      ${this.step === 0 ? this.choices() : ''}
      <footer>
        <span>${this.step + 1} of ${STEPS.length}</span>
        <button class="plain" data-testid="tour-skip" @click=${this.close}>
          ${last ? 'Done' : 'Skip'}
        </button>
        ${
          last
            ? ''
            : html`<button class="plain" data-testid="tour-next" @click=${() => this.step++}>
                Next
              </button>`
        }
      </footer>
    </section>`;
  }

  private choices() {
    return html`<div class="choices" role="group" aria-label="Keys">
      ${this.choice('cvat', 'Like CVAT', 'A right click takes the last vertex back')}
      ${this.choice('qgis', 'Like QGIS', 'A right click finishes the shape')}
    </div>`;
  }

  private choice(profile: Profile, title: string, what: string) {
    return html`<button
      data-testid="tour-${profile}"
      aria-pressed=${String(this.keymap.choice.profile === profile)}
      @click=${() => this.choose(profile)}
    >
      ${title}<small>${what}</small>
    </button>`;
  }

  private choose(profile: Profile) {
    this.dispatchEvent(new CustomEvent('gr-keymap', { detail: this.keymap.of(profile) }));
    this.step = 1;
  }

  private close() {
    if (this.keymap.choice.profile === null) {
      this.dispatchEvent(new CustomEvent('gr-keymap', { detail: this.keymap.of('cvat') }));
    }
    this.dispatchEvent(new CustomEvent('gr-close'));
  }
}
