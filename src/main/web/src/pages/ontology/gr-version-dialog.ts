import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Ontology } from '../../api/types';
import { counted } from '../../ui/format';
import { Loader, problemOf } from '../../ui/loader';
import { formStyles, shared } from '../../ui/styles';
import '../../ui/gr-dialog';
import '../../ui/gr-problem';
import { differences } from './draft';

interface Plan {
  readonly lines: readonly string[];
  /** Labels that get back the class they had. */
  readonly labels: number;
}

/**
 * Publishes a draft, or takes the newest version back, once the person has seen what that changes.
 * Fires `gr-changed` when it is done.
 */
@customElement('gr-version-dialog')
export class GrVersionDialog extends LitElement {
  static override styles = [
    shared,
    formStyles,
    css`
      ul {
        max-height: 40vh;
        margin: 0;
        padding-left: 20px;
        overflow: auto;
      }
    `,
  ];

  @property() project = '';
  @property({ attribute: false }) ontology!: Ontology;
  /** What is to be published; without it the newest version is taken back. */
  @property({ attribute: false }) draft: Ontology | undefined;
  @state() private busy = false;
  @state() private error: ProblemError | undefined;
  private readonly plan = new Loader<Plan>(this);

  override connectedCallback() {
    super.connectedCallback();
    void this.plan.load((signal) => this.look(signal));
  }

  private async look(signal: AbortSignal): Promise<Plan> {
    const { draft, ontology } = this;
    if (draft) {
      return { lines: differences(ontology, draft), labels: 0 };
    }
    const path = { project: this.project };
    const { version } = ontology;
    const [before, tried] = await Promise.all([
      client.get('/api/v1/projects/{project}/ontology', {
        path,
        query: { version: version - 1 },
        signal,
      }),
      client.post('/api/v1/projects/{project}/ontology/undo', {
        path,
        body: { version, dry_run: true },
        signal,
      }),
    ]);
    return { lines: differences(ontology, before), labels: tried.labels };
  }

  override render() {
    const { version } = this.ontology;
    const heading = this.draft ? `Publish version ${version + 1}` : `Undo version ${version}`;
    const failed = this.error ?? this.plan.error;
    return html`<gr-dialog heading=${heading} data-testid="version-dialog">
      <form @submit=${this.run}>
        ${this.plan.value ? this.told(this.plan.value) : nothing}
        ${failed ? html`<gr-problem .error=${failed}></gr-problem>` : nothing}
        <div class="actions">
          <button type="submit" hidden ?disabled=${this.busy}></button>
          <rux-button
            type="submit"
            data-testid="version-go"
            ?disabled=${this.busy || !this.plan.value}
            >${heading}</rux-button
          >
        </div>
      </form>
    </gr-dialog>`;
  }

  private told({ lines, labels }: Plan) {
    const { version } = this.ontology;
    return html`
      ${
        lines.length === 0
          ? html`<p class="muted">No class is changed.</p>`
          : html`<ul data-testid="version-lines">
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
      <p>
        ${
          this.draft
            ? 'Labels keep their classes. Whoever has a scene open follows.'
            : `What version ${version - 1} said becomes version ${version + 1}. ${
                labels > 0
                  ? `${counted(labels, 'label')} that nobody touched since ${labels === 1 ? 'gets its' : 'get their'} former class back.`
                  : 'No label changes.'
              }`
        }
      </p>
    `;
  }

  private async run(event: Event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = undefined;
    const path = { project: this.project };
    try {
      await (this.draft
        ? client.put('/api/v1/projects/{project}/ontology', { path, body: this.draft })
        : client.post('/api/v1/projects/{project}/ontology/undo', {
            path,
            body: { version: this.ontology.version },
          }));
      this.dispatchEvent(new CustomEvent('gr-changed'));
    } catch (cause) {
      this.error = problemOf(cause);
    }
    this.busy = false;
  }
}
