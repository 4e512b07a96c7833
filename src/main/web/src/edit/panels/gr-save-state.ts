import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { counted } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon, type IconName } from '../icons';
import type { SavedKind, SavedState } from '../saver';
import { editStyles } from '../styles';

const LOOKS: Record<SavedKind, { icon: IconName; word: string }> = {
  saved: { icon: 'check', word: 'Saved' },
  saving: { icon: 'sync', word: 'Saving' },
  offline: { icon: 'offline', word: 'Offline' },
  waiting: { icon: 'sync', word: 'Waiting' },
  refused: { icon: 'warning', word: 'Refused' },
  conflict: { icon: 'compare', word: 'Conflict' },
};

/** The state in a word. */
export function savedWord({ kind }: SavedState): string {
  return LOOKS[kind].word;
}

/** Whether the server has everything; never hidden. Pressing it does what would help. */
@customElement('gr-save-state')
export class GrSaveState extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      button {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 28px;
        padding: 0 12px 0 8px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: 14px;
        color: var(--color-text-primary);
        font: inherit;
        font-size: 13px;
        white-space: nowrap;
        cursor: pointer;
      }
      button.saved,
      button.saving {
        cursor: default;
      }
      .saved .icon {
        color: var(--gr-ok);
      }
      .saving .icon {
        color: var(--color-text-interactive-default);
        animation: turn 1.2s linear infinite;
      }
      .offline,
      .refused {
        border-color: var(--gr-warn);
      }
      .offline .icon,
      .refused .icon {
        color: var(--gr-warn);
      }
      .conflict {
        border-color: var(--gr-bad);
      }
      .conflict .icon {
        color: var(--gr-bad);
      }
      @keyframes turn {
        to {
          transform: rotate(360deg);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .saving .icon {
          animation: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) state!: SavedState;

  override render() {
    const { kind, reason } = this.state;
    const look = LOOKS[kind];
    return html`<button
      class="small ${kind}"
      data-testid="save-state"
      data-state=${kind}
      title=${reason ?? nothing}
      @click=${() => this.dispatchEvent(new CustomEvent('gr-help-saving', { bubbles: true, composed: true }))}
    >
      ${icon(look.icon)}
      <span role="status">${look.word}${this.detail()}</span>
    </button>`;
  }

  private detail(): string {
    const { kind, unsaved, refused, conflicts, offline } = this.state;
    const away = offline && kind !== 'offline' ? ' · offline' : '';
    switch (kind) {
      case 'saved':
        return '';
      case 'saving':
        return unsaved > 1 ? ` ${counted(unsaved, 'object')}` : '…';
      case 'offline':
        return ` · ${counted(unsaved, 'object')} kept here · retry`;
      case 'waiting':
        return ` · ${counted(unsaved, 'object')} kept here`;
      case 'refused':
        return ` · ${counted(refused, 'object')} to mend${away}`;
      case 'conflict':
        return ` · ${counted(conflicts, 'object')} to decide${away}`;
    }
  }
}
