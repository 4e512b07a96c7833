import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { counted } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { Finding } from '../session';
import { editStyles } from '../styles';

/** Codes of what the server can propose a repair for. */
const REPAIRABLE = new Set([
  'disconnected-interior',
  'duplicate-rings',
  'hole-outside-shell',
  'invalid-topology',
  'nested-holes',
  'nested-shells',
  'outside-scene',
  'repeated-point',
  'ring-self-intersection',
  'self-intersection',
  'spike',
]);

/**
 * What the rules said, with a way to each place; there only while there is something. Fires
 * `gr-finding`, and `gr-repair` with the label where a repair is to be looked at.
 */
@customElement('gr-findings')
export class GrFindings extends LitElement {
  static override styles = [
    shared,
    editStyles,
    css`
      section {
        max-height: 180px;
        overflow: auto;
        padding: 8px 0;
        background: rgb(255 56 56 / 9%);
        border-bottom: 1px solid var(--gr-line);
        font-size: 13px;
      }
      h3 {
        padding: 0 12px 4px;
      }
      button {
        display: flex;
        gap: 8px;
        width: 100%;
        padding: 4px 12px;
        background: none;
        border: 0;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .finding {
        display: flex;
        align-items: start;
      }
      button.repair {
        flex: none;
        width: auto;
        color: var(--color-text-interactive-default);
      }
      button:hover {
        background: var(--color-background-surface-hover);
      }
      .icon {
        flex: none;
        margin-top: 1px;
        color: var(--gr-bad);
      }
      .warning .icon {
        color: var(--gr-warn);
      }
      b {
        font-weight: 400;
      }
      small {
        display: block;
        color: var(--gr-muted);
      }
    `,
  ];

  @property({ attribute: false }) findings: readonly Finding[] = [];

  override render() {
    const { findings } = this;
    if (findings.length === 0) {
      return nothing;
    }
    const kept = findings.every(({ violation }) => violation.severity === 'WARNING');
    return html`<section aria-label="Violations" data-testid="findings">
      <h3>${counted(findings.length, kept ? 'warning' : 'violation')}</h3>
      ${findings.map(
        (finding) =>
          html`<div class="finding">
            <button
              class="small ${finding.violation.severity === 'WARNING' ? 'warning' : ''}"
              @click=${() => this.tell('gr-finding', finding)}
            >
              ${icon('warning')}
              <b
                >${finding.violation.message}
                <small
                  >${finding.violation.code} · at ${finding.place.map(Math.round).join(', ')}</small
                ></b
              >
            </button>
            ${
              REPAIRABLE.has(finding.violation.code)
                ? html`<button
                    class="repair"
                    data-testid="repair"
                    aria-label="Look at a repair"
                    @click=${() => this.tell('gr-repair', finding.element)}
                  >
                    Repair…
                  </button>`
                : nothing
            }
          </div>`,
      )}
    </section>`;
  }

  private tell(event: 'gr-finding' | 'gr-repair', detail: unknown) {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }
}
