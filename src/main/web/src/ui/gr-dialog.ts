import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from './styles';

/**
 * A modal dialog in Astro's look over the browser's own `dialog`, which keeps focus inside and gives
 * it back. Fires `gr-close` when the person dismisses it; `locked` dialogs cannot be dismissed.
 */
@customElement('gr-dialog')
export class GrDialog extends LitElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(var(--gr-dialog-width, 520px), calc(100vw - 64px));
        max-height: calc(100vh - 120px);
        padding: 0;
        background: var(--color-background-surface-default);
        color: var(--color-text-primary);
        border: 1px solid var(--color-border-interactive-muted);
        border-radius: var(--radius-base);
        box-shadow: 0 16px 48px rgb(0 0 0 / 60%);
      }
      /* The marking banners stay as they are above and below. */
      dialog::backdrop {
        inset: 24px 0;
        background: rgb(4 8 12 / 70%);
      }
      :host([locked]) dialog::backdrop {
        background: var(--color-background-base-default);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 12px 16px;
        background: var(--color-background-surface-header);
        border-bottom: 1px solid var(--gr-line);
      }
      .body {
        padding: 16px;
      }
      button {
        width: 28px;
        height: 28px;
        background: none;
        border: 0;
        border-radius: var(--radius-base);
        color: var(--color-text-interactive-default);
        font-size: 20px;
        line-height: 1;
        cursor: pointer;
      }
      button:hover {
        background: var(--color-background-surface-hover);
      }
    `,
  ];

  @property() heading = '';
  @property({ type: Boolean, reflect: true }) locked = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override firstUpdated() {
    this.dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" @cancel=${this.cancel} @close=${this.closed}>
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button ?hidden=${this.locked} aria-label="Close" @click=${() => this.dialog.close()}>
            ×
          </button>
        </header>
        <div class="body"><slot></slot></div>
      </dialog>
    `;
  }

  private cancel(event: Event) {
    if (this.locked) {
      event.preventDefault();
    }
  }

  private closed() {
    if (this.locked) {
      this.dialog.showModal();
      return;
    }
    this.dispatchEvent(new CustomEvent('gr-close', { bubbles: true, composed: true }));
  }
}
