import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Note } from '../../api/types';
import { instant } from '../../ui/format';
import { problemOf } from '../../ui/loader';
import { shared } from '../../ui/styles';
import type { Position } from '../geometry';
import type { Notes } from '../notes';
import { editStyles } from '../styles';
import '../../ui/gr-dialog';

/** One note: to be written at a place, or to be read and settled. Fires `gr-words` as it is written. */
@customElement('gr-note')
export class GrNote extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      textarea {
        box-sizing: border-box;
        width: 100%;
        min-height: 96px;
        padding: 8px;
        background: var(--gr-inset);
        border: 1px solid var(--gr-line);
        border-radius: 3px;
        color: inherit;
        font: inherit;
      }
      blockquote {
        margin: 0 0 8px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      footer {
        display: flex;
        justify-content: flex-end;
        gap: 12px;
        margin-top: 12px;
      }
      .problem {
        color: var(--gr-warn);
      }
    `,
  ];

  @property({ attribute: false }) notes!: Notes;
  /** Where a new note belongs; undefined where one is read. */
  @property({ attribute: false }) at: Position | undefined;
  @property({ attribute: false }) note: Note | undefined;
  @property({ type: Boolean }) locked = false;
  /** What a new note begins with. */
  @property() text = '';
  @state() private problem = '';
  @query('textarea') private field!: HTMLTextAreaElement | null;

  protected override firstUpdated() {
    this.field?.focus();
    this.field?.setSelectionRange(this.text.length, this.text.length);
  }

  override render() {
    const { note } = this;
    return html`<gr-dialog heading=${note ? 'Note' : 'Pin a note'} data-testid="note">
      ${
        note
          ? html`<blockquote>${note.text}</blockquote>
              <p class="muted">
                ${note.author} · ${instant(note.created)}${note.done ? ' · settled' : ''}
              </p>`
          : html`<textarea
              aria-label="What is to be said about this place"
              data-testid="note-text"
              maxlength="2000"
              .value=${this.text}
              @input=${() => this.keepWords(this.field?.value ?? '')}
            ></textarea>`
      }
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <footer>${this.locked ? nothing : this.button()}</footer>
    </gr-dialog>`;
  }

  private button() {
    const { note } = this;
    return note
      ? html`<rux-button
          data-testid="settle-note"
          @click=${() => this.act(() => this.notes.change(note.id, { done: !note.done }))}
          >${note.done ? 'Take it up again' : 'Settle'}</rux-button
        >`
      : html`<rux-button data-testid="pin-note" @click=${() => this.act(() => this.pin())}
          >Pin</rux-button
        >`;
  }

  /** A dialog is closed by one key; what was written must not go with it. */
  private keepWords(words: string) {
    this.dispatchEvent(new CustomEvent('gr-words', { detail: words }));
  }

  private async pin(): Promise<void> {
    const text = this.field?.value.trim() ?? '';
    if (!text || !this.at) {
      throw new Error('A note needs words.');
    }
    await this.notes.add(this.at, text);
    this.keepWords('');
  }

  private async act(action: () => Promise<void>) {
    try {
      await action();
      this.dispatchEvent(new CustomEvent('gr-close'));
    } catch (cause) {
      const problem = problemOf(cause);
      this.problem = problem.detail || problem.title;
    }
  }
}
