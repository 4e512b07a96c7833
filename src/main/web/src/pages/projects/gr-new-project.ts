import { LitElement, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { formStyles, shared } from '../../ui/styles';
import { submitButton } from '../../ui/submit';
import { problemOf } from '../../ui/loader';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';

/** Asks for a project's name, purpose and lead; fires `gr-created`. */
@customElement('gr-new-project')
export class GrNewProject extends LitElement {
  static override styles = [shared, formStyles];

  @state() private error: ProblemError | undefined;
  @state() private busy = false;

  override render() {
    return html`<gr-dialog heading="New project">
      <form @submit=${this.submit}>
        <label class="field">
          Name
          <input name="name" required maxlength="120" autofocus autocomplete="off" />
        </label>
        <label class="field">
          Description
          <textarea name="description" rows="3" maxlength="2000"></textarea>
        </label>
        <label class="field">
          Lead
          <input name="lead" maxlength="128" autocomplete="off" spellcheck="false" />
          <small>User name of the person who runs the project and gives others their roles</small>
        </label>
        <gr-problem .error=${this.error}></gr-problem>
        <div class="actions">${submitButton('Create project', this.busy)}</div>
      </form>
    </gr-dialog>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    this.busy = true;
    try {
      await client.post('/api/v1/projects', {
        body: {
          name: text('name'),
          description: text('description'),
          ...(text('lead') ? { lead: text('lead') } : {}),
        },
      });
      this.dispatchEvent(new CustomEvent('gr-created'));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }
}
