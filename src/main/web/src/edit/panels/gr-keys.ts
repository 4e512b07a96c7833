import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { BINDINGS, FIXED_KEYS, type Act, type Binding, type Profile } from '../keys/bindings';
import { chordOf, type Keymap } from '../keys/keymap';
import { editStyles } from '../styles';
import '../../ui/gr-dialog';

const GROUPS = ['Tools', 'Habits', 'Objects', 'Work', 'Moving about'] as const;

/** Every key of the editor. Fires `gr-keymap` with another keymap when the person changes one. */
@customElement('gr-keys')
export class GrKeys extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      gr-dialog {
        --gr-dialog-width: 920px;
      }
      .profile {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 20px;
        margin-bottom: 12px;
        font-size: 13px;
      }
      .profile label {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .sheet {
        columns: 2;
        column-gap: 32px;
      }
      section {
        break-inside: avoid;
        margin-bottom: 16px;
      }
      h3 {
        margin-bottom: 4px;
        color: var(--gr-muted);
        font-weight: 400;
      }
      div.line {
        display: grid;
        grid-template-columns: 132px 1fr auto;
        align-items: center;
        gap: 8px;
        padding: 3px 0;
        font-size: 13px;
      }
      .problem {
        color: var(--gr-warn);
      }
    `,
  ];

  @property({ attribute: false }) keymap!: Keymap;
  /** The act that waits for its new key. */
  @state() private asking: Act | null = null;
  @state() private problem = '';

  override render() {
    const { keymap } = this;
    const changed = Object.keys(keymap.choice.changed).length > 0;
    return html`<gr-dialog heading="Keys" data-testid="keys">
      <div class="profile" role="radiogroup" aria-label="Keys like in">
        <span>Keys like in</span>
        ${this.profile('cvat', 'CVAT: right click takes a vertex back')}
        ${this.profile('qgis', 'QGIS: right click finishes')}
        ${
          changed
            ? html`<button class="plain" @click=${() => this.change(keymap.reset())}>
                Undo my changes
              </button>`
            : nothing
        }
      </div>
      <div class="sheet">
        ${GROUPS.map((group) =>
          this.section(
            group,
            BINDINGS.filter((each) => each.group === group).map((each) => this.binding(each)),
          ),
        )}
        ${FIXED_KEYS.map(([heading, rows]) =>
          this.section(
            heading,
            rows.map(
              ([key, what]) =>
                html`<div class="line">
                  <span><kbd>${key}</kbd></span
                  ><span>${what}</span>
                </div>`,
            ),
          ),
        )}
      </div>
    </gr-dialog>`;
  }

  private section(heading: string, lines: unknown) {
    return html`<section>
      <h3>${heading}</h3>
      ${lines}
    </section>`;
  }

  private profile(profile: Profile, title: string) {
    return html`<label
      ><input
        type="radio"
        name="profile"
        data-testid="profile-${profile}"
        .checked=${this.keymap.profile === profile}
        @change=${() => this.change(this.keymap.of(profile))}
      />${title}</label
    >`;
  }

  private binding({ act, title }: Binding) {
    const asking = this.asking === act;
    return html`<div class="line">
      <span
        >${
          asking
            ? html`<em role="status">press the new key</em>`
            : this.keymap.keysOf(act).map((key) => html`<kbd>${key}</kbd> `)
        }</span
      >
      <span
        >${title}
        ${asking && this.problem ? html`<small class="problem">${this.problem}</small>` : nothing}</span
      >
      <button
        class="plain"
        data-testid="change-${act}"
        aria-label="Change the key for ${title}"
        @click=${() => this.ask(asking ? null : act)}
        @keydown=${(event: KeyboardEvent) => this.pressed(event, act)}
      >
        ${asking ? 'Keep' : 'Change'}
      </button>
    </div>`;
  }

  private ask(act: Act | null) {
    this.asking = act;
    this.problem = '';
  }

  private pressed(event: KeyboardEvent, act: Act) {
    if (this.asking !== act || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.ask(null);
      return;
    }
    const chord = chordOf(event);
    this.problem = this.keymap.obstacle(act, chord) ?? '';
    if (!this.problem) {
      this.ask(null);
      this.change(this.keymap.with(act, chord));
    }
  }

  private change(detail: Keymap) {
    this.dispatchEvent(new CustomEvent('gr-keymap', { detail }));
  }
}
