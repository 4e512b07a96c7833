import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../api/types';
import { zoomText } from '../edit/panels/gr-status-bar';
import { FORMS, writePosition, type Form } from '../ground/coordinates';
import type { Placement } from '../ground/placement';
import { length } from '../ui/format';
import { shared } from '../ui/styles';
import type { Place } from './gr-look-map';

declare global {
  interface HTMLElementEventMap {
    'gr-form': CustomEvent<Form>;
  }
}

/** One line under the map: where the pointer is, in the form the person reads. Fires `gr-form`. */
@customElement('gr-look-status')
export class GrLookStatus extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 16px;
        height: 30px;
        padding: 0 12px;
        background: var(--color-background-surface-default);
        border-top: 1px solid var(--gr-line);
        color: var(--gr-muted);
        font-size: 12px;
        white-space: nowrap;
      }
      .hint {
        flex: 1;
        min-width: 0;
        color: var(--color-text-secondary);
      }
      .forms {
        display: flex;
      }
      .forms button {
        height: 22px;
        padding: 0 8px;
        background: none;
        border: 1px solid var(--gr-line);
        border-left-width: 0;
        color: var(--color-text-secondary);
        font: inherit;
        font-size: 11px;
        cursor: pointer;
      }
      .forms button:first-child {
        border-left-width: 1px;
        border-radius: 3px 0 0 3px;
      }
      .forms button:last-child {
        border-radius: 0 3px 3px 0;
      }
      .forms button:hover {
        background: var(--color-background-surface-hover);
        color: var(--color-text-primary);
      }
      .forms button[aria-pressed='true'] {
        background: var(--color-background-surface-selected);
        color: var(--color-text-primary);
      }
      button.where {
        min-width: 38ch;
        height: 22px;
        padding: 0 6px;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
        color: var(--color-text-primary);
        font-family: var(--gr-mono);
        font-size: 12px;
        text-align: right;
        cursor: copy;
      }
      button.where:hover {
        border-color: var(--color-border-interactive-muted);
      }
      .pixel {
        min-width: 18ch;
        color: var(--color-text-primary);
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) placement: Placement | null = null;
  @property({ attribute: false }) place: Place | null = null;
  @property() form: Form = 'dd';
  @property({ attribute: false }) resolution = 1;
  @property() message = '';
  @state() private copied = '';

  override render() {
    const { place, placement, form } = this;
    const accuracy = this.scene.details?.accuracy;
    const text = place?.lonLat ? writePosition(place.lonLat, form) : '';
    return html`
      <span class="hint clip" role="status" data-testid="hint">${this.copied || this.message}</span>
      ${
        placement
          ? html`<button
                class="where"
                data-testid="position"
                title="Press to copy; C copies what is under the pointer"
                aria-label="Position ${text}, copy"
                @click=${this.copy}
              >
                ${text}
              </button>
              <div class="forms" role="group" aria-label="How positions are written">
                ${FORMS.map(
                  (each) =>
                    html`<button
                      title=${each.title}
                      data-testid="form-${each.form}"
                      aria-pressed=${String(each.form === form)}
                      @click=${() => this.choose(each.form)}
                    >
                      ${each.name}
                    </button>`,
                )}
              </div>
              <span
                title="Accuracy of the georeference on the ground, root mean square"
                data-testid="accuracy"
                >${accuracy === undefined ? 'accuracy not stated' : `± ${length(accuracy)}`}</span
              >`
          : html`<span>No place on the ground</span>`
      }
      <span class="mono pixel" data-testid="pixel" title="Image pixel: x right, y down"
        >${place ? `${place.pixel[0].toFixed(1)}, ${place.pixel[1].toFixed(1)} px` : nothing}</span
      >
      <span title="Screen pixels per image pixel">${zoomText(this.resolution)}</span>
    `;
  }

  private choose(form: Form) {
    this.dispatchEvent(new CustomEvent('gr-form', { detail: form }));
  }

  /** Puts the position into the clipboard and says so. */
  copy(): void {
    const { lonLat } = this.place ?? {};
    if (lonLat) {
      void copyText(writePosition(lonLat, this.form)).then((done) => {
        this.copied = done ? 'Copied' : 'The browser did not allow copying';
        setTimeout(() => (this.copied = ''), 2500);
      });
    }
  }
}

/** The clipboard exists only in secure contexts; elsewhere a selection is copied as of old. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) {
    return clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  // Deprecated, and the only way without a secure context.
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
