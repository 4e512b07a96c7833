import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Dataset } from '../../api/types';
import { problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';

/** Asks a second person to let a dataset version go. Fires `gr-asked`. */
@customElement('gr-ask-release')
export class GrAskRelease extends LitElement {
  static override styles = [shared, formStyles];

  @property({ attribute: false }) version!: Dataset;
  @state() private error: ProblemError | undefined;
  @state() private busy = false;

  override render() {
    const { name, version } = this.version;
    return html`<gr-dialog heading=${`Release ${name} ${version}`}>
      <form @submit=${this.submit}>
        <p>It can be downloaded once a project lead other than you has agreed.</p>
        <label class="field">
          Why it should leave
          <textarea name="reason" required autofocus maxlength="500" rows="3"></textarea>
        </label>
        <gr-problem .error=${this.error}></gr-problem>
        <div class="actions">${submitButton('Ask for release', this.busy)}</div>
      </form>
    </gr-dialog>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const reason = String(new FormData(event.target as HTMLFormElement).get('reason'));
    this.busy = true;
    this.error = undefined;
    try {
      await client.post('/api/v1/datasets/{dataset}/release', {
        path: { dataset: this.version.id },
        body: { reason },
      });
      this.dispatchEvent(new CustomEvent('gr-asked', { bubbles: true, composed: true }));
    } catch (cause) {
      this.error = problemOf(cause);
    } finally {
      this.busy = false;
    }
  }
}
