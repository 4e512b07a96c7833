import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProblemError } from '../api/problem';
import type { About } from '../api/types';
import { shared } from '../ui/styles';
import '../ui/gr-banner';
import '../ui/gr-logo';
import '../ui/gr-problem';
import './gr-sign-in-form';

const REFUSAL =
  'You were not signed in: no account here is known by what your provider said, it is disabled or locked, or you took too long. Try again, or ask who keeps the accounts.';

/** What somebody sees who is not signed in. */
@customElement('gr-sign-in-page')
export class GrSignInPage extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr auto;
        height: 100vh;
      }
      main {
        display: grid;
        place-items: center;
        overflow: auto;
        padding: 24px;
        background: radial-gradient(
          circle at 50% 0,
          var(--color-background-surface-default),
          var(--color-background-base-default) 65%
        );
      }
      .panel {
        width: min(440px, 100%);
        padding: 28px 32px 32px;
        box-shadow: 0 8px 32px rgb(0 0 0 / 35%);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-bottom: 24px;
      }
      .brand p {
        font-size: 13px;
      }
      .refused {
        margin-bottom: 16px;
        color: var(--gr-warn);
      }
      gr-logo {
        width: 40px;
        height: 40px;
      }
    `,
  ];

  @property({ attribute: false }) about: About | undefined;
  @property({ attribute: false }) error: ProblemError | undefined;
  @property({ type: Boolean }) ready = false;
  /** The person is back from the provider, and was not let in. */
  @property({ type: Boolean }) refused = false;

  override render() {
    return html`
      <gr-banner .mark=${this.about?.mark}></gr-banner>
      <main>
        <div class="panel">
          <div class="brand">
            <gr-logo></gr-logo>
            <div>
              <h1>${this.about?.name ?? 'Graticule'}</h1>
              <p class="muted">
                Imagery labelling${this.about ? `, version ${this.about.version}` : ''}
              </p>
            </div>
          </div>
          ${
            this.error
              ? html`<gr-problem .error=${this.error} retryable @retry=${this.retry}></gr-problem>`
              : nothing
          }
          ${this.refused ? html`<p class="refused" role="alert">${REFUSAL}</p>` : nothing}
          ${
            this.ready && this.about && !this.error
              ? html`<gr-sign-in-form
                  .notice=${this.about.notice}
                  .ways=${this.about.ways}
                ></gr-sign-in-form>`
              : nothing
          }
        </div>
      </main>
      <gr-banner where="bottom" .mark=${this.about?.mark}></gr-banner>
    `;
  }

  private retry() {
    this.dispatchEvent(new CustomEvent('gr-retry'));
  }
}
