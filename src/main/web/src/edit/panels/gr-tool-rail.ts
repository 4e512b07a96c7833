import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../ui/styles';
import { icon, type IconName } from '../icons';
import { editStyles } from '../styles';
import { TOOLS } from '../tools';
import type { Workbench } from '../workbench';

/** Tools and what belongs to the hand, at the left of the map. */
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
        gap: 4px;
        width: 48px;
        padding: 8px 0;
        background: var(--color-background-surface-default);
        border-right: 1px solid var(--gr-line);
      }
      hr {
        width: 28px;
        margin: 4px 0;
        border: 0;
        border-top: 1px solid var(--gr-line);
      }
      .end {
        margin-top: auto;
      }
    `,
  ];

  @property({ attribute: false }) bench!: Workbench;
  /** Changes whenever the bench does. */
  @property({ attribute: false }) tick = 0;

  override render() {
    const { bench } = this;
    const tools = TOOLS.filter((tool) => !tool.writes || !bench.readOnly);
    return html`
      ${tools.map(({ name, title, key }) =>
        this.button(name, title, key, () => bench.take(name), {
          pressed: bench.toolName === name,
          disabled: name === 'hole' && bench.selected === null && bench.toolName !== 'hole',
        }),
      )}
      ${bench.readOnly ? nothing : this.editing()}
      <span class="end"></span>
      ${this.button('keys', 'Keys', '?', () => this.dispatchEvent(new CustomEvent('gr-keys')))}
    `;
  }

  private editing() {
    const { bench } = this;
    const { undo, redo } = bench.session.history.next;
    return html`
      <hr />
      ${this.button('snap', 'Snap to vertices and edges', 'S', () => bench.toggleSnapping(), {
        pressed: bench.snapping,
      })}
      <hr />
      ${this.button(
        'undo',
        undo ? `Undo: ${undo.title}` : 'Undo',
        'Ctrl+Z',
        () => void bench.undo(),
        {
          disabled: !undo,
        },
      )}
      ${this.button(
        'redo',
        redo ? `Redo: ${redo.title}` : 'Redo',
        'Ctrl+Shift+Z',
        () => void bench.redo(),
        { disabled: !redo },
      )}
      <hr />
      ${this.button('delete', 'Delete object', 'Del', () => bench.deleteSelected(), {
        disabled: bench.selected === null,
      })}
    `;
  }

  private button(
    name: IconName,
    title: string,
    key: string,
    act: () => void,
    { pressed, disabled = false }: { pressed?: boolean; disabled?: boolean } = {},
  ) {
    return html`<button
      class="tool"
      data-testid="tool-${name}"
      data-tip="${title}  ${key}"
      aria-label=${title}
      aria-keyshortcuts=${key.replace('Ctrl', 'Control').replace('Del', 'Delete')}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }
}
