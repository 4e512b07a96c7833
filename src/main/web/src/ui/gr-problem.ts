import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProblemError } from '../api/problem';
import { shared } from './styles';

/** What went wrong, with its code and detail; `retry` is fired where trying again may help. */
@customElement('gr-problem')
export class GrProblem extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      div {
        padding: 12px 16px;
        background: var(--color-background-base-default);
        border: 1px solid var(--gr-bad);
        border-left-width: 4px;
        border-radius: var(--radius-base);
        color: var(--color-text-primary);
      }
      strong {
        font-weight: 500;
      }
      ul {
        margin: 8px 0 0;
        padding-left: 20px;
      }
      code {
        color: var(--gr-muted);
        font-family: var(--gr-mono);
        font-size: 12px;
      }
      rux-button {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) error: ProblemError | undefined;
  @property({ type: Boolean }) retryable = false;

  override render() {
    const error = this.error;
    if (!error) {
      return nothing;
    }
    return html`
      <div role="alert">
        <strong>${sentence(error.title)}</strong> <code>${error.code}</code>
        ${error.detail && error.detail !== error.title ? html`<p>${error.detail}</p>` : nothing}
        ${
          error.violations.length > 0
            ? html`<ul>
                ${error.violations.map((v) => html`<li>${v.message} <code>${v.code}</code></li>`)}
              </ul>`
            : nothing
        }
        ${
          this.retryable
            ? html`<rux-button size="small" secondary @click=${this.again}>Try again</rux-button>`
            : nothing
        }
      </div>
    `;
  }

  private again() {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
