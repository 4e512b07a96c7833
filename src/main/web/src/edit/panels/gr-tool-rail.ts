import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { COMMANDS } from '../commands';
import { HABIT_TITLES, type Habit } from '../habits';
import { icon, type IconName } from '../icons';
import type { Act } from '../keys/bindings';
import type { Keymap } from '../keys/keymap';
import { editStyles } from '../styles';
import { TOOLS } from '../tools';
import type { Workbench } from '../workbench';

/** Tools, habits and what is done to objects at once, at the left of the map. */
@customElement('gr-tool-rail')
export class GrToolRail extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        width: 84px;
        padding: 6px 0;
        overflow-y: auto;
        background: var(--color-background-surface-default);
        border-right: 1px solid var(--gr-line);
      }
      .group {
        display: grid;
        grid-template-columns: repeat(2, 36px);
        gap: 3px;
        padding: 5px 0;
      }
      .group + .group {
        border-top: 1px solid var(--gr-line);
      }
      .end {
        margin-top: auto;
      }
      /* Every tool is in sight on a low screen, too. */
      @media (max-height: 860px) {
        :host {
          width: 122px;
          padding: 2px 0;
        }
        .group {
          grid-template-columns: repeat(3, 36px);
          padding: 3px 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  @property({ attribute: false }) keymap!: Keymap;
  /** Changes whenever the bench does. */
  @property({ attribute: false }) tick = 0;

  override render() {
    const { bench } = this;
    const tools = TOOLS.filter(
      ({ writes, byModel, plans }) =>
        (!writes || !bench.readOnly) &&
        (!byModel || bench.outlines !== null) &&
        (!plans || bench.plans),
    );
    return html`
      <div class="group" role="group" aria-label="Tools">
        ${tools.map(({ name, title, onSelected }) =>
          this.button(name, title, `tool:${name}`, () => bench.take(name), {
            pressed: bench.toolName === name,
            disabled:
              (onSelected === true && bench.selected === null && bench.toolName !== name) ||
              bench.misfit(name) !== null,
          }),
        )}
      </div>
      ${bench.readOnly ? nothing : this.editing()}
      <div class="group end">
        ${this.button('keys', 'Keys', 'keys', () => this.dispatchEvent(new CustomEvent('gr-keys')))}
      </div>
    `;
  }

  private editing() {
    const { bench } = this;
    const { undo, redo } = bench.session.history.next;
    return html`
      <div class="group" role="group" aria-label="Habits">
        ${(Object.keys(HABIT_TITLES) as Habit[]).map((habit) =>
          this.button(habit, HABIT_TITLES[habit], `habit:${habit}`, () => bench.toggle(habit), {
            pressed: bench.habits[habit],
          }),
        )}
      </div>
      <div class="group" role="group" aria-label="Objects">
        ${COMMANDS.map(({ name, icon: picture, title, obstacle }) =>
          this.button(picture, title, `do:${name}`, () => bench.command(name), {
            disabled: obstacle(bench) !== null,
          }),
        )}
        ${this.button('delete', 'Delete object', 'delete', () => bench.deleteSelected(), {
          disabled: bench.selected === null,
        })}
      </div>
      <div class="group" role="group" aria-label="Steps">
        ${this.button(
          'undo',
          undo ? `Undo: ${undo.title}` : 'Undo',
          'undo',
          () => void bench.undo(),
          {
            disabled: !undo,
          },
        )}
        ${this.button(
          'redo',
          redo ? `Redo: ${redo.title}` : 'Redo',
          'redo',
          () => void bench.redo(),
          {
            disabled: !redo,
          },
        )}
      </div>
    `;
  }

  private button(
    name: IconName,
    title: string,
    act: Act,
    press: () => void,
    { pressed, disabled = false }: { pressed?: boolean; disabled?: boolean } = {},
  ) {
    const key = this.keymap.keysOf(act)[0] ?? '';
    return html`<button
      class="tool"
      data-testid="tool-${name}"
      data-tip="${title}  ${key}"
      aria-label=${title}
      aria-keyshortcuts=${key.replace('Ctrl', 'Control')}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      ?disabled=${disabled}
      @click=${press}
    >
      ${icon(name)}
    </button>`;
  }
}
