import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { counted } from '../../ui/format';
import { shared } from '../../ui/styles';
import { icon } from '../icons';
import type { Finding } from '../session';
import { editStyles } from '../styles';

/** What the rules said, with a way to each place; there only while there is something. */
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
    return html`<section aria-label="Violations" data-testid="findings">
      <h3>${counted(findings.length, 'violation')}</h3>
      ${findings.map(
        (finding) =>
          html`<button
            class="small ${finding.violation.severity === 'WARNING' ? 'warning' : ''}"
            @click=${() => this.go(finding)}
          >
            ${icon('warning')}
            <b
              >${finding.violation.message}
              <small
                >${finding.violation.code} · at ${finding.place.map(Math.round).join(', ')}</small
              ></b
            >
          </button>`,
      )}
    </section>`;
  }

  private go(detail: Finding) {
    this.dispatchEvent(new CustomEvent('gr-finding', { detail, bubbles: true, composed: true }));
  }
}
